"""What lies outside and fails quietly: the mail server, the certificate under which people reach us, the disk.

Looked at now and then by a worker, which keeps what it found in a row; `/metrics` tells it.
"""

import shutil
import socket
import ssl
from datetime import datetime
from smtplib import SMTPException, SMTPResponseException
from urllib.parse import urlsplit

import structlog
from cryptography import x509
from django.conf import settings
from django.core.mail import get_connection

from backend.core import clock
from backend.core.models import Heartbeat

log = structlog.get_logger(__name__)
MAIL, CERTIFICATE, BACKUP = "mail server", "certificate", "backup"
WAIT_S = 10


def mail_trouble() -> str:
    """Empty when the mail server takes our connection, STARTTLS and password; else what it did not take."""
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return ""
    line = get_connection()
    try:
        line.open()
        line.close()
    except SMTPResponseException as error:
        return f"{type(error).__name__} {error.smtp_code}"
    except (SMTPException, OSError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def certificate_ends() -> datetime | None:
    """Until when the certificate under PUBLIC_URL is good; None without HTTPS, or where nobody answers."""
    parts = urlsplit(settings.PUBLIC_URL)
    if parts.scheme != "https" or not parts.hostname:
        return None
    # Whoever signed it: what is asked is when it ends.
    look = ssl.create_default_context()
    look.check_hostname, look.verify_mode = False, ssl.CERT_NONE
    try:
        with (
            socket.create_connection((parts.hostname, parts.port or 443), timeout=WAIT_S) as line,
            look.wrap_socket(line, server_hostname=parts.hostname) as talk,
        ):
            shown = talk.getpeercert(binary_form=True)
    except OSError as error:
        log.warning("certificate_not_seen", kind=type(error).__name__)
        return None
    return x509.load_der_x509_certificate(shown).not_valid_after_utc if shown else None


def look() -> None:
    """Keep what is found: `seconds` of the mail server 1 or 0, of the certificate how long it is still good."""
    now = clock.now()
    trouble = mail_trouble()
    if trouble:
        log.error("mail_server_trouble", kind=trouble.partition(":")[0])
    _keep(MAIL, now, 0.0 if trouble else 1.0)
    ends = certificate_ends()
    if ends:
        _keep(CERTIFICATE, now, (ends - now).total_seconds())


def _keep(name: str, at: datetime, seconds: float) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at, "seconds": seconds})


def backup_made(size: int) -> None:
    _keep(BACKUP, clock.now(), float(size))


def found() -> dict[str, Heartbeat]:
    return {row.name: row for row in Heartbeat.objects.filter(name__in=(MAIL, CERTIFICATE, BACKUP))}


def disk_free() -> float:
    """The free part of the disk that holds TOH_VAR, from 0 to 1."""
    usage = shutil.disk_usage(settings.VAR)
    return usage.free / usage.total
