"""Opening a link: whoever has one, without an account. Each opening, and each that was refused, stands in the record's trail."""

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.cache import cache
from django.db import transaction
from django.http import Http404

from backend.core import audit, clock, crypto
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.limits import spend
from backend.core.models import AuditEvent
from backend.exchange.links.actions import digest_of, document_of, key_of
from backend.exchange.models import HealthLink
from backend.patients.privacy.erasure import being_erased

KIND = "health-link"
# Ours: openings of one link in an hour; one row an hour for each reason of a refusal, as a dead link may be asked without end.
MOST_AN_HOUR, HOUR_S = 120, 60 * 60
# A file's own address, where a document is longer than the reader takes within the manifest: once, and within minutes.
FILE_S = 5 * 60
PURPOSE = "health-link-file"


@dataclass(frozen=True, slots=True)
class WrongPasscode(Exception):
    left: int


def open_link(*, token: str, recipient: str, passcode: str | None, address: str | None) -> HealthLink:
    """The open link of `token`; Http404 when it is none any more, WrongPasscode with the tries that are left.

    A try is counted while the row is held, so that many at once are as many as one after the other.
    """
    digest = digest_of(token)
    spend("health-link", digest, most=MOST_AN_HOUR, window_s=HOUR_S)
    by = Actor(role="recipient", name=recipient, address=address)
    with transaction.atomic():
        link = (
            HealthLink.objects.select_for_update(of=("self",)).select_related("patient").filter(digest=digest).first()
        )
        refused = None if link is None else _refused(link, passcode, by)
        if link is not None and refused is None:
            act = Act(action="read", kind=KIND, object_id=str(link.pk))
            audit.write(act, by=by, patient_id=link.patient_id)
    if link is None:
        raise Http404
    if refused is not None:
        raise refused
    return link


def content_of(link: HealthLink) -> str:
    """The encrypted document: as it was made, or as the record is now."""
    return document_of(link.patient, link.language, key_of(link)) if link.follows else link.content


def file_url(link: HealthLink) -> str:
    """An address at which the document of a link that was just opened can be fetched once."""
    until = clock.now() + timedelta(seconds=FILE_S)
    ticket = crypto.encrypt(json.dumps([PURPOSE, str(link.pk), until.timestamp(), secrets.token_urlsafe(12)]))
    return f"{settings.PUBLIC_URL}/api/v1/shl/file/{ticket.rstrip('=')}"


def file_of(ticket: str) -> str:
    """What `file_url` leads to; Http404 when it was fetched already, is over, or its link is."""
    try:
        purpose, key, until, nonce = json.loads(crypto.decrypt(ticket + "=" * (-len(ticket) % 4)))
    except (InvalidToken, ValueError, TypeError) as error:
        raise Http404 from error
    now = clock.now()
    if purpose != PURPOSE or now.timestamp() >= until:
        raise Http404
    link = HealthLink.objects.select_related("patient").filter(pk=UUID(key)).first()
    if link is None or _closed(link) or not cache.add(f"{PURPOSE}:{nonce}", 1, 2 * FILE_S):
        raise Http404
    return content_of(link)


def _closed(link: HealthLink) -> str:
    """Why it opens nothing; empty when it does."""
    state = link.state(clock.now())
    if state != HealthLink.State.OPEN:
        return str(state)
    patient = link.patient
    return "rests" if patient.closed_at or patient.rests_since or being_erased(patient) else ""


def _refused(link: HealthLink, passcode: str | None, by: Actor) -> Exception | None:
    """Why not, noted; None when it may be opened."""
    closed = _closed(link)
    if closed:
        _note_once_an_hour(link, closed, by)
        return Http404()
    if not link.passcode or (passcode is not None and check_password(passcode, link.passcode)):
        return None
    if passcode is not None:  # nothing said is no guess
        link.attempts_left -= 1
        link.save(update_fields=["attempts_left"])
        _note(link, "passcode", by)
    return WrongPasscode(link.attempts_left)


def _note(link: HealthLink, why: str, by: Actor) -> None:
    act = Act(action="refuse_health_link", kind=why, object_id=str(link.pk))
    audit.write(act, by=by, patient_id=link.patient_id)


def _note_once_an_hour(link: HealthLink, why: str, by: Actor) -> None:
    noted = AuditEvent.objects.filter(
        patient_id=link.patient_id, action="refuse_health_link", kind=why, object_id=str(link.pk),
        at__gt=clock.now() - timedelta(seconds=HOUR_S),
    )  # fmt: skip
    if not noted.exists():
        _note(link, why, by)
