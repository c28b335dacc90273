"""The month and the year of a moment as two keys of an index, so that what is searched is read latest first."""

from django.db import migrations

SPANS = """
CREATE FUNCTION spans_v1(moment timestamptz) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[
    (100 * extract(year FROM moment AT TIME ZONE 'UTC') + extract(month FROM moment AT TIME ZONE 'UTC'))::integer,
    extract(year FROM moment AT TIME ZONE 'UTC')::integer
]
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_folding")]
    operations = [migrations.RunSQL(SPANS, "DROP FUNCTION spans_v1(timestamptz)")]
