"""The link in each e-mail that ends e-mails of its kinds, without signing in.

Sealed, so that nobody makes one up, and so that a mailbox or a proxy's log does not spell out which kind it was.
"""

import json
from collections.abc import Iterable
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction

from backend.accounts.models import User
from backend.core import audit, crypto
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.patients.models import Patient
from backend.reminders.models import MailStop

PURPOSE = "unsubscribe"


def stop_url(recipient: str, kinds: Iterable[str]) -> str:
    token = crypto.encrypt(json.dumps([PURPOSE, recipient, sorted(set(kinds))])).rstrip("=")
    return f"{settings.PUBLIC_URL}/api/v1/unsubscribe/{token}"


def read_token(token: str) -> tuple[str, list[str]] | None:
    """Who and which kinds; None for a link that is not ours. It does not expire: an old mail must still stop mail."""
    try:
        purpose, recipient, kinds = json.loads(crypto.decrypt(token + "=" * (-len(token) % 4)))
    except (InvalidToken, ValueError, TypeError):
        return None
    if purpose != PURPOSE:
        return None
    return str(recipient), [str(kind) for kind in kinds]


@transaction.atomic
def stop_mail(*, by: Actor, recipient: str, kinds: Iterable[str]) -> None:
    """No more e-mail of `kinds` for `recipient`; the same again changes nothing, nor does a link of somebody gone."""
    who, _, key = recipient.partition(":")
    known = Patient.objects.filter(pk=key) if who == "patient" else User.objects.filter(pk=key)
    if not known.exists():
        return
    MailStop.objects.bulk_create([MailStop(recipient=recipient, kind=kind) for kind in kinds], ignore_conflicts=True)
    # A patient's own chain, so that nothing elsewhere leads to a record that is erased one day.
    if who == "patient":
        audit.write(Act(action="stop_mail"), by=by, patient_id=UUID(key))
    else:
        audit.write(Act(action="stop_mail", object_id=key[:60]), by=by)
