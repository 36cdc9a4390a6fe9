"""Vacuum the tables of the queue early: their newest rows are the ones that every page counts.

Counting open referrals reads an index only, as long as vacuum has marked their pages. By default PostgreSQL
waits until a fifth of the table has changed, which in a long history is years of referrals.
"""

from typing import ClassVar

from django.db import migrations

_EARLY = (
    "ALTER TABLE {table} SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,"
    " autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 1000)"
)
_DEFAULT = (
    "ALTER TABLE {table} RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold,"
    " autovacuum_vacuum_insert_scale_factor, autovacuum_vacuum_insert_threshold)"
)
_TABLES = ("referrals_referral", "referrals_participant")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("referrals", "0004_call_under_release")]

    operations: ClassVar = [
        migrations.RunSQL(_EARLY.format(table=table), _DEFAULT.format(table=table)) for table in _TABLES
    ]
