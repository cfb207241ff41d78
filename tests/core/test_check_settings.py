"""`check_settings` tries what is set, on real servers of this machine, and names the variable of what is wrong."""

import ipaddress
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from celery import Celery
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import CacheHandler
from django.core.management import call_command
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from backend.core import trial
from toh_tracker import addresses

needs_redis = pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server on this machine")


@pytest.fixture(autouse=True)
def _nothing_around(settings, monkeypatch):
    """Only what a test sets is wrong: the queue in memory and the mail that goes nowhere are fine."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(trial, "_broker", lambda: iter(()))


def told(**wanted):
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command("check_settings", stdout=out, stderr=err, **wanted)
    except SystemExit as ended:
        code = ended.code
    return code, (out.getvalue() + err.getvalue()).strip()


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("ALLOWED_HOSTS", ["https://hip.example.org"], "ALLOWED_HOSTS: expected names without https://"),
        ("ALLOWED_HOSTS", ["other.example.org"], "ALLOWED_HOSTS: 127.0.0.1 of PUBLIC_URL is not among them"),
        ("CSRF_TRUSTED_ORIGINS", ["hip.example.org"], "CSRF_TRUSTED_ORIGINS: expected an origin"),
        ("PUBLIC_URL", "hip.example.org", "PUBLIC_URL: expected https://name"),
        ("VAPID_PRIVATE_KEY", "no-key", "VAPID_PRIVATE_KEY: expected what manage.py push_key prints"),
        ("BACKUP_KEY", "short", "BACKUP_KEY: expected 32 bytes"),
        ("PUSH_HOSTS", ["https://fcm.googleapis.com"], "PUSH_HOSTS: expected names of hosts"),
        ("SMS_GATEWAY_URL", "gateway:80", "SMS_GATEWAY_URL: expected https://"),
    ],
)
def test_each_fault_names_its_variable_in_one_line(db, settings, name, value, line):
    setattr(settings, name, value)
    code, said = told()
    assert code == 1
    assert line in said
    assert told(start=True)[0] == 1  # wrong stays wrong


@pytest.mark.parametrize("rate", ["120", "many/min", "120/fortnight", ""])
def test_a_limit_that_is_none(db, settings, rate):
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {
        "DEFAULT_THROTTLE_RATES": settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] | {"person": rate}
    }
    assert "THROTTLE_PERSON: expected a rate such as 120/min" in told()[1]


@pytest.mark.system
def test_a_mail_server_that_is_away_is_told_and_stops_no_start(db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", nobody.getsockname()[1]
        code, said = told()
        assert (code, said.startswith("EMAIL_URL: ConnectionRefusedError")) == (1, True)
        assert told(start=True)[0] == 0


def test_all_is_well(db):
    assert told() == (0, "Every setting was tried and works.")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def redis_server(*arguments):
    process = subprocess.Popen(["redis-server", *arguments], stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def certificate(folder):
    """One for 127.0.0.1 that is its own authority; the files of it and of its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=2))
    builder = builder.add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
    ).add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    made = builder.sign(key, hashes.SHA256())
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(private)
    return folder / "cert.pem", folder / "key.pem"


def tried(url):
    """Whether the cache and whether the broker work at this address."""
    said = addresses.redis(url)
    cache = CacheHandler({"default": said.cache()})["default"]
    try:
        cache.set("a", 1)
        kept = cache.get("a") == 1
    except (RedisError, OSError):
        kept = False
    app = Celery("trial", set_as_current=False)
    app.conf.update(said.broker())
    try:
        with app.connection_for_write(connect_timeout=3) as link:
            link.ensure_connection(max_retries=0, timeout=3)
            link.default_channel.client.ping()
        sent = True
    except (KombuError, RedisError, OSError):
        sent = False
    return kept, sent


def until(wanted, seconds=30):
    end = time.monotonic() + seconds
    while not wanted():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.2)


@needs_redis
@pytest.mark.system
def test_the_certificate_of_redis_is_checked_for_cache_and_broker(tmp_path):
    cert, key = certificate(tmp_path)
    port = free_port()
    tls = ["--port", "0", "--tls-port", str(port), "--tls-cert-file", str(cert), "--tls-key-file", str(key)]
    with redis_server(*tls, "--tls-auth-clients", "no", "--save", "", "--dir", str(tmp_path)):
        until(lambda: tried(f"rediss://127.0.0.1:{port}/0?ssl_ca_certs={cert}") == (True, True))
        assert tried(f"rediss://127.0.0.1:{port}/0") == (False, False)
        if socket.gethostbyname("localhost") == "127.0.0.1":  # the name is not in the certificate
            assert tried(f"rediss://localhost:{port}/0?ssl_ca_certs={cert}") == (False, False)


@needs_redis
@pytest.mark.system
def test_a_socket_of_redis(tmp_path):
    path = tmp_path / "r.sock"
    with redis_server("--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(tmp_path)):
        until(lambda: tried(f"unix://{path}?db=1") == (True, True))


@needs_redis
@pytest.mark.system
def test_sentinels_lead_to_the_new_master_when_the_old_one_dies(tmp_path):
    first, second, watch = free_port(), free_port(), free_port()
    plain = ["--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    conf = tmp_path / "sentinel.conf"
    conf.write_text(
        f"port {watch}\nbind 127.0.0.1\ndir {tmp_path}\nsentinel monitor mymaster 127.0.0.1 {first} 1\n"
        "sentinel down-after-milliseconds mymaster 1000\nsentinel failover-timeout mymaster 5000\n"
    )
    url = f"redis+sentinel://127.0.0.1:{watch}/mymaster/0"
    with (
        redis_server("--port", str(first), *plain) as master,
        redis_server("--port", str(second), *plain, "--replicaof", "127.0.0.1", str(first)),
        redis_server(str(conf), "--sentinel"),
    ):
        until(lambda: tried(url) == (True, True))

        def known():
            asked = ["redis-cli", "-p", str(watch), "sentinel", "replicas", "mymaster"]
            return str(second) in subprocess.run(asked, capture_output=True, text=True, check=False).stdout

        until(known)
        master.kill()
        until(lambda: tried(url) == (True, True), seconds=60)
