from django.db import migrations
from django.db.models import F, Q


def tell_phones(apps, schema_editor):
    """The profile now names the numbers in force: a phone whose clinic has set some before hears of them."""
    patients = apps.get_model("patients", "Patient").objects.filter(closed_at=None)
    chosen = patients.filter(~Q(thresholds={}) | (Q(clinic__isnull=False) & ~Q(clinic__thresholds={})))
    chosen.update(seq=F("seq") + 1, profile_seq=F("seq") + 1)


class Migration(migrations.Migration):
    dependencies = [("patients", "0006_overdue")]

    operations = [migrations.RunPython(tell_phones, migrations.RunPython.noop)]
