"""`span`: a range of days of one key as a box, so that overlaps are refused without an extension.

The key enters by its last 48 bits, which are random in UUIDv7: a false refusal needs two keys that share them.
"""

from django.db import migrations

SPAN = """
CREATE FUNCTION span(key uuid, during daterange) RETURNS box LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN box(
    point(('x' || right(key::text, 12))::bit(48)::bigint, coalesce(lower(during), '0001-01-01') - date '0001-01-01'),
    point(('x' || right(key::text, 12))::bit(48)::bigint, coalesce(upper(during), '9999-12-31') - 1 - date '0001-01-01')
)
"""
KEY_OF = """
CREATE FUNCTION key_of(a uuid, b uuid) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN md5(a::text || b::text)::uuid
"""
KEY_OF_WORD = """
CREATE FUNCTION key_of(a uuid, b text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN md5(a::text || b)::uuid
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(SPAN, "DROP FUNCTION span"),
        migrations.RunSQL(KEY_OF, "DROP FUNCTION key_of(uuid, uuid)"),
        migrations.RunSQL(KEY_OF_WORD, "DROP FUNCTION key_of(uuid, text)"),
    ]
