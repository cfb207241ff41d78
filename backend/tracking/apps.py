from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "backend.tracking"
    label = "tracking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from backend.records import concurrency
        from backend.records.questionnaires import forms
        from backend.tracking import load_sheet, metrics, tasks  # noqa: F401  (registers a sheet, figures and the listener)
        from backend.tracking.history import opened_since
        from backend.tracking.questionnaires.answers import check
        from backend.tracking.questionnaires.form import form_of

        forms.find, forms.check = form_of, check
        if opened_since not in concurrency.sources:
            concurrency.sources.append(opened_since)
