"""Only the organization that brings something in sees it; the worker does the work."""

from django.db import migrations

from concord.foundation.lib.rowsecurity import drop_all, enable, jobs_may, own_rows

TABLE = "transfers_transfer"


class Migration(migrations.Migration):
    dependencies = [("transfers", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="\n".join((enable(TABLE), own_rows(TABLE), jobs_may(TABLE, ["SELECT", "UPDATE", "DELETE"]))),
            reverse_sql=drop_all(TABLE),
        ),
    ]
