"""Invitations: a link that works once, bound to an address or to a code that is read out.

Here is what all invitations have in common; what taking one up does to a patient's record stands in
`patients.invitations`, which calls `claim` inside its own transaction.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.http import Http404

from backend.accounts.models import AccessToken, Clinic, Invitation, User
from backend.accounts.qr import qr_svg
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.errors import Refused
from backend.core.limits import spend

DAYS, MOST_DAYS = 14, 60
CODE_DIGITS = 6
GONE = "expected an invitation that is still open; ask for a new one"


@dataclass(frozen=True, slots=True)
class Issued:
    """A new invitation with what is shown this once: the link's secret and, without an address, the code."""

    invitation: Invitation
    secret: str
    code: str

    @property
    def link(self) -> str:
        return f"{settings.PUBLIC_URL}/invitation/{self.secret}"

    @property
    def qr(self) -> str:
        """The link as an SVG picture."""
        return qr_svg(self.link)


# Of letters: to one address, and by one person, in a window.
TO_ONE, TO_ONE_S = 3, 60 * 60
BY_ONE, BY_ONE_S = 60, 60 * 60


def count_letter(*, by: Actor, email: str) -> None:
    """One more letter to this address by this person; Throttled when that is too many. Ask before anything is written."""
    spend("invitation-by", str(by.user_id), most=BY_ONE, window_s=BY_ONE_S)
    spend("invitation-to", email.strip().lower(), most=TO_ONE, window_s=TO_ONE_S)


@transaction.atomic
def issue(
    *,
    by: Actor,
    role: str,
    email: str = "",
    clinic: Clinic | None = None,
    patient_id: UUID | None = None,
    may_log: bool = True,
    may_message: bool = False,
    days: int = DAYS,
) -> Issued:
    """A new invitation; without an address it gets a code. An older one for the same record ends with it."""
    if patient_id and role == Invitation.PATIENT:
        older = Invitation.objects.open().filter(patient_id=patient_id, role=role)
        for invitation in older:
            revoke(by=by, invitation=invitation)
    secret = AccessToken.new_secret().removeprefix("toh_")
    code = "" if email else "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    invitation = Invitation(
        clinic=clinic,
        email=email.lower(),
        role=role,
        patient_id=patient_id,
        may_log=may_log,
        may_message=may_message,
        digest=AccessToken.digest_of(secret),
        created_by_id=by.user_id,
        expires_at=clock.now() + timedelta(days=days),
    )
    invitation.code_digest = invitation.code_digest_of(code) if code else ""
    invitation.save(force_insert=True)
    audit.write(Act(action="invite", kind=role, object_id=str(invitation.pk)), by=by, patient_id=patient_id)
    return Issued(invitation, secret, code)


@transaction.atomic
def revoke(*, by: Actor, invitation: Invitation) -> bool:
    """End an invitation that nobody has taken up; False when it had ended already."""
    changed = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None).update(
        revoked_at=clock.now()
    )
    if changed:
        act = Act(action="revoke_invitation", kind=invitation.role, object_id=str(invitation.pk))
        audit.write(act, by=by, patient_id=invitation.patient_id)
    return bool(changed)


def by_secret(secret: str) -> Invitation:
    """The invitation of a link, whatever its state; Http404 for a link that never was one."""
    found = Invitation.objects.select_related("clinic").filter(digest=AccessToken.digest_of(secret)).first()
    if found is None:
        raise Http404
    return found


def address_fits(invitation: Invitation, user: User) -> bool:
    """Has `user` shown that the invited address is theirs?"""
    return EmailAddress.objects.filter(user=user, email__iexact=invitation.email, verified=True).exists()


def prove(invitation: Invitation, *, user: User, code: str) -> None:
    """Refused unless `user` is the one who was meant.

    Not part of any transaction, and counted before it is compared: a wrong code stays counted, and guesses
    that come at once do not share one attempt.
    """
    if invitation.state != "open":
        raise Refused("secret", GONE, code="gone")
    if invitation.email:
        if not address_fits(invitation, user):
            raise Refused("email", "expected to be signed in with the address that was invited", code="address")
        return
    if not code:
        raise Refused("code", "expected the code that was read out", code="required")
    counted = Invitation.objects.open().filter(pk=invitation.pk).update(attempts=F("attempts") + 1)
    if not counted:
        raise Refused("secret", GONE, code="gone")
    if not invitation.code_fits(code.replace(" ", "")):
        left = Invitation.MOST_ATTEMPTS - invitation.attempts - 1
        raise Refused("code", f"expected the code that was read out; {max(0, left)} more tries", code="wrong")


def claim(*, by: Actor, invitation: Invitation, user: User) -> None:
    """Use the invitation up, within the transaction of what it leads to; Refused when another was quicker."""
    fresh = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None, expires_at__gt=clock.now())
    # The conditional update decides between two who come at once.
    if not fresh.update(used_at=clock.now(), used_by=user):
        raise Refused("secret", GONE, code="gone")
    act = Act(action="use_invitation", kind=invitation.role, object_id=str(invitation.pk))
    audit.write(act, by=by, patient_id=invitation.patient_id)


WORDS = {
    "en": (
        "You have an invitation",
        "Hello,\n\nsomebody has invited you to {app}. Open this link to see from whom, and to say yes or no:\n\n"
        "{link}\n\nThe link works once, until {until}. If you expect no invitation, you need not do anything.\n",
    ),
    "de": (
        "Sie haben eine Einladung",
        "Guten Tag,\n\njemand hat Sie zu {app} eingeladen. Öffnen Sie diesen Link, um zu sehen von wem, und um "
        "zuzusagen oder abzulehnen:\n\n{link}\n\nDer Link gilt einmal, bis {until}. Wenn Sie keine Einladung "
        "erwarten, müssen Sie nichts tun.\n",
    ),
}


def send(issued: Issued, *, language: str) -> bool:
    """Mail the link to the invited address; False when the mail server did not take it.

    Neither clinic nor sender is named: the name of a clinic can say what somebody has. Nobody's mailbox is filled by us:
    Throttled after a few to one address, whoever asks, and after many of one person.
    """
    subject, body = WORDS.get(language, WORDS["en"])
    until = issued.invitation.expires_at.date()
    shown = until.strftime("%d.%m.%Y") if language == "de" else f"{until.day} {until:%B %Y}"
    mail = EmailMessage(
        subject=subject,
        body=body.format(app="TOH Tracker", link=issued.link, until=shown),
        to=[issued.invitation.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        return bool(mail.send())
    except OSError:
        return False


def masked(email: str) -> str:
    """Enough to know one's own address by, too little to learn another's: `m•••@e•••.org`."""
    name, _, host = email.partition("@")
    label, _, end = host.rpartition(".")
    return f"{name[:1]}•••@{label[:1]}•••.{end}" if end else ""
