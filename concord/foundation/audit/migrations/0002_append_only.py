"""The log is append-only for everyone: the worker may only fill in an entry's place in the chain."""

from django.db import migrations

from concord.foundation.lib import rowsecurity as rs

TABLE = "audit_entry"
OWN = f"owner_id = {rs.once(rs.CURRENT_ORGANIZATION)}"
BY_US = f"organization_id IS NOT DISTINCT FROM {rs.once(rs.CURRENT_ORGANIZATION)}"

FORWARD = "\n".join(
    (
        rs.enable(TABLE),
        rs.policy(TABLE, "own_select", "SELECT", rs.APP, using=OWN),
        rs.policy(TABLE, "own_insert", "INSERT", rs.APP, check=BY_US),
        rs.jobs_may(TABLE, ["SELECT", "INSERT", "UPDATE"]),
        rs.append_only(TABLE),
        f'GRANT UPDATE (position, chain) ON {TABLE} TO {rs.JOBS};',
    )
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(FORWARD, rs.drop_all(TABLE) + "\n" + rs.append_only_undone(TABLE)),
    ]
