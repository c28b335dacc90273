from django.db import migrations, models

from lienthong.kernel.acts.protection import protect

# What the plan says stays as it was written down; who leads, until when and with which output may be put right.
PUT_RIGHT = (
    "wording_en",
    "leads",
    "lead_stated",
    "executors",
    "supporting",
    "monitoring",
    "recurrence",
    "due_on",
    "output",
    "output_en",
    "output_kind",
    "field",
    "note",
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("acts", "0001_initial")]

    operations = [
        migrations.AddField("plan", "issued_on", models.DateField(null=True, verbose_name="Ngày ban hành")),
        migrations.AddField(
            "plan",
            "basis",
            models.TextField(blank=True, default="", verbose_name="Căn cứ"),
            preserve_default=False,
        ),
        migrations.AddField(
            "plan",
            "assumed",
            models.TextField(
                blank=True, default="", db_comment="columns of the file that are our assumption"
            ),
            preserve_default=False,
        ),
        protect("plans_planitem", updatable=PUT_RIGHT),
        protect("plans_plantask"),
    ]
