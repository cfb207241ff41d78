"""Letters of the account that wait for the mail server: a row first, then a message.

Signing up, or a change of the password, does not depend on a mail server that is up, does not take longer where there is an
account to write to, and a letter that was promised is sent when the server is back, as long as it is of use.
"""

import json
import smtplib
from datetime import datetime, timedelta

import structlog
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.dispatch import Signal

from backend.accounts.models import OutgoingMail
from backend.core import clock, crypto

log = structlog.get_logger(__name__)

# Sent after commit: somebody may want to look for due letters sooner than the clock would.
mail_posted = Signal()

# A code or a link is asked for again sooner than that; that something was changed is news for days.
CODE_FOR = timedelta(minutes=15)
LINK_FOR = timedelta(hours=12)
NEWS_FOR = timedelta(days=3)
LEASE = timedelta(minutes=2)
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
AT_ONCE = 50


def post(subject: str, body: str, to: str, *, good_for: timedelta = NEWS_FOR) -> None:
    """Write a letter, in the caller's transaction. It is sealed: codes and links in it let somebody in."""
    now = clock.now()
    sealed = crypto.encrypt(json.dumps([subject, body, to]))
    OutgoingMail.objects.create(sealed=sealed, created_at=now, due_at=now, useless_at=now + good_for)
    transaction.on_commit(lambda: mail_posted.send(OutgoingMail))


def send_due(*, now: datetime | None = None) -> int:
    """Send what is due; how many the mail server has taken. Two that run at once send nothing twice."""
    now = now or clock.now()
    OutgoingMail.objects.filter(useless_at__lte=now).delete()
    sent = 0
    for mail in OutgoingMail.objects.filter(due_at__lte=now).order_by("due_at")[:AT_ONCE]:
        claimed = OutgoingMail.objects.filter(pk=mail.pk, due_at=mail.due_at)
        if claimed.update(due_at=now + LEASE, attempts=F("attempts") + 1):
            sent += _send(mail, now)
    return sent


def _send(mail: OutgoingMail, now: datetime) -> bool:
    subject, body, to = json.loads(crypto.decrypt(mail.sealed))
    try:
        EmailMessage(subject, body, to=[to], headers={"Auto-Submitted": "auto-generated"}).send()
    except (OSError, ValueError) as error:  # smtplib's errors are of the first kind
        if _is_final(error):
            log.warning("mailbox_refused", kind=type(error).__name__)
            OutgoingMail.objects.filter(pk=mail.pk).delete()
            return False
        wait = min(FIRST_WAIT * 2**mail.attempts, LONGEST_WAIT)
        OutgoingMail.objects.filter(pk=mail.pk).update(due_at=now + wait)
        log.error("mail_away", kind=type(error).__name__, attempts=mail.attempts + 1)
        return False
    OutgoingMail.objects.filter(pk=mail.pk).delete()
    return True


def _is_final(error: Exception) -> bool:
    """Does the server say that this letter will never be taken (5yz, RFC 5321, 4.2.1)? A refused sign-in is our own fault."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPDataError):
        codes = [error.smtp_code]
    else:
        return isinstance(error, ValueError)
    return all(code >= 500 for code in codes)
