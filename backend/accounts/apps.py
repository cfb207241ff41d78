from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "backend.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from backend.accounts import openapi, second_factor, sign_in_audit  # noqa: F401  (register themselves)

        sign_in_audit.connect()
