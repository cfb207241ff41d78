from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0006_lock"),
    ]

    operations = [
        migrations.AddField(
            model_name="clinic",
            name="record_years",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="For which it keeps what it knows of patients who left; empty: the server's.",
                null=True,
            ),
        ),
    ]
