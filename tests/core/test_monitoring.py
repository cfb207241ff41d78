"""Alert rules and dashboard name only what `/metrics` says."""

import json
import re
from pathlib import Path

import pytest
import yaml
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

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
