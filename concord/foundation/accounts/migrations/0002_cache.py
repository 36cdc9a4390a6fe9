"""The table of the database cache, exactly as Django's createcachetable makes it.

It stands beside the sessions because throttles and sign-in state are what the cache is for.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql=[
                'CREATE TABLE "accounts_cache" ('
                ' "cache_key" varchar(255) NOT NULL PRIMARY KEY,'
                ' "value" text NOT NULL,'
                ' "expires" timestamp with time zone NOT NULL);',
                'CREATE INDEX "accounts_cache_expires" ON "accounts_cache" ("expires");',
            ],
            reverse_sql='DROP TABLE "accounts_cache";',
        )
    ]
