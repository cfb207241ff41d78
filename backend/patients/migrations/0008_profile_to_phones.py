from django.db import migrations
from django.db.models import F


def tell_phones(apps, schema_editor):
    """The profile now brings the clinic's precision error, and which risk factors are its own: every phone reads it again."""
    patients = apps.get_model("patients", "Patient").objects.filter(closed_at=None)
    patients.update(seq=F("seq") + 1, profile_seq=F("seq") + 1)


class Migration(migrations.Migration):
    dependencies = [("patients", "0007_numbers_to_phones")]

    operations = [migrations.RunPython(tell_phones, migrations.RunPython.noop)]
