from django.apps import AppConfig

from backend.core import crypto


class ExchangeConfig(AppConfig):
    name = "backend.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        crypto.SEALED.append(("exchange.HealthLink", "secret", ()))
