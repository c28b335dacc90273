from django.db import migrations

# As before, `recorded_at` is the moment of writing unless the world is simulated; asked once for each statement, over
# all rows of it, and not for each row: a simulated world writes thousands at once.
ONCE_A_STATEMENT = """
DROP TRIGGER acts_act_recorded_now ON acts_act;
CREATE OR REPLACE FUNCTION acts_recorded_now() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    said timestamptz;
BEGIN
    SELECT recorded_at INTO said FROM made
    WHERE abs(extract(epoch FROM recorded_at - clock_timestamp())) > 600 LIMIT 1;
    IF FOUND AND NOT EXISTS (SELECT FROM acts_installation WHERE simulated) THEN
        RAISE EXCEPTION 'recorded_at % is not now; only a simulated installation may say so', said
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER acts_act_recorded_now AFTER INSERT ON acts_act
    REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION acts_recorded_now();
"""
FOR_EACH_ROW = """
DROP TRIGGER acts_act_recorded_now ON acts_act;
CREATE OR REPLACE FUNCTION acts_recorded_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF abs(extract(epoch FROM NEW.recorded_at - clock_timestamp())) > 600
       AND NOT EXISTS (SELECT FROM acts_installation WHERE simulated) THEN
        RAISE EXCEPTION 'recorded_at % is not now; only a simulated installation may say so', NEW.recorded_at
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER acts_act_recorded_now BEFORE INSERT ON acts_act
    FOR EACH ROW EXECUTE FUNCTION acts_recorded_now();
"""


class Migration(migrations.Migration):
    dependencies = [("acts", "0002_projected")]

    operations = [migrations.RunSQL(ONCE_A_STATEMENT, FOR_EACH_ROW)]
