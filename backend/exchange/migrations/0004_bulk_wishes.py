from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_imports")]

    operations = [
        migrations.AddField(
            model_name="bulkexport",
            name="wishes",
            field=models.JSONField(default=dict, db_default={}),
        ),
        migrations.AddField(
            model_name="bulkexport",
            name="begun_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="bulkexport",
            name="url",
            field=models.CharField(max_length=2000),
        ),
    ]
