"""`POST /api/v1/sync/push`: one final word for every item, in order."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.core.actor import Actor
from backend.core.ids import new_id
from backend.core.models import AuditEvent
from backend.records.models import Record
from backend.sync.push import push

PUSH = "/api/v1/sync/push"


def results(response):
    assert response.status_code == 200, response.content
    return [item["result"] for item in response.json()["results"]]


def test_entries_are_created_once_and_a_resend_in_any_order_is_identical(cast, client_of, entry):
    phone = client_of(cast.maria)
    items = [entry(back=day) for day in range(3)]
    assert results(phone.post(PUSH, {"items": items}, format="json")) == ["created"] * 3
    assert results(phone.post(PUSH, {"items": items[::-1]}, format="json")) == ["identical"] * 3
    assert Record.objects.filter(patient=cast.maria).count() == 3


def test_a_refused_item_names_its_field_and_holds_up_none(cast, client_of, entry):
    bad = entry(intensity=11)
    answer = client_of(cast.maria).post(PUSH, {"items": [entry(), bad, entry()]}, format="json").json()
    assert [item["result"] for item in answer["results"]] == ["created", "refused", "created"]
    assert answer["results"][1] == {
        "id": bad["id"],
        "result": "refused",
        "field": "intensity",
        "reason": "expected a number from 0 to 10",
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "mood"}, "kind"),
        ({"colour": "red"}, "colour"),
        ({"side": "middle"}, "side"),
        ({"side": "midline"}, "side"),
        ({"site": {"text": "hip"}}, "site"),
        ({"recorded_at": "yesterday"}, "recorded_at"),
        ({"recorded_at": "2026-01-01T10:00:00"}, "recorded_at"),
        ({"id": "17"}, "id"),
        ({"date": "2999-01-01"}, "date"),
        ({"intensity": True}, "intensity"),
        ({"intensity": "3"}, "intensity"),
        ({"kind": "prescription"}, "kind"),
    ],
)
def test_what_is_wrong_is_named(cast, client_of, entry, change, field):
    answer = client_of(cast.maria).post(PUSH, {"items": [entry() | change]}, format="json").json()
    assert (answer["results"][0]["result"], answer["results"][0]["field"]) == ("refused", field)
    assert not Record.objects.filter(patient=cast.maria).exists()


@pytest.mark.parametrize("body", ["{", "[]", '{"items": 3}', '{"items": [NaN]}'])
def test_a_body_that_is_no_push_is_400_in_the_one_shape(cast, client_of, body):
    response = client_of(cast.maria).post(PUSH, body, content_type="application/json")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert set(response.json()) == {"type", "title", "status", "detail", "errors"}


def test_more_than_a_thousand_is_413_and_nothing_is_taken(cast, client_of, entry):
    response = client_of(cast.maria).post(PUSH, {"items": [entry()] * 1001}, format="json")
    assert response.status_code == 413
    assert not Record.objects.exists()


def test_a_correction_supersedes_and_a_deletion_removes(cast, client_of, entry):
    phone = client_of(cast.maria)
    first = entry(intensity=3)
    second = entry(intensity=4, supersedes=first["id"])
    phone.post(PUSH, {"items": [first, second]}, format="json")
    assert [row.data["intensity"] for row in Record.objects.current()] == [4]
    gone = entry("deletion", supersedes=second["id"])
    assert results(phone.post(PUSH, {"items": [gone]}, format="json")) == ["created"]
    assert not Record.objects.current().exists()
    assert Record.objects.count() == 3


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)), cuts=st.sets(st.integers(1, 4)))
def test_two_devices_editing_one_entry_end_the_same_whatever_the_order(cast, entry, order, cuts):
    """An entry, two rival corrections of it, a correction of one of these, and a deletion by the other device."""
    Record.objects.all()._raw_delete("default")
    first = entry(intensity=1)
    left, right = entry(intensity=2, supersedes=first["id"]), entry(intensity=3, supersedes=first["id"])
    third = entry(intensity=4, supersedes=left["id"])
    gone = entry("deletion", supersedes=right["id"])
    items = [first, left, right, third, gone]
    sent = [items[place] for place in order]
    by = Actor(role="patient", user_id=cast.maria.user_id)
    batches, start = [], 0
    for cut in [*sorted(cuts), 5]:
        batches.append(sent[start:cut])
        start = cut
    for batch in batches:
        push(patient=cast.maria, items=batch, by=by)
    assert [str(row.pk) for row in Record.objects.current()] == [third["id"]]
    seqs = list(Record.objects.values_list("seq", flat=True))
    assert len(seqs) == len(set(seqs)) == 5


def test_change_numbers_have_no_gaps_and_the_cursor_is_the_last(cast, client_of, entry):
    phone = client_of(cast.maria)
    answer = phone.post(PUSH, {"items": [entry() for _ in range(4)]}, format="json").json()
    assert sorted(Record.objects.values_list("seq", flat=True)) == [1, 2, 3, 4]
    assert answer["cursor"] == 4


def test_an_id_of_another_patients_entry_is_refused_without_telling(cast, client_of, entry):
    item = entry()
    client_of(cast.zoe).post(PUSH, {"items": [item]}, format="json")
    answer = client_of(cast.maria).post(PUSH, {"items": [item]}, format="json").json()
    assert (answer["results"][0]["result"], answer["results"][0]["field"]) == ("refused", "id")


def test_the_local_day_is_the_one_that_the_patient_meant(cast, client_of):
    at = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)
    items = [
        {
            "id": str(new_id()),
            "kind": "pain",
            "recorded_at": at.isoformat(),
            "timezone": zone,
            "site": "hip",
            **more,
        }
        for zone, more in (
            ("Europe/Lisbon", {}),
            ("Europe/Berlin", {}),
            ("Europe/Berlin", {"date": "2026-03-27"}),
        )
    ]
    client_of(cast.maria).post(PUSH, {"items": items}, format="json")
    days = [row.day.isoformat() for row in Record.objects.order_by("seq")]
    assert days == ["2026-03-28", "2026-03-29", "2026-03-27"]


def test_the_number_of_statements_does_not_grow_with_the_batch(cast, client_of, entry, django_assert_max_num_queries):
    phone = client_of(cast.maria)
    phone.post(PUSH, {"items": [entry()]}, format="json")
    # SQLite takes 999 values in a statement, so its inserts come in slices; PostgreSQL's is one.
    with django_assert_max_num_queries(24 if connection.vendor == "postgresql" else 45):
        phone.post(PUSH, {"items": [entry(back=day % 300) for day in range(1000)]}, format="json")


def test_one_audit_row_for_each_kind_in_the_same_transaction(cast, client_of, entry):
    client_of(cast.maria).post(PUSH, {"items": [entry(), entry(), entry("exercise", minutes=10)]}, format="json")
    rows = AuditEvent.objects.filter(patient_id=cast.maria.pk)
    assert {(row.action, row.count) for row in rows} == {("log_pain", 2), ("log_exercise", 1)}
    assert "3" not in json.dumps([row.object_id for row in rows if row.action == "intensity"])


def test_a_broken_audit_saves_nothing(cast, client_of, entry, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("no audit")

    monkeypatch.setattr("backend.core.audit.write", broken)
    client = client_of(cast.maria)
    client.raise_request_exception = False
    assert client.post(PUSH, {"items": [entry()]}, format="json").status_code == 500
    assert not Record.objects.exists()


def test_a_clinician_prescribes_and_the_phone_pulls_it(cast, client_of, entry):
    desk = client_of(cast.sofia)
    item = entry("prescription", side="left", status="TTWB")
    answer = desk.post(f"{PUSH}?patient={cast.maria.pk}", {"items": [item]}, format="json")
    assert results(answer) == ["created"]
    pulled = client_of(cast.maria).get("/api/v1/sync/pull?after=0").json()
    records = [change["record"] for change in pulled["changes"] if change["type"] == "record"]
    assert [(row["kind"], row["status"], row["author"]["name"]) for row in records] == [
        ("prescription", "TTWB", "Sofia")
    ]


def test_a_skipped_step_needs_a_reason(cast, client_of, entry):
    desk = client_of(cast.sofia)
    url = f"{PUSH}?patient={cast.maria.pk}"
    desk.post(url, {"items": [entry("prescription", side="left", status="NWB")]}, format="json")
    skip = entry("prescription", side="left", status="WBAT")
    refused = desk.post(url, {"items": [skip]}, format="json").json()["results"][0]
    assert (refused["result"], refused["field"]) == ("refused", "reason")
    assert results(desk.post(url, {"items": [skip | {"reason": "seen today"}]}, format="json")) == ["created"]


@pytest.mark.parametrize("who", ["zoe", "otto", "nina", "ruben"])
def test_outsiders_cannot_push_to_a_patient_that_does_not_exist_for_them(cast, client_of, entry, who):
    url = f"{PUSH}?patient={cast.maria.pk}"
    assert client_of(getattr(cast, who)).post(url, {"items": [entry()]}, format="json").status_code == 404
    assert not Record.objects.exists()


def test_nobody_is_asked_to_sign_in(client_of, db):
    assert client_of(None).post(PUSH, {"items": []}, format="json").status_code == 401


def test_pull_pages_in_order_and_ends(cast, client_of, entry):
    phone = client_of(cast.maria)
    phone.post(PUSH, {"items": [entry(back=day) for day in range(25)]}, format="json")
    after, seen = 0, []
    for _ in range(10):
        page = phone.get(f"/api/v1/sync/pull?after={after}&limit=10").json()
        seen += [change["record"]["id"] for change in page["changes"] if change["type"] == "record"]
        after = page["cursor"]
        if not page["more"]:
            break
    assert len(seen) == len(set(seen)) == 25
    assert phone.get(f"/api/v1/sync/pull?after={after}").json()["changes"] == []


def test_a_pull_says_in_which_language_its_words_are(cast, client_of, entry):
    phone = client_of(cast.maria)
    assert phone.get("/api/v1/sync/pull?after=0").json()["language"] == "en"
    assert phone.patch("/api/v1/me", {"language": "de"}, format="json").status_code == 200
    assert phone.get("/api/v1/sync/pull?after=0").json()["language"] == "de"


@pytest.mark.parametrize("who", ["zoe", "otto", "nina", "ruben"])
def test_outsiders_cannot_pull(cast, client_of, who):
    assert client_of(getattr(cast, who)).get(f"/api/v1/sync/pull?patient={cast.maria.pk}").status_code == 404


def test_a_fast_phone_clock_is_refused_and_not_lost_silently(cast, client_of, entry):
    far = (datetime.now(UTC) + timedelta(days=400)).isoformat()
    answer = client_of(cast.maria).post(PUSH, {"items": [entry() | {"recorded_at": far}]}, format="json").json()
    assert (answer["results"][0]["result"], answer["results"][0]["field"]) == ("refused", "date")


def test_nothing_that_a_push_asks_reads_the_whole_log(cast, entry):
    """A table of some size, so that the database has a choice; every question of a batch is to be answered by an index."""
    filler = [entry(back=day % 300) for day in range(1000)]
    by = Actor("patient", cast.jonas.user_id)
    for _ in range(4):
        push(patient=cast.jonas, items=[item | {"id": str(new_id())} for item in filler], by=by)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    batch = [entry(back=day) for day in range(60)] + [entry(supersedes=str(new_id())) for _ in range(40)]
    with CaptureQueriesContext(connection) as asked:
        push(patient=cast.maria, items=batch, by=Actor("patient", cast.maria.user_id))
    explain, whole = ("EXPLAIN", "Seq Scan on patients_record")
    if connection.vendor == "sqlite":
        explain, whole = ("EXPLAIN QUERY PLAN", "SCAN patients_record")
    writing = ("INSERT", "COPY")
    reading = [
        one["sql"]
        for one in asked
        if "patients_record" in one["sql"] and not any(word in one["sql"] for word in writing)
    ]
    assert reading
    for sql in reading:
        with connection.cursor() as cursor:
            cursor.execute(f"{explain} {sql}")
            plan = "\n".join(str(row) for row in cursor.fetchall())
        assert whole not in plan, f"{sql}\n{plan}"
