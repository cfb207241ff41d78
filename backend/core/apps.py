from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "backend.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from backend.core import metrics  # noqa: F401  (counts tasks)

        checks.register(_tried, deploy=True)
        post_migrate.connect(_make_cache_table, sender=self, dispatch_uid="cache-table")


def _tried(**_: Any) -> list[checks.CheckMessage]:
    """`check --deploy` tries the settings too; away is a warning, wrong an error."""
    from backend.core import trial

    found: list[checks.CheckMessage] = []
    for fault in trial.faults():
        found.append((checks.Warning if fault.passing else checks.Error)(str(fault), id="toh.E001"))
    return found


def _make_cache_table(**_: Any) -> None:
    """Without Redis the shared counts of requests lie in a table that no migration makes."""
    from django.core.management import call_command

    if str(settings.CACHES["default"]["BACKEND"]).endswith("DatabaseCache"):
        call_command("createcachetable", verbosity=0)
