from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "backend.tracking"
    label = "tracking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from backend.tracking import kinds, metrics, tasks  # noqa: F401  (registers kinds, figures and the listener)
