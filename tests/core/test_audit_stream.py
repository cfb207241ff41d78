"""The audit trail elsewhere: a file, and a real syslog receiver over TLS on this machine; at least once, whatever fails."""

import json
import re
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from pytest_socket import enable_socket

from backend.core import audit, audit_stream
from backend.core.actor import Actor
from backend.core.audit import Act
from backend.core.audit_lines import FIELDS
from backend.core.audit_place import Address, address_of
from backend.core.models import AuditHead
from backend.core.tasks import stream_audit

pytestmark = [pytest.mark.django_db, pytest.mark.system]


def certificate(folder: Path) -> tuple[Path, Path]:
    """Of `localhost`, signed by itself; its file and that of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, secret = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return cert, secret


class Receiver(threading.Thread):
    """A syslog server of RFC 5425: messages with their length before them, over TLS."""

    def __init__(self, cert: Path, key: Path) -> None:
        super().__init__(daemon=True)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(cert, key)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.messages: list[str] = []
        self.fails = 0
        self.start()

    def run(self) -> None:
        while True:
            try:
                plain, _ = self.socket.accept()
            except OSError:
                return
            if self.fails:
                self.fails -= 1
                plain.close()
                continue
            try:
                with self.context.wrap_socket(plain, server_side=True) as link:
                    self.read(link)
            except OSError:
                continue

    def read(self, link: ssl.SSLSocket) -> None:
        text = b""
        while part := link.recv(65536):
            text += part
            while found := re.match(rb"(\d+) ", text):
                start, length = found.end(), int(found[1])
                if len(text) < start + length:
                    break
                self.messages.append(text[start : start + length].decode())
                text = text[start + length :]


@pytest.fixture
def receiver(tmp_path, settings):
    enable_socket()
    cert, key = certificate(tmp_path)
    one = Receiver(cert, key)
    settings.AUDIT_STREAM = [Address("syslog", host="localhost", port=one.port, ca=str(cert))]
    yield one
    one.socket.close()


def write(number, *, user=7, patient=None, action="sign_in", kind=""):
    for _ in range(number):
        with transaction.atomic():
            by = Actor(role="clinician", user_id=user, name="Sofia \u202eSilva\n", address="10.0.0.1")
            audit.write(Act(action=action, kind=kind), by=by, patient_id=patient)


def test_every_row_comes_once_and_in_order_over_tls(receiver):
    write(3)
    write(2, user=8)
    assert stream_audit() == 5
    assert stream_audit() == 0
    write(1)
    assert stream_audit() == 1
    lines = []
    for message in receiver.messages:
        head = re.match(r"^<110>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z \S+ toh-tracker - audit - \ufeff", message)
        assert head, message
        lines.append(json.loads(message[head.end() :]))
    assert all(set(line) == set(FIELDS) for line in lines)
    assert [(line["chain"], line["number"]) for line in lines] == [
        *(("user:7", number) for number in (1, 2, 3)),
        *(("user:8", number) for number in (1, 2)),
        ("user:7", 4),
    ]
    assert not any("\n" in message for message in receiver.messages)


def test_what_was_not_taken_comes_again(receiver):
    write(2)
    receiver.fails = 1
    assert stream_audit() == 0
    assert not AuditHead.objects.filter(streamed__gt=0).exists()
    assert stream_audit() == 2
    assert len(receiver.messages) == 2


def test_a_receiver_whose_certificate_is_not_known_gets_nothing(receiver, settings):
    write(1)
    settings.AUDIT_STREAM = [Address("syslog", host="localhost", port=receiver.port)]
    assert stream_audit() == 0
    assert receiver.messages == []
    settings.AUDIT_STREAM = [Address("syslog", host="127.0.0.1", port=receiver.port, ca=settings.AUDIT_STREAM[0].ca)]
    assert stream_audit() == 0


def test_a_file_takes_lines_without_health_words(tmp_path, settings, cast):
    file = tmp_path / "out" / "audit.jsonl"
    settings.AUDIT_STREAM = [Address("file", path=str(file))]
    write(1, patient=cast.maria.pk, action="record", kind="pregnancy")
    write(1, patient=cast.maria.pk, action="read", kind="worklist")
    assert stream_audit() >= 2
    text = file.read_text()
    assert "pregnan" not in text
    told = [json.loads(line)["action"] for line in text.splitlines() if json.loads(line)["patient"]]
    assert told == ["write_record", "read"]


def test_nothing_is_told_while_no_place_is_named(settings):
    settings.AUDIT_STREAM = []
    write(1)
    assert audit_stream.tell() == audit_stream.waiting() == 0


@pytest.mark.parametrize(
    "wrong", ["syslog://host", "syslog+tls://", "file://host/x", "syslog+tls://h:99999", "syslog+tls://h?x=1", "ftp:"]
)
def test_other_places_are_refused_in_words(wrong):
    with pytest.raises(ValueError, match="expected stdout"):
        address_of(wrong)


def test_places_are_understood():
    assert address_of("stdout:") == Address("stdout")
    assert address_of("file:///var/log/audit%20trail.jsonl").path == "/var/log/audit trail.jsonl"
    assert address_of("syslog+tls://log.example?ca=/ca.pem") == Address("syslog", host="log.example", ca="/ca.pem")
