"""The deployment files, as far as they can be judged without an engine; `deploy/check` does the rest."""

import importlib.util
import re
import subprocess
import sys

import pytest
import yaml

from toh_tracker.dev import check_deploy, dockerfile
from toh_tracker.dev.paths import ROOT
from toh_tracker.dev.say import Problem

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_confined(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert int(service["user"].partition(":")[0]) > 0
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_every_lasting_service_restarts_is_watched_and_limited(name):
    service = SERVICES[name]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"]
    assert service["deploy"]["resources"]["limits"]["memory"]


def test_only_the_proxy_is_reachable_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert SERVICES["db"]["networks"] == SERVICES["redis"]["networks"] == ["back"]


def test_each_queue_has_a_worker_and_imports_have_their_own():
    queues = [
        set(word.partition("=")[2].split(","))
        for service in SERVICES.values()
        for word in service.get("command", [])
        if word.startswith("--queues=")
    ]
    assert queues == [{"assess", "deliver"}, {"bulk"}]


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("https://${TOH_HOST:?needed}", "https://hip.example.org"),
        ("${WEB_PROCESSES:-2}", "2"),
        ("${FROM:-TOH <no-reply@${TOH_HOST}>}", "TOH <no-reply@hip.example.org>"),
        ("$$(cat /run/x)", "$(cat /run/x)"),
        ("plain", "plain"),
    ],
)
def test_variables_are_filled_in_as_compose_does(text, filled):
    assert check_deploy.filled_in(text, {"TOH_HOST": "hip.example.org"}) == filled


def test_a_variable_that_compose_demands_is_demanded():
    with pytest.raises(Problem, match="wants TOH_HOST: needed"):
        check_deploy.filled_in("${TOH_HOST:?needed}", {})


@pytest.mark.parametrize(
    ("name", "through"),
    [
        ("manage.py", True),
        ("backend/core/ids.py", True),
        ("frontend/src/app/main.tsx", True),
        ("deploy/gunicorn.conf.py", True),
        ("deploy/secrets/secret_key", False),
        ("frontend/node_modules/x/index.js", False),
        ("var/toh.sqlite3", False),
        (".git/config", False),
        ("backend/core/__pycache__/ids.pyc", False),
    ],
)
def test_what_is_sent_to_the_build(name, through):
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and line[0] != "#"]
    assert dockerfile.sent(name, rules) is through


def test_steps_of_a_dockerfile_are_read_with_comments_and_continued_lines():
    text = '# a comment\nFROM x AS y\nRUN one \\\n  && two\n# another\nCMD ["z"]\n'
    assert dockerfile.instructions(text) == [
        ("FROM", "x AS y"),
        ("RUN", "one    && two"),
        ("CMD", '["z"]'),
    ]


def test_secrets_are_made_once_and_only_for_their_owner(tmp_path):
    folder = tmp_path / "secrets"
    make = [sys.executable, ROOT / "deploy" / "make-secrets", "--folder", folder]
    subprocess.run(make, check=True, capture_output=True)
    first = {path.name: path.read_text() for path in folder.iterdir()}
    subprocess.run(make, check=True, capture_output=True)
    assert {path.name: path.read_text() for path in folder.iterdir()} == first
    assert folder.stat().st_mode & 0o777 == 0o700
    assert first["postgres_password"] in first["database_url"]
    assert first["redis_password"] in first["redis_url"]
    assert len(first["secret_key"]) >= 50


def test_every_secret_setting_comes_from_a_file_that_is_made_and_never_from_a_variable(tmp_path):
    settings = re.findall(r'_secret\("(\w+)"', (ROOT / "toh_tracker" / "settings.py").read_text())
    assert "SECRET_KEY" in settings
    make = [sys.executable, ROOT / "deploy" / "make-secrets", "--folder", tmp_path]
    subprocess.run(make, check=True, capture_output=True)
    assert {path.name for path in tmp_path.iterdir()} == set(COMPOSE["secrets"])
    for name in ("web", "worker", "bulk", "beat", "migrate"):
        environment = SERVICES[name]["environment"]
        for setting in settings:
            assert setting not in environment
            assert environment[f"{setting}_FILE"] == f"/run/secrets/{setting.lower()}"
            assert setting.lower() in SERVICES[name]["secrets"]


def test_a_lost_url_is_made_again_with_the_password_in_use(tmp_path):
    make = [sys.executable, ROOT / "deploy" / "make-secrets", "--folder", tmp_path]
    subprocess.run(make, check=True, capture_output=True)
    (tmp_path / "database_url").unlink()
    subprocess.run(make, check=True, capture_output=True)
    assert (tmp_path / "postgres_password").read_text() in (tmp_path / "database_url").read_text()


def test_beat_is_unhealthy_once_its_schedule_is_old(tmp_path, monkeypatch):
    import os

    spec = importlib.util.spec_from_file_location("healthy", ROOT / "deploy" / "healthy.py")
    healthy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(healthy)
    monkeypatch.setattr(healthy, "BEAT_SCHEDULE", tmp_path / "beat-schedule")
    assert not healthy.beat()
    (tmp_path / "beat-schedule.db").write_text("")
    assert healthy.beat()
    os.utime(tmp_path / "beat-schedule.db", (0, 0))
    assert not healthy.beat()
