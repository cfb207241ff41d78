from django.db import migrations

from backend.core.audit_anonymous import short
from backend.core.audit_key import rekey


def forwards(apps, schema_editor):
    rekey(apps.get_model("core", "AuditEvent"), apps.get_model("core", "AuditHead"), seal_of=short)


class Migration(migrations.Migration):
    dependencies = [("core", "0004_clocks")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
