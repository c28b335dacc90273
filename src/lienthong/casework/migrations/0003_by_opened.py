from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_instructions")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index("opened_at", "id", name="case_by_opened"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                "due_order",
                "id",
                condition=models.Q(("closed_at__isnull", True)),
                name="case_open_by_due",
            ),
        ),
    ]
