"""E-mail: neutral words, a link into the app, one-click unsubscribe per kind, a Message-ID that stays the same."""

import contextlib
import re
import threading
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from backend.reminders.channels.base import Answer, Letter, Permanent, Sent, Transient
from backend.reminders.channels.words import say
from backend.reminders.unsubscribe import stop_url

NAME = "email"
# Trouble of our own mail server, not a word about the recipient: it may be mended.
OURS = (530, 534, 535, 538)
# "554 5.7.1 Relay access denied": who may send here (RFC 3463 §3.8), again not whether somebody has a mailbox.
_OF_POLICY = re.compile(r"\b5\.7\.\d+\b|relay", re.IGNORECASE)
_STEP: dict[type[Exception], str] = {
    SMTPConnectError: "greeting",
    SMTPHeloError: "hello",
    SMTPAuthenticationError: "password",
    SMTPSenderRefused: "sender",
}


_OF_THREAD = threading.local()


@contextlib.contextmanager
def together() -> Iterator[None]:
    """Letters sent inside share one connection to the mail server; it is opened by the first of them."""
    _OF_THREAD.shared = True
    try:
        yield
    finally:
        _OF_THREAD.shared = False
        _hang_up()


def _line() -> BaseEmailBackend:
    line: BaseEmailBackend | None = getattr(_OF_THREAD, "line", None)
    if line is None:
        line = _OF_THREAD.line = get_connection()
        line.open()
    return line


def _hang_up() -> None:
    """After trouble nobody knows in which state the talk was: the next letter begins a new one."""
    line, _OF_THREAD.line = getattr(_OF_THREAD, "line", None), None
    if line is not None:
        with contextlib.suppress(SMTPException, OSError):
            line.close()


def ready(letter: Letter) -> bool:
    return bool(letter.address)


def message_id(letter: Letter) -> str:
    """The same for every copy of the same letter, so that a mail program shows it once."""
    who = sha256(letter.recipient.encode()).hexdigest()[:8]
    return f"<{letter.key}.{letter.round}.{who}@{settings.PUBLIC_HOST}>"


def compose(letter: Letter) -> EmailMultiAlternatives:
    """The message, ready to be sent."""
    language = letter.language
    link = settings.PUBLIC_URL + letter.path
    stop = stop_url(letter.recipient, letter.kinds)
    hello, what, go = say("greeting", language), letter.says, say("open", language)
    reason = "digest_why" if "digest" in letter.kinds else "desk_why" if letter.desk else "why"
    why, stop_words = say(reason, language), say("stop", language)
    text = f"{hello}\n\n{what}\n{go}:\n{link}\n\n-- \n{why}\n{stop_words}: {stop}\n"
    html = (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(what)}</title>'
        f"</head><body><p>{escape(hello)}</p><p>{escape(what)}</p>"
        f'<p><a href="{escape(link)}">{escape(go)}</a></p><hr><p><small>{escape(why)}<br>'
        f'<a href="{escape(stop)}">{escape(stop_words)}</a></small></p></body></html>'
    )
    mail = EmailMultiAlternatives(
        subject=what,
        body=text,
        to=[letter.address],
        headers={
            "Message-ID": message_id(letter),
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail


def send(letter: Letter) -> Answer:
    """Hand it to the mail server, within `EMAIL_TIMEOUT`."""
    if not getattr(_OF_THREAD, "shared", False):
        with together():
            return send(letter)
    try:
        _line().send_messages([compose(letter)])
    except SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()), (0, b""))
        return _by_code(code, words)
    except SMTPDataError as error:
        return _by_code(error.smtp_code, error.smtp_error)
    except SMTPResponseException as error:
        # Said before anybody was named: to us, our name, our sender or our password.
        _hang_up()
        return Transient(f"{_STEP.get(type(error), 'server')}-{error.smtp_code}")
    except (SMTPException, OSError) as error:
        _hang_up()
        return Transient(type(error).__name__[:60])
    return Sent(message_id=message_id(letter))


def _by_code(code: int, words: bytes | str) -> Answer:
    text = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    if 500 <= code < 600 and code not in OURS and not _OF_POLICY.search(text):
        return Permanent(str(code))
    return Transient(str(code))
