"""Making and ending links."""

import hashlib
import json
import os
from base64 import urlsafe_b64decode
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.dispatch import receiver

from backend.core import audit, clock, crypto
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.core.names import one_line
from backend.exchange.fhir.patient_summary import patient_summary
from backend.exchange.links.jwe import KEY_BYTES, b64, encrypted
from backend.exchange.models import HealthLink
from backend.patients.consents.rest import rested
from backend.patients.models import Patient
from backend.patients.privacy.erasure import being_erased, erasure_asked
from backend.records.log.append import lock

# Ours, of no source: how long a link may last, how many there may be at once, how often a passcode may be wrong in all its life.
LASTS = {
    "hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30),
    "year": timedelta(days=365),
}  # fmt: skip
MOST_OPEN = 20
ATTEMPTS = 5
SHORTEST_PASSCODE, LONGEST_PASSCODE, LONGEST_LABEL = 4, 40, 80
# By the specification.
LONGEST_URL = 128


@transaction.atomic
def make_link(
    *,
    by: Actor,
    patient: Patient,
    language: str,
    lasts: str,
    follows: bool = False,
    passcode: str = "",
    label: str = "",
) -> HealthLink:
    """A new link to what `patient` may see of their own record; Refused while the record rests or is being deleted."""
    if lasts not in LASTS:
        raise Refused("lasts", "expected one of " + ", ".join(LASTS))
    if passcode and not SHORTEST_PASSCODE <= len(passcode) <= LONGEST_PASSCODE:
        raise Refused("passcode", f"expected {SHORTEST_PASSCODE} to {LONGEST_PASSCODE} characters, or none")
    if len(label) > LONGEST_LABEL:
        raise Refused("label", f"expected at most {LONGEST_LABEL} characters")
    patient = lock(patient.pk)
    if patient.rests_since or being_erased(patient):
        raise Refused(None, "expected a record that is in use: this one rests, or is being deleted", code="rests")
    now = clock.now()
    if HealthLink.objects.open(now).filter(patient=patient).count() >= MOST_OPEN:
        raise Refused(None, f"expected fewer than {MOST_OPEN} links that are open: end one first", code="too_many")
    token, key = b64(os.urandom(KEY_BYTES)), os.urandom(KEY_BYTES)
    if len(url_of(token)) > LONGEST_URL:
        raise Refused(None, f"expected an address of this server that leaves a link {LONGEST_URL} characters")
    link = HealthLink.objects.create(
        patient=patient,
        digest=digest_of(token),
        secret=crypto.encrypt(json.dumps([token, b64(key)])),
        label=one_line("label", label),
        language=language,
        follows=follows,
        passcode=make_password(passcode) if passcode else "",
        attempts_left=ATTEMPTS,
        content="" if follows else document_of(patient, language, key),
        made_at=now,
        expires_at=now + LASTS[lasts],
    )
    audit.write(Act(action="make_health_link", object_id=str(link.pk)), by=by, patient_id=patient.pk)
    return link


@transaction.atomic
def end_link(*, by: Actor, link: HealthLink) -> bool:
    """From now on it opens nothing; False when it had been ended."""
    ended = HealthLink.objects.filter(pk=link.pk, revoked_at=None)
    if not ended.update(revoked_at=clock.now(), secret="", passcode="", content=""):
        return False
    audit.write(Act(action="end_health_link", object_id=str(link.pk)), by=by, patient_id=link.patient_id)
    return True


@receiver((rested, erasure_asked), dispatch_uid="end-health-links")
def end_all(sender: Any = None, *, patient: Patient | None, **_: Any) -> None:
    """Who withdraws their consent, or wants to be deleted, shares nothing any more."""
    for link in HealthLink.objects.open(clock.now()).filter(patient=patient) if patient else ():
        end_link(by=Actor.system("sharing ended"), link=link)


def forget_secrets(*, now: datetime | None = None) -> int:
    """What opens links that have run out, or that wrong passcodes have locked, is kept no longer; of how many."""
    over = HealthLink.objects.exclude(secret="").exclude(
        pk__in=HealthLink.objects.open(now or clock.now()).values("pk")
    )
    return over.update(secret="", passcode="", content="")


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def url_of(token: str) -> str:
    return f"{settings.PUBLIC_URL}/api/v1/shl/{token}"


def document_of(patient: Patient, language: str, key: bytes) -> str:
    """The summary as its patient may see it, encrypted with `key`."""
    bundle = patient_summary(patient, audience="patient", language=language)
    return encrypted(json.dumps(bundle, ensure_ascii=False, separators=(",", ":")).encode(), key)


def key_of(link: HealthLink) -> bytes:
    _, key = json.loads(crypto.decrypt(link.secret))
    return urlsafe_b64decode(key + "=")


def link_of(link: HealthLink) -> str:
    """The link itself, before which stands the page of ours that shows it; the part after `#` is sent to no server."""
    token, key = json.loads(crypto.decrypt(link.secret))
    payload: dict[str, Any] = {"url": url_of(token), "key": key, "exp": int(link.expires_at.timestamp())}
    flag = ("L" if link.follows else "") + ("P" if link.passcode else "")
    payload |= ({"flag": flag} if flag else {}) | ({"label": link.label} if link.label else {}) | {"v": 1}
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return f"{settings.PUBLIC_URL}/link#shlink:/{b64(text.encode())}"
