"""The web process announces and reads; only the worker changes what stands in the outbox."""

from django.db import migrations

FORWARD = """
REVOKE UPDATE, DELETE, TRUNCATE ON events_outbox FROM concord_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON events_receipt, events_heartbeat FROM concord_app;
"""
BACK = """
GRANT UPDATE, DELETE ON events_outbox TO concord_app;
GRANT INSERT, UPDATE, DELETE ON events_receipt, events_heartbeat TO concord_app;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
