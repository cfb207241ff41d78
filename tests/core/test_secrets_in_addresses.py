"""An address that lets somebody in is in no log: neither in ours nor, as it is set up here, in the proxy's."""

import logging
import re
from pathlib import Path

import pytest
import structlog
from django.test import Client

PROXY = Path(__file__).parents[2] / "deploy" / "Caddyfile"
SECRETS = {
    "/invitation/{}": ("short7", "Zm9v-YmFy_Zm9vYmFyZm9vYmFy"),
    "/reset-password/{}": ("3-c8", "3-c8x9p1-0123456789abcdef0123456789abcdef", "3%2Dc8x9p1"),
    "/api/v1/calendar/{}.ics": ("k.e.y", "k3y-of-a-calendar-that-opens-it"),
    "/api/v1/shl/{}": ("short9", "I91rhba3VsuGXGchcnr6VHlQFKxfE28kuZ0ssbEuxno"),
    "/api/v1/shl/file/{}": ("gAAAAABn", "gAAAAABn0123456789=.xyz"),
    "/api/v1/unsubscribe/{}": ("gAAAAABm", "gAAAAABm0123456789=.xyz"),
}
ADDRESSES = [(path.format(secret), secret) for path, secrets in SECRETS.items() for secret in secrets]


@pytest.mark.parametrize(("address", "secret"), ADDRESSES)
def test_our_own_lines_leave_it_out(db, caplog, address, secret):
    caplog.set_level(logging.INFO)
    structlog.get_logger("trial").info("hello", request=f"GET {address}?x={secret}")
    logging.getLogger("django.request").warning("Not Found: %s", address)
    told = " ".join(str(record.msg) for record in caplog.records if isinstance(record.msg, dict))
    assert "hello" in told
    assert secret not in told


@pytest.mark.parametrize("address", [address for address, _ in ADDRESSES])
def test_whoever_fails_to_get_in_by_it_leaves_no_trace_of_it(db, caplog, address):
    caplog.set_level(logging.INFO)
    answer = Client().get(address)
    answer.close()
    lines = [str(record.msg) for record in caplog.records if isinstance(record.msg, dict)]
    assert any("request_finished" in line for line in lines)
    assert not any(address in line for line in lines)


@pytest.mark.parametrize(("address", "secret"), ADDRESSES)
def test_the_proxys_log_is_told_to_leave_it_out(address, secret):
    """Caddy's filter is a regular expression of Go (RE2); this one means the same here."""
    found = re.search(r'request>uri regexp "([^"]+)" "([^"]+)"', PROXY.read_text())
    assert found, "deploy/Caddyfile filters no addresses"
    pattern, instead = found[1], found[2].replace("$1", r"\1")
    for asked in (address, f"{address}?search=Maria", f"{address}?{secret}", f"/api/v1/patients?patient={secret}"):
        written = re.sub(pattern, instead, asked)
        assert secret not in written, written
        assert "Maria" not in written
    assert re.sub(pattern, instead, "/api/v1/sync/pull") == "/api/v1/sync/pull"


def test_the_proxy_does_not_lead_to_the_operators_pages_unless_asked():
    text = PROXY.read_text()
    block = re.search(r"@operators \{(.*?)\n\t\}", text, re.DOTALL)
    assert block
    assert "path /admin /admin/*" in block[1]
    assert "not remote_ip {$TOH_OPERATORS_FROM:127.0.0.1/32}" in block[1]
    assert "respond @operators 404" in text
    assert text.index("respond @operators") < text.index("reverse_proxy")


PRIVATE = (
    "/fhir/Patient", "/fhir/Condition", "/fhir/Patient/{maria}", "/fhir/Patient/{maria}/$everything", "/fhir/metadata",
    "/fhir/nothing/here", "/api/v1/patients", "/api/v1/me", "/api/v1/sync/pull", "/api/v1/nowhere", "/api/v1/schema/",
    "/_allauth/browser/v1/auth/session", "/admin/", "/healthz", "/metrics",
)  # fmt: skip


@pytest.mark.parametrize("path", PRIVATE)
@pytest.mark.parametrize("who", ["maria", "sofia", None])
def test_nothing_private_may_be_kept_on_the_way(cast, client_of, path, who):
    client = client_of(getattr(cast, who) if who else None)
    answer = client.get(path.replace("{maria}", str(cast.maria.pk)))
    assert "no-store" in answer["Cache-Control"], (path, answer.status_code)


def test_a_refusal_before_any_view_is_not_kept_either(db):
    for answer in (Client().get("/fhir/Patient?x=%00"), Client().get("/api/v1/patients", HTTP_HOST="bad host")):
        assert answer.status_code == 400
        assert "no-store" in answer.get("Cache-Control", "")
