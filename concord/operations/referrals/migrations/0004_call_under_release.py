from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_ordered_lists")]
    operations = [
        migrations.AddField(
            model_name="tally",
            name="release_id",
            field=models.UUIDField(null=True),
        ),
    ]
