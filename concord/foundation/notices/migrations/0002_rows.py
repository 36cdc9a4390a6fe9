"""A notice is seen by its person only; letters are the worker's alone."""

from django.db import migrations

from concord.foundation.lib.rowsecurity import (
    APP,
    CURRENT_PERSON,
    drop_all,
    enable,
    jobs_may,
    once,
    policy,
)

OWN = f"person_id = {once(CURRENT_PERSON)}"


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="\n".join(
                (
                    enable("notices_notice"),
                    policy("notices_notice", "own_select", "SELECT", APP, using=OWN),
                    policy("notices_notice", "own_update", "UPDATE", APP, using=OWN, check=OWN),
                    jobs_may("notices_notice", ["SELECT", "INSERT", "UPDATE", "DELETE"]),
                )
            ),
            reverse_sql=drop_all("notices_notice"),
        ),
        migrations.RunSQL(
            sql="\n".join(
                (
                    enable("notices_letter"),
                    jobs_may("notices_letter", ["SELECT", "INSERT", "UPDATE", "DELETE"]),
                )
            ),
            reverse_sql=drop_all("notices_letter"),
        ),
    ]
