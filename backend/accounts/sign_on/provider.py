"""How allauth meets a clinic's OpenID Connect provider: one of its own, with PKCE, a nonce and signatures always looked at."""

import secrets
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from backend.accounts.models import SignOn
from backend.accounts.security_mails import tell
from backend.accounts.sign_on import admission, again, claims
from backend.core import clock, crypto

# By the name under which allauth would send its own letter.
NEWS = {
    "socialaccount/email/account_connected": "sign_on_connected",
    "socialaccount/email/account_disconnected": "sign_on_disconnected",
}
# Where the browser comes back to in the app, with what went wrong as `error`.
BACK = "/sign-on"


class ClinicAdapter(OpenIDConnectOAuth2Adapter):
    """One attempt to sign in. `state` is what was kept in the session when it began."""

    state: dict[str, Any]

    @cached_property
    def provider(self) -> "ClinicProvider":
        return self.get_provider()

    @property
    def openid_config(self) -> dict[str, Any]:
        return claims.configuration(self.provider.sign_on.issuer)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Under the public address, whatever the request calls this server."""
        return callback_url(self.provider.sign_on.clinic_id)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> SocialLogin:
        sign_on = self.provider.sign_on
        signed = claims.read_id_token(
            str(kwargs["response"].get("id_token", "")),
            issuer=sign_on.issuer,
            client_id=sign_on.client_id,
            nonce=str(self.state.get("nonce", "")),
        )
        # Many providers put only the subject into the token, and the rest where it is asked for.
        told = {}
        if self.openid_config.get("userinfo_endpoint"):
            told = claims.read_person(self.profile_url, token.token)
            if told.get("sub") != signed["sub"]:
                raise OAuth2Error("its userinfo speaks of another person than its ID token")
        told |= signed
        login = self.provider.sociallogin_from_response(request, told)
        login.toh = admission.Attempt(
            sign_on=sign_on, claims=told, signed=signed, began=float(self.state.get("began", 0.0))
        )
        return login


class ClinicProvider(OpenIDConnectProvider):
    id = "clinic"
    name = "Clinic"
    package = "backend.accounts.sign_on"
    oauth2_adapter_class = ClinicAdapter
    pkce_enabled_default = True
    supports_token_authentication = False  # a token from elsewhere belongs to no attempt of this browser

    def __init__(self, request: HttpRequest, app: SocialApp, sign_on: SignOn) -> None:
        super().__init__(request, app=app)
        self.sign_on = sign_on

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["sub"])

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}  # nothing of what the provider tells is kept

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        nonce = secrets.token_urlsafe(24)
        asked: dict[str, Any] = {"nonce": nonce}
        if process == again.PROCESS:
            # The person has to show anew who they are, and the token has to say when they did (OpenID Connect Core §3.1.2.1).
            asked |= {"prompt": "login", "max_age": 0}
        if self.sign_on.second_factor:
            asked["acr_values"] = " ".join(self.sign_on.second_factor)
        more: dict[str, Any] = kwargs | {
            "auth_params": asked,
            "nonce": nonce,
            "headless": True,
            "began": clock.now().timestamp(),
        }
        back = again.BACK if process == again.PROCESS else BACK
        answer: HttpResponse = super().redirect(request, process, next_url=next_url or back, data=data, **more)
        return answer


class ClinicCallbackView(OAuth2CallbackView):
    """Where the provider sends the browser back to."""

    def _get_state(self, request: HttpRequest, provider: ClinicProvider) -> tuple[dict[str, Any] | None, Any]:
        state, response = super()._get_state(request, provider)
        self.adapter.state = state or {}
        issuer = request.GET.get("iss")
        if issuer is not None and issuer != provider.sign_on.issuer and response is None:
            raise OAuth2Error("another provider answers than the one that was asked")
        return state, response


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """allauth's way to ask for providers: there are those of clinics, and no others."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        return []

    def get_provider(self, request: HttpRequest, provider: Any, client_id: Any = None) -> ClinicProvider:
        sign_on = sign_on_of(str(provider))
        if sign_on is None:
            raise SocialApp.DoesNotExist
        return provider_of(request, sign_on)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Everybody who comes in here has an account before allauth goes on, or is refused."""
        attempt = getattr(sociallogin, "toh", None)
        if attempt is None:
            raise ValidationError("Expected to come from a clinic's sign-in.", code="refused")
        admission.admit(request, sociallogin, attempt)
        if sociallogin.state.get("process") == again.PROCESS:
            again.shown(request, sociallogin)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def send_notification_mail(self, template_prefix: str, user: Any, *_: Any, **__: Any) -> None:
        tell(user, NEWS[template_prefix])


def callback_url(clinic_id: UUID) -> str:
    """What the clinic enters at its provider."""
    return settings.PUBLIC_URL + reverse("sign-on-callback", kwargs={"clinic_id": clinic_id})


def sign_on_of(provider_id: str) -> SignOn | None:
    kind, _, clinic = provider_id.partition(":")
    try:
        key = UUID(clinic) if kind == "clinic" else None
    except ValueError:
        return None
    return SignOn.objects.select_related("clinic").filter(clinic_id=key).first() if key else None


def provider_of(request: HttpRequest, sign_on: SignOn) -> ClinicProvider:
    app = SocialApp(
        provider=ClinicProvider.id,
        provider_id=sign_on.provider_id,
        name=sign_on.clinic.name,
        client_id=sign_on.client_id,
        secret=crypto.decrypt(sign_on.sealed_secret) if sign_on.sealed_secret else "",
        settings={"server_url": sign_on.issuer, "oauth_pkce_enabled": True},
    )
    return ClinicProvider(request, app, sign_on)


def location_of(request: HttpRequest, sign_on: SignOn, *, process: str) -> str:
    """Where the browser goes to sign in; OAuth2Error or RequestException where the provider cannot be asked."""
    claims.configuration(sign_on.issuer)
    location = provider_of(request, sign_on).redirect(request, process)["Location"]
    if urlsplit(location).hostname is None:
        raise OAuth2Error("it did not say where to sign in")
    return location
