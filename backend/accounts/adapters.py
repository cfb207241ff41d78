"""How allauth meets our people: e-mail is the name, and second factors are encrypted at rest."""

from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import get_language_from_request

from backend.accounts.letters import letter
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

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """In our words, and the language of whoever asked. allauth's own name the host and shout."""
        own = letter(template_prefix, get_language_from_request(context["request"]), context)
        if own is None:
            return super().render_mail(template_prefix, email, context, headers)
        to = [email] if isinstance(email, str) else email
        return EmailMessage(
            *own, self.get_from_email(), to, headers={"Auto-Submitted": "auto-generated"} | (headers or {})
        )

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        # somebody new goes on in the language in which they have begun
        user.language = get_language_from_request(request)
        if commit:
            user.save()
        return user


class MFAAdapter(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds never lie in the database in plain text."""

    def encrypt(self, text: str) -> str:
        return crypto.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.decrypt(encrypted_text)
