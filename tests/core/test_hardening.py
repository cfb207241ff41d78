"""Limits on what comes in, headers on what goes out, and words that must never reach a log line."""

import io
import json
import logging
import re
from contextlib import contextmanager

import pytest
import structlog
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client, override_settings

PUSH = "/api/v1/sync/push"
LOGIN = "/_allauth/browser/v1/auth/login"
PAGES = (
    "/",
    "/api/v1/docs/",
    "/api/v1/csrf",
    "/api/v1/patients",
    "/api/v1/nowhere",
    "/admin/login/",
    "/fhir/metadata",
)


def nested(depth: int) -> str:
    return '{"items":' + "[" * depth + "]" * depth + "}"


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (nested(13), 400, "nested at most 12"),
        (nested(200_000), 400, "nested"),
        ('{"items":[{"note":"a\\u0000b"}]}', 400, "NUL"),
        ('{"items":[NaN]}', 400, "JSON"),
        ("{", 400, "JSON"),
        ('{"items":"' + "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + '"}', 413, "at most 5 MB"),
    ],
    ids=["deep", "very deep", "NUL", "NaN", "broken", "large"],
)
def test_a_body_beyond_the_limits_is_refused_in_the_one_shape(cast, client_of, body, status, said):
    answer = client_of(cast.maria).post(PUSH, body, content_type="application/json")
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["errors"]) == (status, [])
    assert said in told["detail"]


def test_a_script_that_signs_in_by_token_meets_the_same_limit_of_size(cast):
    """No session, no middleware that reads the body first: what counts is what DRF reads."""
    from backend.accounts.actions import create_token
    from backend.core.actor import Actor

    _, secret = create_token(by=Actor.system("test"), user=cast.maria.user, name="t", scope="write")
    body = '{"items":"' + "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + '"}'
    script = {"Authorization": f"Bearer {secret}"}
    answer = Client(enforce_csrf_checks=True).post(PUSH, body, content_type="application/json", headers=script)
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


@pytest.mark.parametrize("body", [nested(200_000), '{"email":"' + "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + '"}'])
def test_the_door_itself_refuses_such_bodies_too(db, body):
    """Signing in is allauth's own JSON, read before anybody is known."""
    answer = Client().post(LOGIN, body, content_type="application/json")
    assert answer.status_code in (400, 413), answer.content[:300]


def put_away(answer):
    """Close the file that the app's page is, without ending the test's own connection with it."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers_that_keep_others_out(db, path):
    with override_settings(SECURE_HSTS_SECONDS=31536000):
        answer = Client().get(path, secure=True)
    put_away(answer)
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000")
    if path.startswith("/api/v1/p"):
        assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/api/v1/docs/", "/admin/login/"])
def test_the_pages_of_others_have_no_script_or_style_of_their_own_in_them(db, path):
    """The policy would stop it: a page that needs it would be broken."""
    page = Client().get(path).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>\s*\S", page)
    assert not re.search(r"<style|\sstyle=|\son(click|load|error|submit)=", page)


def test_a_session_writes_only_with_the_token_of_the_app_and_a_script_without(cast):
    from backend.accounts.actions import create_token
    from backend.core.actor import Actor

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.maria.user)
    body = {"items": []}
    refused = strict.post(PUSH, body, content_type="application/json")
    assert refused.status_code == 403
    assert refused["Content-Type"] == "application/problem+json"
    strict.get("/api/v1/csrf")
    seal = {"X-CSRFToken": strict.cookies["csrftoken"].value}
    assert strict.post(PUSH, body, content_type="application/json", headers=seal).status_code == 200
    _, secret = create_token(by=Actor.system("test"), user=cast.maria.user, name="t", scope="write")
    script = {"Authorization": f"Bearer {secret}"}
    bare = Client(enforce_csrf_checks=True)
    assert bare.post(PUSH, body, content_type="application/json", headers=script).status_code == 200
    bare.get("/api/v1/csrf")
    assert bare.cookies["csrftoken"]["samesite"] == "Lax"


@pytest.fixture
def written():
    """Every byte that the real handler writes at INFO: our processors and formatter, tracebacks included."""

    @contextmanager
    def capture():
        root, out = logging.getLogger(), io.StringIO()
        (ours,) = (h for h in root.handlers if isinstance(h.formatter, structlog.stdlib.ProcessorFormatter))
        handler, level = logging.StreamHandler(out), root.level
        handler.setFormatter(ours.formatter)
        root.addHandler(handler)
        root.setLevel(logging.INFO)
        try:
            yield out
        finally:
            root.removeHandler(handler)
            root.setLevel(level)

    return capture


SECRETS = ("groin", "pregnan", "Marianne", "marianne@", "hunter2hunter2", "toh_stolen", "cookie-monster")
KEY = "k3y-of-a-calendar-that-opens-it"


def test_no_log_line_holds_what_somebody_sent_also_when_we_fail(cast, client_of, written, monkeypatch):
    def fail(**given):
        raise RuntimeError(f"could not keep {given!r}")

    note = {"id": "x", "kind": "note", "text": "groin worse since pregnancy, Marianne"}
    sent = {
        "content_type": "application/json",
        "headers": {"Authorization": "Bearer toh_stolen", "Cookie": "x=cookie-monster", "X-Note": "groin"},
    }
    with written() as out:
        client_of(cast.maria).post(f"{PUSH}?note=groin&token=toh_stolen", {"items": [note]}, format="json")
        Client().post(f"{PUSH}?q=marianne@x.org", json.dumps({"items": [note]}), **sent)
        Client().post(
            LOGIN, {"email": "marianne@x.org", "password": "hunter2hunter2"}, content_type="application/json"
        )
        Client().get("/api/nowhere/at/all?q=marianne@x.org")
        Client().get(f"/api/v1/calendar/{KEY}.ics")
        Client().get(f"/api/v1/patients/{cast.maria.pk}")
        monkeypatch.setattr("backend.sync.views.push", fail)
        broken = client_of(cast.maria)
        broken.raise_request_exception = False
        answer = broken.post(f"{PUSH}?note=groin", {"items": [note]}, format="json")
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    text = out.getvalue()
    assert "request_finished" in text
    assert "RuntimeError" in text  # what went wrong is told, and where …
    assert "sync/views.py" in text
    assert str(cast.maria.pk) in text
    assert [word for word in (*SECRETS, KEY) if word in text + answer.content.decode()] == []  # … and not with what
    assert all(json.loads(line) for line in text.splitlines())


def test_a_failing_task_tells_what_kind_of_error_and_where_not_its_words(db, written, monkeypatch):
    from backend.tracking import tasks

    def fail(**given):
        raise ValueError("groin worse since pregnancy") from KeyError("Marianne")

    monkeypatch.setattr(tasks.tick, "run", fail)
    with written() as out:
        tasks.tick.apply(task_id="0198")
        logging.getLogger("celery.app.trace").error(
            "Task %s[%s] raised unexpected: %r", "assess.tick", "0198", ValueError("groin worse")
        )
    text = out.getvalue()
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "assess.tick[0198] raised unexpected: ValueError" in text
    assert [word for word in SECRETS if word in text] == []
