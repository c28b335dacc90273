import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

import lienthong.kernel.search.spans

FILL = """
UPDATE casework_case seen SET seen_by = took_part.units
FROM (SELECT case_id, array_agg(DISTINCT unit_id) AS units FROM casework_involvement GROUP BY case_id) took_part
WHERE seen.id = took_part.case_id
"""
# Whoever writes it, it is what the involvements say; a case that is saved whole cannot bring back what it once read.
SAY = """
CREATE FUNCTION casework_say_seen_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.seen_by := ARRAY(SELECT DISTINCT unit_id FROM casework_involvement WHERE case_id = NEW.id);
    RETURN NEW;
END $$;
CREATE TRIGGER casework_case_says_seen_by BEFORE UPDATE OF seen_by ON casework_case
    FOR EACH ROW EXECUTE FUNCTION casework_say_seen_by();
"""
# Once for a statement, however many units it lets take part. Who is there already costs a look, not a row version.
# Who writes the cases right after says so (`casework.seen_later`): a hundred thousand rows are not written twice.
KEEP = """
CREATE FUNCTION casework_more_see() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('casework.seen_later', true) = 'on' THEN
        RETURN NULL;
    END IF;
    UPDATE casework_case seen SET seen_by = seen_by
    FROM (SELECT case_id, array_agg(unit_id) AS units FROM changed GROUP BY case_id) more
    WHERE seen.id = more.case_id AND NOT seen.seen_by @> more.units;
    RETURN NULL;
END $$;
CREATE FUNCTION casework_fewer_see() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE casework_case SET seen_by = seen_by WHERE id IN (SELECT case_id FROM changed);
    RETURN NULL;
END $$;
CREATE TRIGGER casework_involvement_more AFTER INSERT ON casework_involvement
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION casework_more_see();
CREATE TRIGGER casework_involvement_fewer AFTER DELETE ON casework_involvement
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION casework_fewer_see();
"""
REFUSE = """
CREATE FUNCTION casework_refuse_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an involvement stays that of its unit and its case'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER casework_involvement_stays BEFORE UPDATE OF case_id, unit_id ON casework_involvement
    FOR EACH ROW WHEN (ROW(OLD.case_id, OLD.unit_id) IS DISTINCT FROM ROW(NEW.case_id, NEW.unit_id))
    EXECUTE FUNCTION casework_refuse_another();
"""
FORGET = """
DROP TRIGGER casework_case_says_seen_by ON casework_case;
DROP TRIGGER casework_involvement_more ON casework_involvement;
DROP TRIGGER casework_involvement_fewer ON casework_involvement;
DROP TRIGGER casework_involvement_stays ON casework_involvement;
DROP FUNCTION casework_say_seen_by();
DROP FUNCTION casework_more_see();
DROP FUNCTION casework_fewer_see();
DROP FUNCTION casework_refuse_another();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_place_and_heirs"), ("search", "0002_spans")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_words"),
        migrations.AddField(
            model_name="case",
            name="seen_by",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(),
                db_comment="units that take part or took part; the database keeps it from the involvements",
                default=list,
                editable=False,
                size=None,
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="case",
            index=django.contrib.postgres.indexes.GinIndex(
                lienthong.kernel.search.spans.SpansOf("opened_at"),
                models.F("seen_by"),
                models.F("words"),
                name="case_found",
            ),
        ),
        migrations.RunSQL(SAY + KEEP + REFUSE, FORGET),
    ]
