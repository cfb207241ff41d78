"""The published example histories, against their expectations."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from backend.guidance import finding_text, reminder_text
from tests.rules.driver import CASES, Day, load, run

OWN = Path(__file__).resolve().parent / "cases"
# Each with its folder; the published ones may not be beside this checkout.
FOLDERS = {
    p.name.removesuffix(".expect.json"): folder for folder in (CASES, OWN) for p in folder.glob("*.expect.json")
}
NAMES = sorted(FOLDERS)


@cache
def history(name: str) -> list[Day]:
    return run(load(FOLDERS[name] / f"{name}.json"))[0]


def expectations(key: str) -> list[Any]:
    return [
        pytest.param(name, want, id=f"{name}-{key}-{i}")
        for name in NAMES
        for i, want in enumerate(load(FOLDERS[name] / f"{name}.expect.json").get(key, []))
    ]


def between(days: list[Day], first: int | None, last: int) -> list[Day]:
    return [d for d in days if (first is None or d.number >= first) and d.number <= last]


@pytest.mark.parametrize(("name", "want"), expectations("opened_by"))
def test_opened_by(name: str, want: dict[str, Any]) -> None:
    days = between(history(name), want.get("not_before"), want["by_day"])
    opened = {f.id for d in days for f in d.opened}
    assert opened & set(want["any_of"]), want["why"]


@pytest.mark.parametrize(("name", "want"), expectations("reminded_by"))
def test_reminded_by(name: str, want: dict[str, Any]) -> None:
    days = between(history(name), want.get("not_before"), want["by_day"])
    sent = {i.reminder for d in days for i in d.sent if want["to"] in ("any", i.to)}
    assert sent & set(want["any_of"]), want["why"]


@pytest.mark.parametrize(("name", "want"), expectations("never_opened"))
def test_never_opened(name: str, want: dict[str, Any]) -> None:
    days = between(history(name), want["from_day"], want["to_day"])
    assert [d.number for d in days for f in d.opened if f.id == want["finding"]] == [], want["why"]


@pytest.mark.parametrize(("name", "want"), expectations("never_reminded"))
def test_never_reminded(name: str, want: dict[str, Any]) -> None:
    days = between(history(name), want["from_day"], want["to_day"])
    sent = [d.number for d in days for i in d.sent if i.reminder == want["reminder"] and want["to"] in ("any", i.to)]
    assert sent == [], want["why"]


@pytest.mark.parametrize(("name", "want"), expectations("never_text"))
def test_never_text(name: str, want: dict[str, Any]) -> None:
    audience, net = want["audience"], re.compile(want["regex"])
    for day in between(history(name), want["from_day"], want["to_day"]):
        for finding in (*day.opened, *day.resolved):
            if audience in finding.audience:
                text = finding_text(finding, audience, "en")
                for part in (text.seen, text.do, text.why, text.number, text.one_line, str(text)):
                    assert not net.search(part), (day.number, finding.id, part, want["why"])
        for item in day.sent:
            if item.to == audience:
                assert not net.search(reminder_text(item, audience, "en")), (day.number, item.reminder, want["why"])
