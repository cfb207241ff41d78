"""Whoever was here before addresses had to be verified was made by an operator: their address counts as theirs."""

from django.db import migrations


def know(apps, schema_editor):
    user, address = apps.get_model("accounts", "User"), apps.get_model("account", "EmailAddress")
    known = set(address.objects.values_list("user_id", flat=True))
    address.objects.bulk_create(
        address(user=one, email=one.email, verified=True, primary=True)
        for one in user.objects.exclude(pk__in=known).iterator()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_invitations_bound"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(know, migrations.RunPython.noop)]
