"""Folding and sorting in SQL: standard bodies (a dump restores with an empty search path), no ICU, no extension.

`COLLATE "C"` and `lower` last make every server say the same, whatever its locale: only ASCII is left to lower.
A function that columns are generated from never changes; another behaviour is another version.
"""

from django.db import migrations

# Đ and its look-alike Eth (old fonts) have no decomposition; all other Vietnamese letters have.
FOLD = r"""
CREATE FUNCTION fold_v1(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(regexp_replace(
    normalize(translate(t COLLATE "C", 'ĐđÐð', 'DdDd'), NFD), U&'[\0300-\036F]', '', 'g'))
"""
WORDS = """
CREATE FUNCTION words_v1(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN btrim(regexp_replace(fold_v1(t) COLLATE "C", '[^a-z0-9]+', ' ', 'g'))
"""
# The type holds one megabyte at most: the beginning of a very long text is searchable, the rest is not.
VECTOR = """
CREATE FUNCTION vector_v1(t text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_tsvector('simple'::regconfig, left(words_v1(t), 200000))
"""
# A syllable's key: its letters in the order of the alphabet, a space, its tone; a number's: its length, its digits.
SYLLABLE = r"""
CREATE FUNCTION syllable_key_v1(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN t COLLATE "C" ~ '^[0-9]'
    THEN chr(48 + length(ltrim(t, '0'))) || ltrim(t, '0') || ' '
    ELSE translate(regexp_replace(replace(replace(replace(replace(replace(replace(
            translate(t COLLATE "C", U&'\0300\0309\0303\0301\0323', ''),
            U&'a\0306', 'ă'), U&'a\0302', 'â'), U&'e\0302', 'ê'), U&'o\0302', 'ô'), U&'o\031B', 'ơ'), U&'u\031B', 'ư'),
            U&'[\0300-\036F]', '', 'g'),
        'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`a')
        || ' ' || translate(coalesce(substring(t COLLATE "C" from U&'[\0300\0309\0303\0301\0323]'), '0'),
                            U&'\0300\0309\0303\0301\0323', '12345')
    END
"""
# The first 200 characters decide: a key always fits into an index, whatever somebody pastes.
SORT_KEY = r"""
CREATE FUNCTION sort_key_v1(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT coalesce(string_agg(syllable_key_v1(found[1]), '' ORDER BY place), '')
    FROM regexp_matches(
        lower(translate(normalize(left(t, 200), NFD) COLLATE "C", 'ĐÐð', 'đđđ') COLLATE "C"),
        U&'([a-zđ][a-zđ\0300-\036F]*|[0-9]{1,9})', 'g') WITH ORDINALITY AS syllable(found, place)
)
"""
NAME_KEY = r"""
CREATE FUNCTION name_key_v1(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN sort_key_v1(regexp_replace(btrim(t), '^(.*) +([^ ]+)$', '\2 \1'))
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(FOLD, "DROP FUNCTION fold_v1(text)"),
        migrations.RunSQL(WORDS, "DROP FUNCTION words_v1(text)"),
        migrations.RunSQL(VECTOR, "DROP FUNCTION vector_v1(text)"),
        migrations.RunSQL(SYLLABLE, "DROP FUNCTION syllable_key_v1(text)"),
        migrations.RunSQL(SORT_KEY, "DROP FUNCTION sort_key_v1(text)"),
        migrations.RunSQL(NAME_KEY, "DROP FUNCTION name_key_v1(text)"),
    ]
