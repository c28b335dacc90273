from django.db import migrations


class Migration(migrations.Migration):
    """The security log reads acts of this area in the order of time; other acts have no entry in its index."""

    dependencies = [
        ("access", "0002_powers"),
        ("acts", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(
            sql="CREATE INDEX act_of_access ON acts_act (recorded_at, id) WHERE verb LIKE 'access.%'",
            reverse_sql="DROP INDEX act_of_access",
        ),
    ]
