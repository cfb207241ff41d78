from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0006_audit_stream"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="auditevent",
            index=models.Index(fields=["-at", "-id"], name="audit_at"),
        ),
    ]
