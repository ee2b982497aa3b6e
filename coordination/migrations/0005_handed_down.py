from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coordination", "0004_meeting_paper")]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="handed_down",
            field=models.BooleanField(default=False),
        ),
    ]
