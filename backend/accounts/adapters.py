"""How allauth meets our people: e-mail is the name, and second factors are encrypted at rest."""

from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from backend.core import crypto


class AccountAdapter(DefaultAccountAdapter):
    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names."""

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count for each account. allauth's own counts anew for each Host header, which the caller chooses."""
        return sha256(str(credentials.get("email", "")).strip().lower().encode()).hexdigest()

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The demo's sign-ins are public: they open nothing where production settings meet its database."""
        user = super().authenticate(request, **credentials)
        if user is not None and settings.PRODUCTION and user.email.endswith("@" + settings.DEMO_HOST):
            return None
        return user

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        if commit:
            user.save()
        return user


class MFAAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds never lie in the database in plain text."""

    def encrypt(self, text: str) -> str:
        return crypto.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.decrypt(encrypted_text)
