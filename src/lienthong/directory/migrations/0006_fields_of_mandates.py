import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0005_renamed_and_split")]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="fields",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                blank=True,
                db_comment="codes of fields of work: open tasks in them pass with the mandate; none: tasks stay where they are",
                default=list,
                size=None,
            ),
        ),
    ]
