from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "backend.tracking"
    label = "tracking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from backend.patients import seen
        from backend.tracking import kinds, metrics, tasks  # noqa: F401  (registers kinds, figures and the listener)
        from backend.tracking.history import opened_since

        if opened_since not in seen.sources:
            seen.sources.append(opened_since)
