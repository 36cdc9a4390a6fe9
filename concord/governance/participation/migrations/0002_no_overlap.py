"""Two periods of one organization cannot overlap (TIER-01).

A GiST index knows ranges without any extension, so the organization stands in it as a range of one.
"""

from django.db import migrations

FORWARD = """
CREATE TYPE uuidrange AS RANGE (subtype = uuid);
ALTER TABLE participation_tierassignment ADD CONSTRAINT tier_periods_apart EXCLUDE USING gist (
  uuidrange(organization_id, organization_id, '[]') WITH &&,
  tstzrange(effective_from, effective_to) WITH &&
);
"""
BACKWARD = """
ALTER TABLE participation_tierassignment DROP CONSTRAINT tier_periods_apart;
DROP TYPE uuidrange;
"""


class Migration(migrations.Migration):
    dependencies = [("participation", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
