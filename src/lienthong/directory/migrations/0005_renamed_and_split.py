from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_reorganisations"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="unitsuccession",
            name="unitsuccession_once",
        ),
        migrations.AddConstraint(
            model_name="unitsuccession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "RENAMING"), _negated=True),
                    ("predecessor", models.F("successor")),
                    _connector="OR",
                ),
                name="unitsuccession_renamed_stays_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitsuccession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("known_to__isnull", True), models.Q(("kind", "RENAMING"), _negated=True)),
                fields=("predecessor", "successor", "on"),
                name="unitsuccession_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitsuccession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "RENAMING"), ("known_to__isnull", True)),
                fields=("predecessor", "on"),
                name="unitsuccession_renamed_once",
            ),
        ),
    ]
