"""The clinic as a whole: every figure from a hand-made clinic whose answers can be counted on one's fingers."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.core.actor import Actor
from backend.patients.actions import register_patient
from backend.records.actions import record_one
from backend.tracking.assessment import reassess

URL = "/api/v1/dashboard/overview"
BY = Actor(role="clinician", name="Sofia")


def said(patient, kind, back, **fields):
    at = datetime.now(UTC) - timedelta(days=back)
    record_one(patient=patient, by=BY, kind=kind, recorded_at=at.isoformat(), timezone="UTC", **fields)


def ill(patient, *, onset, restricted=None, full=None, side="left"):
    said(patient, "pain", onset, site="hip", side=side, intensity=5)
    said(patient, "diagnosis", onset, site="hip", side=side, basis="mri")
    if restricted is not None:
        said(patient, "prescription", restricted, side=side, status="NWB")
    if full is not None:
        said(patient, "prescription", full, side=side, status="FWB", reason="agreed")
    reassess(patient.pk)


def more(cast, name):
    return register_patient(by=BY, name=name, clinic=cast.ponte, timezone="UTC")


def get(client):
    answer = client.get(URL)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_times_to_full_weight_bearing_and_who_still_waits(cast, client_of):
    ill(cast.maria, onset=100, restricted=90, full=10)
    ill(cast.jonas, onset=60, restricted=60, full=40)
    third = more(cast, "Third")
    ill(third, onset=50, restricted=50)
    ill(cast.zoe, onset=300, restricted=300, full=1)
    found = get(client_of(cast.sofia))["full_weight_bearing"]
    onset, prescribed = found["from_onset"], found["from_prescription"]
    assert (onset["n"], onset["median"], onset["low"], onset["high"]) == (2, 55, 20, 90)
    assert (prescribed["n"], prescribed["median"]) == (2, 50)
    assert set(onset["patients"]) == {str(cast.maria.pk), str(cast.jonas.pk)}
    assert found["waiting"] == {"n": 1, "patients": [str(third.pk)]}


def test_an_episode_of_both_hips_arrives_with_the_later_one(cast, client_of):
    ill(cast.maria, onset=80, restricted=80, full=50)
    ill(cast.maria, onset=70, side="right", restricted=70)
    assert get(client_of(cast.sofia))["full_weight_bearing"]["waiting"]["n"] == 1
    said(cast.maria, "prescription", 20, side="right", status="FWB", reason="agreed")
    assert get(client_of(cast.sofia))["full_weight_bearing"]["from_onset"]["median"] == 60


def test_states_categories_and_nobody(cast, client_of):
    empty = get(client_of(cast.sofia))
    assert (empty["patients"], empty["entries"]["median"], empty["overdue"]) == (0, None, [])
    ill(cast.maria, onset=30)
    reassess(cast.jonas.pk)
    body = get(client_of(cast.sofia))
    assert {row["state"]: row["n"] for row in body["states"] if row["n"]} == {"none": 1, "active": 1}
    assert body["patients"] == 2
    # by every reason that holds, as the list behind each of them counts
    counts = client_of(cast.sofia).get("/api/v1/dashboard/worklist").json()["counts"]
    assert {row["category"]: row["n"] for row in body["categories"]} == counts
    assert counts["no_data"] == 1


def test_entry_days_count_days_and_a_young_episode_its_own_days(cast, client_of):
    ill(cast.maria, onset=60)
    for back in range(7):
        said(cast.maria, "pain", back, site="hip", side="left", intensity=3)
        said(cast.maria, "exercise", back, category="aquatic")
    ill(cast.jonas, onset=3)
    reassess(cast.maria.pk)
    found = get(client_of(cast.sofia))["entries"]
    assert found["n"] == 2
    assert [(band["from"], band["n"]) for band in found["bands"]] == [(0, 0), (25, 2), (50, 0), (75, 0)]


def test_exercise_is_counted_against_the_programme_of_its_day(cast, client_of):
    ill(cast.maria, onset=60)
    said(cast.maria, "programme", 60, category="aquatic")
    said(
        cast.maria,
        "programme",
        14,
        category="aquatic",
        until_on=(datetime.now(UTC) - timedelta(days=8)).date().isoformat(),
    )
    for back in (27, 26, 25, 24, 23, 10, 5):  # five under the first plan, one under the second, one after its end
        said(cast.maria, "exercise", back, category="aquatic")
    said(cast.maria, "exercise", 20, category="strengthening")
    found = get(client_of(cast.sofia))["exercise"]
    # Planned: days 27 to 15 back (13) and 14 to 8 back (7); kept: 6 of 20.
    assert (found["n"], found["median"]) == (1, 30)
    assert found["bands"][1]["patients"] == [str(cast.maria.pk)]


def test_a_scan_that_is_due_is_counted_until_it_is_recorded(cast, client_of):
    ill(cast.maria, onset=90)
    due = {row["reminder"]: row for row in get(client_of(cast.sofia))["overdue"]}
    assert due["dexa-baseline"]["n"] == 1
    assert due["dexa-baseline"]["median"] >= 60
    said(cast.maria, "dexa", 1, site="total_hip", side="left", bmd=0.8)
    reassess(cast.maria.pk)
    assert "dexa-baseline" not in {row["reminder"] for row in get(client_of(cast.sofia))["overdue"]}


def numbers_of(body):
    """Every number that stands for people, by the name under which the worklist is asked for them."""
    full = body["full_weight_bearing"]
    yield from ((f"full_weight_bearing.{name}", full[name]["n"]) for name in full)
    for part in ("entries", "exercise"):
        yield from ((f"{part}.{band['from']}", band["n"]) for band in body[part]["bands"])
    yield from ((f"overdue.{row['reminder']}", row["n"]) for row in body["overdue"])


def test_every_number_opens_exactly_the_patients_behind_it_however_many(cast, client_of, monkeypatch):
    monkeypatch.setattr("backend.dashboard.overview.NAMED", 2)
    ill(cast.maria, onset=100, restricted=90, full=10)
    ill(cast.zoe, onset=100, restricted=90)
    for number in range(4):
        ill(more(cast, f"P{number}"), onset=80, restricted=70)
    desk = client_of(cast.sofia)
    body = get(desk)
    numbers = dict(numbers_of(body))
    assert numbers["full_weight_bearing.waiting"] == 4
    assert len(body["full_weight_bearing"]["waiting"]["patients"]) == 2
    assert numbers["overdue.dexa-baseline"] == 5
    for figure, n in numbers.items():
        answer = desk.get("/api/v1/dashboard/worklist", {"patients": figure}).json()
        assert (figure, len(answer["rows"])) == (figure, n)
        assert answer["total"] == n
    waiting = desk.get("/api/v1/dashboard/worklist.csv", {"patients": "full_weight_bearing.waiting"})
    assert len(waiting.content.decode().splitlines()) == 1 + 4


def test_a_figure_that_is_none_is_refused_and_one_of_nobody_opens_nobody(cast, client_of):
    ill(cast.maria, onset=100, restricted=90)
    desk = client_of(cast.sofia)
    for figure in ("entries.7", "states.active", "full_weight_bearing.", "a.b"):
        answer = desk.get("/api/v1/dashboard/worklist", {"patients": figure})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "patients")
    assert desk.get("/api/v1/dashboard/worklist", {"patients": "overdue.dexa-repeat"}).json()["rows"] == []
    other = client_of(cast.otto).get("/api/v1/dashboard/worklist", {"patients": "full_weight_bearing.waiting"})
    assert other.json()["rows"] == []


def test_it_costs_the_same_however_many_patients(cast, client_of):
    def cost():
        desk = client_of(cast.sofia)
        with CaptureQueriesContext(connection) as seen:
            get(desk)
        return len(seen)

    ill(cast.maria, onset=30, restricted=20)
    few = cost()
    for number in range(12):
        ill(more(cast, f"P{number}"), onset=30, restricted=20, full=5)
    assert cost() == few


def test_outsiders_and_patients_have_no_overview(cast, client_of):
    ill(cast.maria, onset=30)
    assert get(client_of(cast.otto))["patients"] == 0
    assert get(client_of(cast.ruben))["patients"] == 0
    for who, code in ((None, 401), (cast.maria, 403), (cast.nina, 403)):
        assert client_of(who).get(URL).status_code == code
