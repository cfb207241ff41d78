"""How allauth meets our people: e-mail is the name, and second factors are encrypted at rest."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core import context as current
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import get_language_from_request

from backend.accounts import guesses, outbox, sign_in_audit
from backend.accounts.letters import letter
from backend.accounts.second_factor import signed_in_just_now
from backend.accounts.security_mails import tell
from backend.accounts.sign_on import required
from backend.core import crypto

# By the name under which allauth would send its own letter.
NEWS = {
    "account/email/email_changed": "address_changed",
    "account/email/email_deleted": "address_removed",
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_changed",
    "account/email/password_reset": "password_reset",
    "mfa/email/totp_activated": "factor_added",
    "mfa/email/totp_deactivated": "factor_removed",
    "mfa/email/webauthn_added": "passkey_added",
    "mfa/email/webauthn_removed": "passkey_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes_renewed",
}


class AccountAdapter(DefaultAccountAdapter):
    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The demo's sign-ins are public: they open nothing where production settings meet its database."""
        email = str(credentials.get("email", ""))
        if not guesses.may_try(request, email):
            raise self.validation_error("too_many_login_attempts")
        user = super().authenticate(request, **credentials)
        if user is not None:
            guesses.was_right(request, email)
        else:
            sign_in_audit.note_failed(request, email)
        if user is not None and settings.PRODUCTION and user.email.endswith("@" + settings.DEMO_HOST):
            return None
        return user

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> Any:
        """However somebody shows who they are: what their clinic wants of it is asked for here."""
        login = (more.get("signal_kwargs") or {}).get("sociallogin")
        required.refuse_other_ways(request, user, login.account.provider if login else None)
        if login and login.toh.is_strong:
            record_authentication(request, user, "mfa", type=required.TYPE)
        return super().pre_login(request, user, **more)

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Connecting with a clinic's sign-in asks for it where it begins: whoever comes back from there has just been asked."""
        match = getattr(current.request, "resolver_match", None)
        if app == "allauth.socialaccount" and match and match.url_name == "sign-on-callback":
            return False
        if not bool(super().is_reauthentication_required(app=app)):
            return False
        # allauth asks nothing of whom it knows no way to ask: an account that only a clinic's sign-in opens.
        request = current.request
        if not get_reauthentication_flows(request.user) and not signed_in_just_now(request):
            raise ReauthenticationRequired
        return True

    def set_password(self, user: Any, password: str) -> None:
        """A first password is a new way in, and there is no old one to ask for: whoever sets it shows who they are."""
        request = current.request
        first = request.user == user and not user.has_usable_password()
        if first and not signed_in_just_now(request):
            raise ReauthenticationRequired
        super().set_password(user, password)

    def get_login_stages(self) -> list[str]:
        ours = {
            "allauth.mfa.stages.AuthenticateStage": "backend.accounts.sign_on.required.AuthenticateStageUnlessShown"
        }
        return [ours.get(path, path) for path in super().get_login_stages()]

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """A new password by a link from the mailbox: the guesses of others at the old one count no more."""
        guesses.forget(str(credentials.get("email", "")))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Into the outbox: neither signing up nor its duration depends on the mail server."""
        request = current.request
        kind = template_prefix.rpartition("/")[2]
        message = self.render_mail(template_prefix, email, {"request": request, "email": email, **context})
        good_for = outbox.CODE_FOR if "code" in context else outbox.LINK_FOR
        outbox.post(str(message.subject), str(message.body), email, good_for=good_for)
        if kind == "account_already_exists":
            # As long as with a new account, whose password is hashed: the time must not tell who has one.
            make_password(secrets.token_urlsafe())

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """What has changed, in our words; to the old address too, where it is the address that changed."""
        given = context or {}
        to = given.get("to_email") or given.get("deleted_email") or ""
        tell(user, NEWS[template_prefix], at_address=email or given.get("deleted_email", ""), to=to)

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
