from django.apps import AppConfig

from backend.core import crypto


class RemindersConfig(AppConfig):
    name = "backend.reminders"
    label = "reminders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        crypto.SEALED.append(("reminders.PushSubscription", "secret", ()))
        from backend.reminders import course_sheet, metrics, receivers  # noqa: F401  (registers listeners, figures, a sheet)
