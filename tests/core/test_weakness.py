"""A public server does not start with missing, weak or default secrets, and passes Django's own look at its settings."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from backend.core.weakness import weaknesses

ROOT = Path(__file__).parents[2]
GOOD = {
    "secret_key": secrets.token_urlsafe(64),
    "field_keys": [secrets.token_urlsafe(32)],
    "audit_keys": [secrets.token_urlsafe(32)],
    "development_key": "d" * 60,
    "hosts": ["hip.example.org"],
    "public_url": "https://hip.example.org",
    "database_url": "postgres://toh:" + secrets.token_urlsafe(32) + "@db:5432/toh",
}


def test_good_settings_have_no_weakness():
    assert weaknesses(**GOOD) == []
    assert weaknesses(**GOOD | {"database_url": ""}) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"secret_key": ""}, "SECRET_KEY is missing"),
        ({"secret_key": "d" * 60}, "for development"),
        ({"secret_key": "a" * 64}, "SECRET_KEY is weak"),
        ({"secret_key": "short"}, "SECRET_KEY is weak"),
        ({"field_keys": []}, "FIELD_KEYS is missing"),
        ({"audit_keys": []}, "AUDIT_KEY is missing"),
        ({"audit_keys": ["x"]}, "AUDIT_KEY: number 1 is weak"),
        ({"audit_keys": [GOOD["secret_key"]]}, "is another secret too"),
        ({"field_keys": ["x"]}, "number 1 is weak"),
        ({"field_keys": [GOOD["secret_key"]]}, "is the SECRET_KEY"),
        ({"hosts": []}, "ALLOWED_HOSTS"),
        ({"hosts": ["*"]}, "ALLOWED_HOSTS"),
        ({"public_url": "http://hip.example.org"}, "PUBLIC_URL"),
        ({"database_url": "postgres://toh:postgres@db/toh"}, "DATABASE_URL"),
        ({"database_url": "postgres://toh@db/toh"}, "DATABASE_URL"),
    ],
)
def test_each_weakness_is_named_alone(change, named):
    found = weaknesses(**GOOD | change)
    assert len(found) == 1
    assert named in found[0]


def manage(tmp_path, *command, **env):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "ignore", ROOT / "manage.py", *command],
        env=kept | {"TOH_BOOTSTRAP": "off", "TOH_ENV": "production", "TOH_VAR": str(tmp_path)} | env,
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_production_refuses_in_plain_words_and_passes_the_deployment_check_when_complete(tmp_path):
    refused = manage(tmp_path, "check")
    assert refused.returncode != 0
    assert "SECRET_KEY is missing" in refused.stderr
    complete = {
        "SECRET_KEY": GOOD["secret_key"], "FIELD_KEYS": GOOD["field_keys"][0], "AUDIT_KEY": GOOD["audit_keys"][0],
        "ALLOWED_HOSTS": "hip.example.org", "PUBLIC_URL": "https://hip.example.org",
    }  # fmt: skip
    made = manage(tmp_path, "createcachetable", **complete)  # `migrate` makes it, among much else
    assert made.returncode == 0, made.stderr
    passed = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **complete)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert "no issues" in passed.stdout
    shown = manage(tmp_path, "shell", "-v", "0", "-c", OUTSIDE, **complete)
    assert shown.returncode == 0, shown.stderr
    told = json.loads(shown.stdout)
    assert told["hsts"] == "max-age=31536000; includeSubDomains; preload"
    assert told["plain"] == [301, "https://hip.example.org/"]
    assert told["cookie"] == {"secure": True, "samesite": "Lax"}
    assert told["session"] == [True, True, "Lax"]


# What a public server answers to a stranger, without a database: the app's page, and the same over plain HTTP.
OUTSIDE = """
import json
from django.conf import settings
from django.test import Client
outside = Client(headers={"host": "hip.example.org"})
plain = outside.get("/")
page = outside.get("/", headers={"x-forwarded-proto": "https"})
cookie = page.cookies["csrftoken"]
print(json.dumps({
    "hsts": page["Strict-Transport-Security"], "plain": [plain.status_code, plain["Location"]],
    "cookie": {name: cookie[name] for name in ("secure", "samesite")},
    "session": [settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE],
}))
"""
