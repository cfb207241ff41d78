from django.apps import AppConfig

from backend.core import crypto


class AccountsConfig(AppConfig):
    name = "backend.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from backend.accounts import (  # noqa: F401  (some register themselves)
            devices,
            ended,
            lock,
            openapi,
            second_factor,
            sign_in_audit,
        )

        crypto.SEALED += [
            ("mfa.Authenticator", "data", ("secret", "seed")),
            ("accounts.OutgoingMail", "sealed", ()),
            ("accounts.SignOn", "sealed_secret", ()),
        ]
        sign_in_audit.connect()
        ended.connect()
