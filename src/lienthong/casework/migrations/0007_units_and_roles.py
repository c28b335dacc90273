from django.db import migrations

# Communes give nothing to others and the office of the province follows nearly all: taken one by one, unit and role
# say nothing of how many there are, and what an agency follows is sought in all open work.
KNOWN_TOGETHER = """
CREATE STATISTICS casework_involvement_unit_role (mcv) ON unit_id, role FROM casework_involvement;
ALTER STATISTICS casework_involvement_unit_role SET STATISTICS 1000;
ANALYZE casework_involvement;
"""
APART = "DROP STATISTICS casework_involvement_unit_role"


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_fewer_indexes")]

    operations = [migrations.RunSQL(KNOWN_TOGETHER, APART)]
