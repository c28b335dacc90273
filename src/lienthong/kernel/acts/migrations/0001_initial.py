import datetime

from django.db import migrations, models

import lienthong.kernel.keys
from lienthong.kernel.acts.protection import REFUSE_CHANGE, protect

# `recorded_at` is the moment of writing; only a simulated world may say otherwise (one look at one row, and only then).
RECORDED_NOW = """
CREATE FUNCTION acts_recorded_now() RETURNS trigger LANGUAGE plpgsql AS $$
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
FORGET_RECORDED_NOW = """
DROP TRIGGER acts_act_recorded_now ON acts_act;
DROP FUNCTION acts_recorded_now();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("act_id", models.UUIDField(unique=True)),
                ("leaf", models.BinaryField(db_comment="SHA-256 leaf hash, RFC 6962")),
            ],
        ),
        migrations.CreateModel(
            name="Pending",
            fields=[
                ("act_id", models.UUIDField(primary_key=True, serialize=False)),
                ("leaf", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Personal",
            fields=[
                ("act_id", models.UUIDField(primary_key=True, serialize=False)),
                ("salt", models.BinaryField()),
                ("payload", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lienthong.kernel.keys.new_key,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("verb", models.TextField()),
                ("subject_kind", models.TextField()),
                ("subject_id", models.UUIDField()),
                ("case_id", models.UUIDField(null=True)),
                ("actor_kind", models.TextField()),
                ("account_id", models.UUIDField(null=True)),
                ("person_id", models.UUIDField(null=True)),
                ("post_id", models.UUIDField(null=True)),
                ("unit_id", models.UUIDField(null=True)),
                ("delegation_id", models.UUIDField(null=True)),
                ("actor_name", models.TextField(db_comment="as printed at that moment")),
                ("actor_post", models.TextField()),
                ("actor_unit", models.TextField()),
                ("at", models.DateTimeField(db_comment="when it was done")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_comment="when the system wrote it down; on-time figures count this"
                    ),
                ),
                ("detail", models.JSONField(db_comment="no personal data")),
                (
                    "personal_hash",
                    models.TextField(
                        db_comment="hex SHA-256 over salt and RFC 8785 of the erasable part", null=True
                    ),
                ),
                ("revokes", models.UUIDField(null=True)),
                ("leaf_version", models.SmallIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("case_id"),
                        models.F("recorded_at"),
                        models.F("id"),
                        condition=models.Q(("case_id__isnull", False)),
                        name="act_case",
                    ),
                    models.Index(models.F("subject_id"), models.F("recorded_at"), name="act_subject"),
                    models.Index(models.F("verb"), models.F("recorded_at"), name="act_verb"),
                    models.Index(
                        models.F("revokes"),
                        condition=models.Q(("revokes__isnull", False)),
                        name="act_revokes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("tree_size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField()),
                (
                    "frontier",
                    models.BinaryField(
                        db_comment="roots of the complete subtrees, 32 bytes each, largest first"
                    ),
                ),
                ("signed_at", models.DateTimeField()),
                ("note", models.TextField(db_comment="signed note, as published")),
            ],
            options={
                "indexes": [models.Index(models.F("signed_at"), name="checkpoint_signed_at")],
            },
        ),
        migrations.CreateModel(
            name="Installation",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("name", models.TextField()),
                (
                    "origin",
                    models.TextField(db_comment="first line of every checkpoint (C2SP tlog-checkpoint)"),
                ),
                ("simulated", models.BooleanField(default=False)),
                ("since", models.DateTimeField()),
                (
                    "ahead",
                    models.DurationField(
                        db_comment="how far the clock here is from the world's; zero unless simulated",
                        default=datetime.timedelta(0),
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="installation_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("simulated", True), ("ahead", datetime.timedelta(0)), _connector="OR"
                        ),
                        name="installation_real_time",
                    ),
                ],
            },
        ),
        migrations.RunSQL(REFUSE_CHANGE, migrations.RunSQL.noop),
        migrations.RunSQL(RECORDED_NOW, FORGET_RECORDED_NOW),
        protect("acts_installation"),
        protect("acts_act"),
        protect("acts_entry"),
        protect("acts_checkpoint"),
        protect("acts_personal", deletable=True),
        protect("acts_pending", deletable=True),
    ]
