"""Log lines: request and task ids, who and what kind; never what somebody entered or looked for."""

import logging

import pytest
import structlog


@pytest.fixture
def lines(caplog):
    """What the application writes at INFO, after our processors."""
    caplog.set_level(logging.INFO)
    return lambda: [
        record.msg if isinstance(record.msg, dict) else {"event": record.getMessage()} for record in caplog.records
    ]


def test_a_request_is_told_with_its_id_and_without_what_it_carries(cast, client_of, entry, lines):
    desk = client_of(cast.sofia)
    desk.get("/api/v1/dashboard/worklist?search=Marianne")
    note = entry("note", text="groin worse at night")
    desk.post(f"/api/v1/sync/push?patient={cast.maria.pk}", {"items": [note]}, format="json")
    told = lines()
    finished = [line for line in told if line.get("event") == "request_finished"]
    assert len(finished) == 2
    assert all(line["request_id"] and line["user_id"] == cast.sofia.pk for line in finished)
    assert not any(word in str(told) for word in ("Marianne", "groin", "night", "Maria"))


def test_a_task_is_told_with_its_id(db, lines):
    from backend.tracking.tasks import tick

    structlog.get_logger("trial").info("hello", token="secret", request="GET /x?search=Marianne")
    tick.apply(task_id="0198")
    text = str(lines())
    assert "hello" in text
    assert "secret" not in text
    assert "Marianne" not in text


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("203.0.113.57", "203.0.113.0"),
        ("2001:db8:aa:bb::7", "2001:db8:aa::"),
        ("::ffff:203.0.113.57", "203.0.113.0"),
        ("unknown", "…"),
    ],
)
def test_an_address_is_told_without_whose_it_is(lines, address, told):
    structlog.get_logger("trial").info("hello", ip=address)
    assert [line["ip"] for line in lines() if "ip" in line] == [told]
