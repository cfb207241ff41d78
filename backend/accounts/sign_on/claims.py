"""What a clinic's provider says of itself and of a person, checked before anything of it is believed."""

from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.core.cache import cache
from requests import RequestException

# Of a key that everybody may read. None with a shared secret: whoever knows the client's secret could write tokens.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
REQUIRED = ("iss", "sub", "aud", "exp", "iat")
CLOCKS_DIFFER_S = 60
KEPT_S = 10 * 60
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LARGEST = 256 * 1024


def may_be_called(url: str) -> bool:
    """Is this an address at a host that the operator has named? An administrator's setting must not reach others."""
    try:
        parts = urlsplit(url)
        host, _ = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    safe = parts.scheme == "https" or (parts.scheme == "http" and not settings.PRODUCTION)
    listed = any(host == one or (one.startswith(".") and host.endswith(one)) for one in settings.SIGN_ON_HOSTS)
    return bool(safe and listed and not parts.username and not parts.password and not parts.fragment)


def configuration(issuer: str) -> dict[str, Any]:
    """What the provider says of itself, for ten minutes; OAuth2Error in words where it cannot be used."""
    key = f"sign-on:configuration:{issuer}"
    known: dict[str, Any] | None = cache.get(key)
    if known:
        return known
    if not may_be_called(issuer):
        raise OAuth2Error("the host of the issuer is not among those that the operator of this server allows")
    found = _read(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if str(found.get("issuer", "")).rstrip("/") != issuer.rstrip("/"):
        raise OAuth2Error("it calls itself by another name than the issuer that was given")
    for name in (*ENDPOINTS, *(["userinfo_endpoint"] if found.get("userinfo_endpoint") else [])):
        if not may_be_called(str(found.get(name, ""))):
            raise OAuth2Error(f"its {name} is missing, or at a host that the operator of this server does not allow")
    cache.set(key, found, KEPT_S)
    return found


def forget(issuer: str) -> None:
    """Ask anew for what the provider says of itself, as after a change of the settings."""
    cache.delete_many([f"sign-on:configuration:{issuer}", f"sign-on:keys:{issuer}"])


def read_id_token(token: str, *, issuer: str, client_id: str, nonce: str) -> dict[str, Any]:
    """The claims of an ID token that this provider has signed, for this client and this attempt; OAuth2Error otherwise."""
    says = configuration(issuer)
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(issuer, says["jwks_uri"], kid),
            algorithms=list(ALGORITHMS),
            audience=client_id,
            issuer=says["issuer"],
            leeway=CLOCKS_DIFFER_S,
            options={"require": list(REQUIRED)},
        )
    except jwt.PyJWTError as error:
        raise OAuth2Error(f"its ID token does not hold: {type(error).__name__}") from error
    audience = claims["aud"]
    for_several = isinstance(audience, list) and len(audience) > 1
    if claims.get("azp", None if for_several else client_id) != client_id:
        raise OAuth2Error("its ID token is meant for another client")
    if not nonce or claims.get("nonce") != nonce:
        raise OAuth2Error("its ID token belongs to another attempt to sign in")
    return claims


def _key(issuer: str, url: str, kid: str | None) -> Any:
    """The signing key of that name; read again once where it is not known, as providers renew theirs."""
    place = f"sign-on:keys:{issuer}"
    for fresh in (False, True):
        known = None if fresh else cache.get(place)
        if known is None:
            known = _read(url)
            cache.set(place, known, KEPT_S)
        keys = jwt.PyJWKSet.from_dict(known).keys
        fitting = [one for one in keys if one.key_id == kid] if kid else keys[:1]
        if fitting:
            return fitting[0]
    raise OAuth2Error("its ID token is signed with a key that it does not publish")


def read_person(url: str, access_token: str) -> dict[str, Any]:
    """What the provider's userinfo says."""
    return _read(url, {"Authorization": f"Bearer {access_token}"})


def _read(url: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    with get_adapter().get_requests_session() as session:
        response = session.get(url, headers=headers, allow_redirects=False)
    if response.status_code != 200 or len(response.content) > LARGEST:
        raise OAuth2Error(f"it answered {response.status_code}")
    try:
        found = response.json()
    except (ValueError, RequestException) as error:
        raise OAuth2Error("it answered no JSON") from error
    if not isinstance(found, dict):
        raise OAuth2Error("it answered no JSON object")
    return found


def words_of(value: Any) -> list[str]:
    """A claim that is one word or a list of them, as a list."""
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str) and one]


def shows_second_factor(claims: dict[str, Any], accepted: list[str]) -> bool:
    """Does the provider say that a second factor was shown, in one of the ways that the clinic accepts?"""
    return not set(accepted).isdisjoint([*words_of(claims.get("amr")), *words_of(claims.get("acr"))])


def shown_since(claims: dict[str, Any], began: float) -> bool:
    """Does the token say that the person showed who they are since `began`? A provider that says nothing has not asked."""
    at = claims.get("auth_time")
    return isinstance(at, int | float) and not isinstance(at, bool) and at >= began - CLOCKS_DIFFER_S
