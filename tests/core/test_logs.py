"""Log lines: request and task ids, who and what kind; never what somebody entered or looked for."""

import json
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


@pytest.fixture
def written():
    """What the real handler writes of lines by others."""
    root = logging.getLogger()
    (ours,) = (h for h in root.handlers if isinstance(h.formatter, structlog.stdlib.ProcessorFormatter))

    def write(logger, words, *given):
        record = logging.getLogger(logger).makeRecord(logger, logging.INFO, "f", 1, words, given, None)
        return json.loads(ours.formatter.format(record))["event"]

    return write


def test_lines_of_celery_are_whole_and_say_of_which_kind_an_error_is_not_its_words(written):
    lost = "consumer: Connection to broker lost. Trying to re-establish the connection..."
    away = ConnectionRefusedError(111, "Connection refused")
    assert written("celery.beat", "beat: Starting...") == "beat: Starting..."
    assert (
        written("celery.beat", "Scheduler: Sending due task %s (%s)", "beat-alive", "assess.tick")
        == "Scheduler: Sending due task beat-alive (assess.tick)"
    )
    assert (
        written("celery.worker.consumer", "consumer: Cannot connect to %s: %s.\n%s\n", "redis://:**@r", away, "Again")
        == "consumer: Cannot connect to redis://:**@r: [Errno 111] Connection refused."
    )
    assert written("celery.worker.consumer", "%s (%r)", lost, ValueError("groin")) == f"{lost} (ValueError)"
    about = {
        "name": "assess.one",
        "id": "01",
        "description": "raised unexpected",
        "exc": "ValueError('groin: worse')",
    }
    assert (
        written("celery.app.trace", "Task %(name)s[%(id)s] %(description)s: %(exc)s", about)
        == "Task assess.one[01] raised unexpected: ValueError"
    )
    done = {"name": "a", "id": "01", "runtime": 0.5, "return_value": "'groin: worse'", "args": "('groin',)"}
    assert (
        written("celery.app.trace", "Task %(name)s[%(id)s] succeeded in %(runtime)ss: %(return_value)s", done)
        == "Task a[01] succeeded in 0.5s: …"
    )
    body = "Received unregistered task of type %s.\n\nThe full contents of the message body was:\n%s"
    assert written("celery.worker.consumer", body, KeyError("x"), "groin") == (
        "Received unregistered task of type KeyError."
    )


def test_a_line_of_ours_says_of_which_kind_the_trouble_was(db, written, lines, monkeypatch):
    """Not under a name that is dropped, as `error` is."""
    from kombu.exceptions import OperationalError

    from backend.tracking import tasks

    def away(**_):
        raise OperationalError("gone")

    monkeypatch.setattr(tasks.sweep, "apply_async", away)
    tasks._call_a_worker()
    assert [line["kind"] for line in lines() if line["event"] == "broker_away"] == ["OperationalError"]


def test_a_message_that_is_sent_is_no_line(db, lines, settings):
    """An import of a thousand people would write thousands of them."""
    structlog.get_logger("django_structlog.celery.receivers").info("task_enqueued", child_task_id="01")
    structlog.get_logger("trial").info("after")
    told = [line.get("event") for line in lines()]
    assert "after" in told
    assert "task_enqueued" not in told
