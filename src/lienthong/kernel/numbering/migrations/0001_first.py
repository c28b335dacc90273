import django.db.models.deletion
from django.db import migrations, models

import lienthong.kernel.keys
from lienthong.kernel.acts.protection import protect


class Migration(migrations.Migration):
    initial = True

    dependencies = [("acts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Series",
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
                (
                    "key",
                    models.TextField(
                        db_comment="names the series over the years, e.g. unit and kind of document"
                    ),
                ),
                ("year", models.SmallIntegerField()),
                (
                    "pattern",
                    models.TextField(db_comment="text of a number; {number} and {year} are filled in"),
                ),
                (
                    "width",
                    models.SmallIntegerField(db_comment="digits at least, with zeros before", default=1),
                ),
                ("last", models.IntegerField(db_comment="the last ordinal taken", default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("key", "year"), name="series_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("pattern__contains", "{number}")),
                        name="series_has_number",
                    ),
                    models.CheckConstraint(condition=models.Q(("last__gte", 0)), name="series_counts_up"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Number",
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
                ("ordinal", models.IntegerField()),
                ("text", models.TextField(db_comment="as printed")),
                ("taken_on", models.DateField(db_comment="its day in the series' year")),
                ("subject_kind", models.TextField()),
                ("subject_id", models.UUIDField()),
                (
                    "state",
                    models.TextField(
                        choices=[("used", "Đã sử dụng"), ("unused", "Không sử dụng")], default="used"
                    ),
                ),
                ("reason", models.TextField(db_comment="why it was not used", default="")),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="numbers",
                        to="numbering.series",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject_id"], name="number_subject")],
                "constraints": [
                    models.UniqueConstraint(fields=("series", "ordinal"), name="number_once"),
                    models.CheckConstraint(condition=models.Q(("ordinal__gt", 0)), name="number_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("state", "used")),
                            models.Q(("state", "unused"), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="number_unused_has_reason",
                    ),
                ],
            },
        ),
        protect("numbering_number", updatable=("state", "reason")),
    ]
