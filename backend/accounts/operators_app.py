from django.contrib.admin.apps import AdminConfig


class OperatorsConfig(AdminConfig):
    """Django's admin, behind the app's own door."""

    default = False
    default_site = "backend.accounts.operators.OperatorsSite"
