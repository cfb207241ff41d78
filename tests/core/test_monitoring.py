"""Alert rules and dashboard name only what `/metrics` says."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from backend.core import outside
from backend.core.tasks import look_outside

FOLDER = Path(__file__).resolve().parent.parent.parent / "deploy" / "monitoring"
NAME = re.compile(r"\btoh_[a-z0-9_]+")
LABELS = re.compile(r"\b(toh_[a-z0-9_]+)\{([^}]*)\}")


def rules():
    told = yaml.safe_load((FOLDER / "alerts.yml").read_text())
    return [rule for group in told["groups"] for rule in group["rules"]]


def expressions():
    board = json.loads((FOLDER / "grafana-dashboard.json").read_text())
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    return [rule["expr"] for rule in rules()] + asked


@pytest.fixture
def said(cast, client_of, entry):
    """Every series after a little of everything has happened: its name, and the names of its labels."""
    from backend.core.models import Heartbeat
    from backend.reminders.models import Delivery, Reminder
    from backend.tracking.tasks import tick

    tick.apply()
    client_of(cast.maria).post("/api/v1/sync/push", {"items": [entry()]}, format="json")
    at = Heartbeat.objects.get(name="beat").at
    reminder = Reminder.objects.create(
        patient=cast.maria, kind="log", to="patient", due_on=at.date(), nominal_at=at, due_at=at
    )
    for name in (outside.MAIL, outside.CERTIFICATE, outside.BACKUP):
        Heartbeat.objects.create(name=name, at=at, seconds=1)
    Delivery.objects.create(reminder=reminder, channel="email", recipient="patient", outcome="transient")
    families = text_string_to_metric_families(Client().get("/metrics").content.decode())
    return {sample.name: set(sample.labels) for family in families for sample in family.samples}


def test_every_name_and_label_exists(said):
    for expression in expressions():
        for name in NAME.findall(expression):
            assert name in said, (name, expression)
        for name, labels in LABELS.findall(expression):
            asked = {label.split("=")[0].rstrip("!") for label in labels.split(",")}
            assert asked <= said[name], (name, asked)


def test_alerts_are_whole():
    names = [rule["alert"] for rule in rules()]
    assert len(names) == len(set(names)) >= 10
    assert all(rule["annotations"]["summary"].endswith(".") for rule in rules())
    assert {rule["labels"]["severity"] for rule in rules()} == {"page", "warning"}


def test_each_alert_has_a_case_in_which_it_fires():
    cases = yaml.safe_load((FOLDER / "alerts_test.yml").read_text())["tests"]
    fires = {one["alertname"] for case in cases for one in case["alert_rule_test"] if one["exp_alerts"]}
    assert fires == {rule["alert"] for rule in rules()}


@pytest.mark.parametrize("host", ["web:8000", "10.0.3.7:8000", "metrics.monitoring.svc", "[fd00::7]:8000", "no_name"])
def test_monitors_are_answered_under_any_name_and_nobody_else(db, settings, host):
    """The shipped Prometheus asks `web:8000`, an orchestrator the address of the process."""
    settings.ALLOWED_HOSTS, settings.METRICS_TOKEN = ["hip.example.org"], "a-token"
    settings.SECURE_SSL_REDIRECT = True
    asked = Client(headers={"host": host})
    assert asked.get("/healthz").status_code == 200
    assert asked.get("/readyz").status_code == 503  # no beat
    assert asked.get("/metrics").status_code == 404
    assert asked.get("/metrics", headers={"authorization": "Bearer a-token"}).status_code == 200
    assert Client(headers={"host": host}).get("/api/v1/csrf", secure=True).status_code == 400


def test_what_lies_outside_is_looked_at(db, settings, monkeypatch, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr("smtplib.SMTP.connect", lambda *_: (554, b"no service"))
    ends = datetime.now(UTC) + timedelta(days=10)
    monkeypatch.setattr(outside, "certificate_ends", lambda: ends)
    look_outside.apply()
    text = Client().get("/metrics").content.decode()
    assert "toh_mail_up 0.0" in text
    assert "SMTPConnectError 554" in caplog.text
    assert abs(float(re.search(r"^toh_certificate_seconds (\S+)", text, re.M)[1]) - 864000) < 60
    assert "toh_backup_age_seconds" not in text
    outside.backup_made(5000)
    assert "toh_backup_age_seconds" in Client().get("/metrics").content.decode()
