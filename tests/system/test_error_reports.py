"""Error reports reach their service, and carry nothing but what went wrong and where. In processes of their own: reporting
changes how a process works for good."""

import gzip
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from backend.core.error_reports import bare

pytestmark = pytest.mark.system
ROOT = Path(__file__).resolve().parents[2]
WORDS = ("Marianne", "groin", "s3cret", "maria@", "127.0.0.9", "worse at night")

# A view and a task that fail with a person's words in every place where they could lie.
TROUBLE = """
import django
django.setup()
import logging, sentry_sdk
from django.test import Client
from celery import current_app
from rest_framework.views import APIView
from backend.sync.views import PullView

def fail(self, request, *args, **kwargs):
    said = {"name": "Marianne", "note": "groin worse at night"}
    raise ValueError(f"cannot keep {said}")

APIView.initial = fail
client = Client(raise_request_exception=False)
answer = client.post("/api/v1/sync/push?search=Marianne", {"note": "groin"}, "application/json",
    headers={"authorization": "Bearer s3cret", "cookie": "sessionid=s3cret"}, REMOTE_ADDR="127.0.0.9")
assert answer.status_code == 500, answer.status_code

@current_app.task(name="trial.fails")
def fails(note):
    raise RuntimeError(f"maria@example.org {note}")

fails.apply(args=["groin worse at night"])
logging.getLogger("trial").error("Marianne said %s", "groin")
sentry_sdk.flush(10)
"""


@pytest.fixture
def service():
    """A service on this machine; what it was sent."""
    taken = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://key@127.0.0.1:{server.server_port}/7", taken
    server.shutdown()
    server.server_close()


def run(tmp_path, **env):
    known = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    made = subprocess.run(
        [sys.executable, "-c", TROUBLE],
        cwd=ROOT,
        env=known | {"DJANGO_SETTINGS_MODULE": "toh_tracker.settings", "TOH_VAR": str(tmp_path)} | env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert made.returncode == 0, made.stderr


def test_a_report_says_what_and_where_and_nothing_of_anybody(service, tmp_path):
    dsn, taken = service
    run(tmp_path, ERROR_REPORTS_DSN=dsn)
    text = b"\n".join(taken).decode()
    reports = [json.loads(line) for body in taken for line in body.decode().splitlines() if '"exception"' in line]
    told = {(values[0]["type"] if (values := one["exception"]["values"]) else None): one for one in reports}
    assert told["ValueError"]["transaction"] == "/api/v1/sync/push"
    assert told["RuntimeError"]["transaction"] == "trial.fails"
    last = told["ValueError"]["exception"]["values"][0]["stacktrace"]["frames"][-1]
    assert (last["function"], set(last)) == ("fail", {"filename", "function", "module", "lineno", "in_app"})
    assert not [word for word in WORDS if word in text]


def test_nothing_leaves_a_server_without_an_address_for_it(service, tmp_path):
    _, taken = service
    run(tmp_path)
    assert not taken


def test_a_path_that_fits_no_route_is_not_told():
    report = {
        "transaction": "/Marianne",
        "transaction_info": {"source": "url"},
        "message": "groin",
        "user": {"id": 1},
    }
    assert "Marianne" not in str(bare(report))
    assert set(bare(report)) == {"exception", "tags"}
