"""The owner sees, makes and changes its releases; the recipient reads what was agreed, never a refusal.

Nobody deletes but the worker. Both programs belong to the organizations that the row names, and no release
outlives its rule set.
"""

from django.db import migrations

from concord.foundation.lib import rowsecurity as rs

TABLE = "releases_release"
OWN = f"organization_id = {rs.once(rs.CURRENT_ORGANIZATION)}"
NAMED = f"recipient_organization_id = {rs.once(rs.CURRENT_ORGANIZATION)} AND state <> 'refused'"

ROWS = "\n".join(
    (
        rs.enable(TABLE),
        rs.policy(TABLE, "own_select", "SELECT", rs.APP, using=OWN),
        rs.policy(TABLE, "own_insert", "INSERT", rs.APP, check=OWN),
        rs.policy(TABLE, "own_update", "UPDATE", rs.APP, using=OWN, check=OWN),
        rs.policy(TABLE, "named_select", "SELECT", rs.APP, using=NAMED),
        rs.jobs_may(TABLE, ["SELECT"]),
    )
)

ALWAYS = f"""
ALTER TABLE {TABLE}
  ADD CONSTRAINT release_program_of_owner FOREIGN KEY (program_id, organization_id)
    REFERENCES organizations_program (id, organization_id),
  ADD CONSTRAINT release_program_of_recipient FOREIGN KEY (recipient_program_id, recipient_organization_id)
    REFERENCES organizations_program (id, organization_id),
  ADD CONSTRAINT release_within_longest
    CHECK (extract(epoch FROM ends_at - starts_at) <= max_days * 86400);
"""
NOT_ALWAYS = f"""
ALTER TABLE {TABLE}
  DROP CONSTRAINT release_program_of_owner,
  DROP CONSTRAINT release_program_of_recipient,
  DROP CONSTRAINT release_within_longest;
"""


class Migration(migrations.Migration):
    dependencies = [("releases", "0001_initial")]
    operations = [migrations.RunSQL(ROWS, rs.drop_all(TABLE)), migrations.RunSQL(ALWAYS, NOT_ALWAYS)]
