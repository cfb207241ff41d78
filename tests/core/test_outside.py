"""When the certificate ends under which people reach us: asked of a real TLS server of this machine."""

import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from backend.core import outside

ENDS = datetime(2026, 12, 24, 12, tzinfo=UTC)


@pytest.fixture
def server(tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hip.example.org")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(ENDS - timedelta(days=90))
        .not_valid_after(ENDS)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    listening = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    listening.socket = context.wrap_socket(listening.socket, server_side=True)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield listening.server_port
    listening.shutdown()
    listening.server_close()


@pytest.mark.system
def test_the_certificate_of_a_server(server, settings):
    settings.PUBLIC_URL = f"https://127.0.0.1:{server}"
    assert outside.certificate_ends() == ENDS


@pytest.mark.system
def test_nobody_there_and_no_https(settings):
    settings.PUBLIC_URL = "https://127.0.0.1:9"
    assert outside.certificate_ends() is None
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    assert outside.certificate_ends() is None
