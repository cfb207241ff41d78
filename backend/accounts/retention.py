"""What ends by itself, so that nothing lies about that nobody needs: see "How long things are kept" in docs/operators.md."""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from backend.accounts.models import AccessToken, Invitation, User
from backend.core import audit, clock
from backend.core.actor import Actor
from backend.core.audit import Act

log = structlog.get_logger(__name__)
BY = Actor.system("retention")


def tidy(*, now: datetime | None = None) -> dict[str, int]:
    """Remove what is past its time; how many of each."""
    now = now or clock.now()
    done = {
        "accounts": _never_confirmed(now - timedelta(days=settings.KEEP_UNCONFIRMED_DAYS)),
        "invitations": _ended_invitations(now - timedelta(days=settings.KEEP_INVITATIONS_DAYS)),
        "tokens": AccessToken.objects.filter(
            expires_at__lt=now - timedelta(days=settings.KEEP_INVITATIONS_DAYS)
        ).delete()[0],
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
    }
    log.info("tidied", **done)
    return done


def _unconfirmed() -> QuerySet[User]:
    """Accounts that nobody ever opened, as the code was not typed: no address, role, record or relation hangs on them."""
    waiting = User.objects.filter(
        last_login=None, is_staff=False, emailaddress__isnull=False, memberships=None, patient=None, care_teams=None,
    )  # fmt: skip
    return waiting.exclude(emailaddress__verified=True).distinct()


def _never_confirmed(before: datetime) -> int:
    return sum(remove_unconfirmed(user) for user in _unconfirmed().filter(joined_at__lt=before))


@transaction.atomic
def remove_unconfirmed(user: User) -> bool:
    """Remove the account if nobody has ever shown that its address is theirs; False: it stays."""
    if not _unconfirmed().filter(pk=user.pk).exists():
        return False
    audit.write(Act(action="remove_unconfirmed_account", object_id=str(user.pk)), by=BY)
    User.objects.get(pk=user.pk).delete()
    return True


def _ended_invitations(before: datetime) -> int:
    """Long after they could be taken up. That somebody was invited stays in the audit trail."""
    return Invitation.objects.filter(expires_at__lt=before).delete()[0]
