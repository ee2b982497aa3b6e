from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coordination", "0009_reminder_reason")]

    operations = [
        migrations.AddField(
            model_name="outgoingmessage",
            name="reply_to",
            field=models.EmailField(
                blank=True, default="", max_length=254, verbose_name="svar till"
            ),
        ),
    ]
