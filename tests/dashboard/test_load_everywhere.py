"""One answer on the load: what every place that shows one says of the same histories."""

import csv
import io
import json
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from backend.core.actor import Actor
from backend.exchange.fhir.export import bundle_of
from backend.exchange.replay.reader import read
from backend.exchange.replay.runner import run
from backend.exchange.report.appointment import appointment_page
from backend.exchange.report.gather import ROOMS, gather
from backend.guidance.decided_since import KEEPS_OFF
from backend.records.actions import record_one
from backend.tracking.assessment import reassess
from tests.dashboard.load_histories import HISTORIES, as_replay, tell

LIST = "/api/v1/dashboard/worklist"
BY = Actor(role="clinician", name="Sofia")
PULLED = Path(__file__).parents[1] / "vectors" / "load" / "histories.json"
WORDS = {"FWB": "full weight", "TTWB": "toe touch", "PWB": "partial weight"}


def say(patient, back, kind, hour=8, **fields):
    at = datetime.now(UTC).replace(hour=0, minute=0, second=hour) - timedelta(days=back)
    return record_one(
        patient=patient, by=BY, kind=kind, recorded_at=at.isoformat(), date=at.date().isoformat(), **fields
    )


def pulled(phone, patient):
    """What Today needs of one pull; days as offsets and ids by their order, so that it is the same on every day."""
    changes = phone.get(f"/api/v1/sync/pull?patient={patient.pk}&after=0&limit=1000").json()["changes"]
    profile = next(one["profile"] for one in changes if one["type"] == "profile")
    kept = {
        name: profile[name] for name in ("load", "load_terms", "episodes", "body_weight", "pregnancy", "settings")
    }
    rows = [one["record"] for one in changes if one["type"] == "record"]
    fields = (
        "id",
        "subject",
        "finding",
        "urgency",
        "audience",
        "side",
        "site",
        "state",
        "opened_on",
        "opened_at",
        "load_decided_since",
        "evidence",
    )
    findings = [
        {name: one["finding"][name] for name in fields}
        | {"text": {"seen": one["finding"]["text"]["seen"], "do": "", "why": ""}}
        for one in changes
        if one["type"] == "finding" and one["finding"]["state"] in ("open", "acknowledged")
    ]
    today = datetime.now(UTC).date()
    names: dict[str, str] = {}

    def plain(value):
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        if not isinstance(value, str):
            return value
        if re.fullmatch(r"[0-9a-f]{8}-[0-9a-f-]{27}", value):
            return names.setdefault(value, f"id{len(names)}")
        if found := re.fullmatch(r"(\d{4}-\d{2}-\d{2})(T.*)?", value):
            back = (today - datetime.fromisoformat(found[1]).date()).days
            return f"day-{back}{'T' + found[2][1:9] + 'Z' if found[2] else ''}"
        return value

    said = ("id", "kind", "date", "recorded_at", "side", "site", "status", "percent", "limit_kg", "kg", "aid", "intensity",
            "direction", "basis", "body_weight_kg", "body_weight_on", "modality", "result", "years_ago")  # fmt: skip
    return {
        "records": [{name: plain(row[name]) for name in said if row.get(name) is not None} for row in rows],
        "profile": plain(kept),
        "findings": plain(findings),
    }


def same_as_today_is_tested_with(history, said):
    """What the tests of Today (frontend/tests/load-histories.test.tsx) take the server's answer for."""
    expect = {"left": history.left, "right": history.right}
    expect |= {"undecided": sorted(history.undecided), "held": sorted(history.held)}
    kept = json.loads(PULLED.read_text(encoding="utf-8"))
    if os.environ.get("TOH_WRITE_VECTORS"):
        kept[history.name] = said | {"expect": expect}
        lines = (f"{json.dumps(name)}: {json.dumps(one, ensure_ascii=False)}" for name, one in kept.items())
        PULLED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    assert kept.get(history.name) == said | {"expect": expect}, "run this file once with TOH_WRITE_VECTORS=1"


def everywhere(patient, client_of, sofia):
    """What each place says of the load."""
    reassess(patient.pk)
    desk = client_of(sofia)
    profile = client_of(patient).get(f"/api/v1/patients/{patient.pk}").json()
    row = next(one for one in desk.get(LIST).json()["rows"] if one["patient"]["id"] == str(patient.pk))
    course = desk.get(f"/api/v1/dashboard/patients/{patient.pk}/course").json()
    sheet = desk.get("/api/v1/dashboard/worklist.csv").content.decode()
    plans = [one["resource"] for one in bundle_of(patient)["entry"] if one["resource"]["resourceType"] == "CarePlan"]
    papers = {
        reader: gather(patient, reader=reader, language="en", room=ROOMS[0]) for reader in ("doctor", "patient")
    }
    assert appointment_page(patient, language="en")["loads"] == papers["patient"]["loads"]
    pdf = {reader: {one["side"]: one for one in paper["loads"]} for reader, paper in papers.items()}
    return profile, row, course, sheet, plans, pdf


def days_in_force(history, patient, desk, plans):
    """The course's own sheet of loads, and the care plans: what is in force and its kilograms; what ended, of which episode."""
    text = desk.get(f"/api/v1/patients/{patient.pk}/course.csv?kind=loads").content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    active = [one["activity"][0]["detail"] for one in plans if one["status"] == "active"]
    for side in ("left", "right"):
        wanted = getattr(history, side)
        now = [one for one in lines if one["side"] == side and one["in_force"] == "true"]
        assert [(one["status"], one["kg_today (kg)"], one["until"]) for one in now] == (
            [(wanted["status"], str(wanted.get("kg", "")), "")] if wanted else []
        )
        if wanted and "kg" in wanted:
            assert [f"{wanted['kg']} kg" in one["description"] for one in active] == [True]
        ended = [
            (one["status"], one["end"])
            for one in lines
            if one["side"] == side and one["of_earlier_episode"] == "true"
        ]
        assert ended[-1:] == ([history.ended[side]] if side in history.ended else [])
    noted = [one for one in plans if any("earlier episode" in note["text"] for note in one.get("note", []))]
    assert len(noted) == len({one["record"] for one in lines if one["of_earlier_episode"] == "true"})
    assert {one["status"] for one in noted} <= {"completed"}


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.name)
def test_every_place_says_the_same(cast, client_of, history):
    maria = cast.maria
    tell(maria, history)
    profile, row, course, sheet, plans, pdf = everywhere(maria, client_of, cast.sofia)
    for load in (profile["load"], row["load"], course["profile"]["load"]):
        for side in ("left", "right"):
            wanted, said = getattr(history, side), load[side]
            assert (said is None) == (wanted is None), (side, said)
            assert {name: said[name] for name in wanted or ()} == (wanted or {})
            last = [(one["status"], one["why"]) for one in load["ended"][side]][-1:]
            assert last == ([history.ended[side]] if side in history.ended else [])
    in_force = {name["status"] for name in (history.left, history.right) if name}
    assert ("active" in {plan["status"] for plan in plans}) == bool(in_force)
    days_in_force(history, maria, client_of(cast.sofia), plans)
    settled = {}
    for one in client_of(maria).get(f"/api/v1/patients/{maria.pk}/findings").json():
        if one["state"] in ("open", "acknowledged"):
            settled[one["finding"]] = one["load_decided_since"]
            assert ("Since then it was decided" in one["text"]["seen"]) == one["load_decided_since"]
            if one["load_decided_since"]:
                assert "eep weight off" not in one["text"]["do"]
    assert {name for name, said in settled.items() if said} == history.settled
    (line,) = [line for line in csv.DictReader(io.StringIO(sheet)) if maria.name in line.values()]
    for side in ("left", "right"):
        wanted = getattr(history, side)
        assert (course["next_step"][side] is None) == (wanted is None or wanted["status"] == "FWB")
        cell = line[f"load_{side}"]
        assert cell == (wanted["status"] if wanted else "")
        assert line[f"load_{side}_kg (kg)"] == str((wanted or {}).get("kg", ""))
        for reader in ("doctor", "patient"):
            paper = pdf[reader].get(side)
            if side in history.undecided:
                assert paper["status"] == ""
                assert ("keep weight off" if reader == "patient" else "nothing decided since") in paper["none"]
            elif reader == "patient" and side in history.held:
                assert "(NWB)" in paper["status"]
                assert f"Decided before: {WORDS[wanted['status']]}" in paper["by"]
            elif wanted:
                assert f"({wanted['status']})" in paper["status"]
                assert f"{wanted.get('kg', '')} kg" in paper["status"] or "kg" not in wanted
    same_as_today_is_tested_with(history, pulled(client_of(maria), maria))
    if history.undecided:
        (side,) = history.undecided
        assert WORDS[history.ended[side][0]] in pdf["doctor"][side]["none"]
        assert "earlier episode" in pdf["doctor"][side]["none"]


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.name)
def test_replay_counts_and_compares_with_what_is_in_force(db, history):
    result = run(read(as_replay(history)))
    found = set(result["open_at_end"])
    assert history.opens <= found, found
    assert not history.never & found, found
    for day in result["days"]:
        for one in day["opened"]:
            if one["finding"] in ("weight-bearing-undecided", "pain-returned", "opposite-hip-pain"):
                assert "eep weight off" in one["patient_text"]


@pytest.mark.parametrize(
    ("percent", "signed", "later", "kg", "weigh"),
    [
        (30, 70.4, None, 21, False),
        (33, 69.9, None, 23, False),
        (30, 70.4, 80, 21, False),
        (30, 70.4, 60, 18, False),
        (30, None, None, None, True),
        (30, None, 70.4, 21, False),
        (25, 82.3, None, 20, False),
        (45, 63.3, 71, 28, False),
        (45, 63.3, 55.5, 24, False),
        (12.5, 103.9, 104, 12, False),
    ],
)
def test_kilograms(cast, client_of, percent, signed, later, kg, weigh):
    if signed:
        say(cast.maria, 9, "body_weight", kg=signed)
    say(cast.maria, 8, "prescription", side="left", status="PWB", percent=percent)
    if later:
        say(cast.maria, 2, "body_weight", kg=later)
    load = everywhere(cast.maria, client_of, cast.sofia)[0]["load"]["left"]
    assert (load["kg"], load["weigh"]) == (kg, weigh)


@pytest.mark.parametrize(("back", "weigh"), [(89, False), (90, True), (400, True)])
def test_a_weight_that_is_too_old_asks_and_keeps_the_kilograms(cast, client_of, back, weigh):
    say(cast.maria, back, "body_weight", kg=58.7)
    say(cast.maria, 3, "prescription", side="left", status="PWB", percent=40)
    load = everywhere(cast.maria, client_of, cast.sofia)[0]["load"]["left"]
    assert (load["kg"], load["weigh"]) == (23, weigh)


def test_an_old_weight_asks_sooner_in_pregnancy(cast, client_of):
    say(cast.maria, 40, "body_weight", kg=70.4)
    say(cast.maria, 39, "prescription", side="left", status="PWB", percent=30)
    assert everywhere(cast.maria, client_of, cast.sofia)[0]["load"]["left"]["weigh"] is False
    say(cast.maria, 3, "pregnancy", gestation_week=20)
    load = everywhere(cast.maria, client_of, cast.sofia)[0]["load"]["left"]
    assert (load["kg"], load["weigh"]) == (21, True)


def test_a_weight_that_is_told_later_for_an_earlier_day_raises_nothing(cast, client_of):
    say(cast.maria, 9, "body_weight", kg=70.4)
    row = say(cast.maria, 8, "prescription", side="left", status="PWB", percent=30)
    assert (row.data["body_weight_kg"], row.data["body_weight_on"]) == (
        70.4,
        (row.day - timedelta(days=1)).isoformat(),
    )
    say(cast.maria, 8, "body_weight", hour=1, kg=120)
    assert everywhere(cast.maria, client_of, cast.sofia)[0]["load"]["left"]["kg"] == 21


def test_a_ceiling_of_the_clinic_is_signed_and_does_not_rise_afterwards(cast, client_of):
    clinic = cast.maria.clinic
    clinic.thresholds = {"ttwb_ceiling_kg": 10}
    clinic.save()
    say(cast.maria, 8, "prescription", side="left", status="TTWB")
    clinic.thresholds = {"ttwb_ceiling_kg": 15}
    clinic.save()
    load = everywhere(cast.maria, client_of, cast.sofia)[0]["load"]["left"]
    assert (load["ceiling_kg"], load["kg"]) == (10, 10)


def practised_too_hard(patient):
    say(patient, 9, "body_weight", kg=70.4)
    say(patient, 8, "prescription", side="left", status="PWB", percent=30)
    for back in (3, 2, 1):
        say(patient, back, "scale_practice", side="left", readings_kg=[26.5])


def test_the_patients_paper_says_no_more_than_an_open_finding_allows(cast, client_of):
    maria = cast.maria
    practised_too_hard(maria)
    say(maria, 1, "weight_bearing", side="left", status="UNABLE")
    *_, pdf = everywhere(maria, client_of, cast.sofia)
    assert pdf["patient"]["left"]["status"] == "no weight (NWB)"
    assert pdf["patient"]["left"]["by"].startswith("Less for now. ")
    assert pdf["patient"]["left"]["by"].endswith("Decided before: partial weight (PWB), 21 kg (30 %).")
    assert pdf["doctor"]["left"]["status"] == "partial weight (PWB), 21 kg (30 %)"
    assert gather(maria, reader="patient", language="en", room=ROOMS[0])["practice"] == []
    say(maria, 0, "prescription", hour=20, side="left", status="TTWB", aid="two_crutches", reason="seen today")
    *_, pdf = everywhere(maria, client_of, cast.sofia)
    assert "(TTWB)" in pdf["patient"]["left"]["status"]


def test_practice_on_paper_stands_beside_the_limit_of_its_own_day(cast):
    """Practised at 21 kg, lowered to 15 kg since; and what was practised in the earlier episode."""
    maria = cast.maria
    say(maria, 9, "body_weight", kg=70.4)
    say(maria, 8, "prescription", side="left", status="PWB", percent=30)
    say(maria, 3, "scale_practice", side="left", readings_kg=[20])
    say(maria, 1, "prescription", side="left", status="PWB", limit_kg=15)
    say(maria, 1, "prescription", side="right", status="PWB", limit_kg=15)

    def line():
        reassess(maria.pk)
        (said,) = gather(maria, reader="doctor", language="en", room=ROOMS[0])["practice"]
        return said

    assert "readings: 1; last day 20 kg, limit 21 kg" in line()
    say(maria, 0, "scale_practice", side="left", readings_kg=[14])
    assert "last day 14 kg, limit 15 kg" in line()


def test_after_a_rise_that_hurt_the_patients_paper_goes_back_one_order(cast, client_of):
    maria = cast.maria
    say(maria, 40, "diagnosis", site="hip", side="left", basis="mri")
    say(maria, 39, "body_weight", kg=70.4)
    say(maria, 30, "prescription", side="left", status="PWB", percent=30, aid="two_crutches")
    say(maria, 8, "prescription", side="left", status="WBAT", aid="one_crutch")
    for back, score in ((20, 2), (19, 2), (18, 2), (12, 2), (11, 2), (10, 2), (3, 6), (2, 6), (1, 6), (0, 6)):
        say(maria, back, "pain", site="hip", side="left", intensity=score)
    say(maria, 5, "body_weight", kg=60)
    *_, pdf = everywhere(maria, client_of, cast.sofia)
    assert pdf["patient"]["left"]["status"] == "partial weight (PWB), 18 kg (30 %)"
    assert pdf["patient"]["left"]["aid"] == "two crutches"
    assert "as tolerated" in pdf["patient"]["left"]["by"]


def test_the_phone_and_the_paper_keep_load_off_for_the_same_findings():
    text = Path(settings.BASE_DIR, "frontend/src/domain/allowed.ts").read_text(encoding="utf-8")
    (listed,) = re.findall(r"const OFF = new Set\(\[(.*?)\]\)", text, re.DOTALL)
    assert set(re.findall(r'"([\w-]+)"', listed)) == KEEPS_OFF


def test_who_reads_pounds_is_told_pounds_that_weigh_no_more(cast, client_of):
    maria = cast.maria
    practised_too_hard(maria)
    say(maria, 1, "setting", weight_unit="lb")
    *_, pdf = everywhere(maria, client_of, cast.sofia)
    assert pdf["patient"]["left"]["status"] == "partial weight (PWB), 21 kg (30 %) · 46 lb"
    assert pdf["doctor"]["left"]["status"] == "partial weight (PWB), 21 kg (30 %)"
    address = f"/api/v1/patients/{maria.pk}/findings"

    def seen(user):
        rows = client_of(user).get(address).json()
        return next(row["text"]["seen"] for row in rows if row["finding"] == "practice-above-limit")

    assert seen(maria) == "On your last 3 days of practice the scale showed about 58 lb. Your limit is 46 lb."
    assert "median of the last 3 days 26.5 kg, limit 21 kg" in seen(cast.sofia)
    say(maria, 0, "setting", weight_unit="kg")
    assert "about 26.5 kg. Your limit is 21 kg." in seen(maria)


def test_the_signed_plan_is_proposed_before_the_ladder(cast, client_of):
    plan = [{"status": "PWB", "limit_kg": 20, "aid": "one_crutch"}, {"status": "WBAT"}]
    say(cast.maria, 8, "prescription", side="left", status="PWB", limit_kg=20, aid="two_crutches", plan=plan)
    say(cast.maria, 8, "prescription", side="right", status="PWB", limit_kg=20)
    course = everywhere(cast.maria, client_of, cast.sofia)[2]
    assert course["next_step"] == {"left": "PWB", "right": "WBAT"}


def test_a_retry_of_a_signed_prescription_is_the_same_one(cast, client_of, entry):
    item = entry("prescription", side="left", status="PWB", percent=30)
    address = f"/api/v1/patients/{cast.maria.pk}/records"
    desk = client_of(cast.sofia)
    first = desk.post(address, item, format="json")
    say(cast.maria, 0, "body_weight", kg=70.4)
    again = desk.post(address, item, format="json")
    assert (first.status_code, again.status_code // 100) == (201, 2)
    assert again.json()["id"] == first.json()["id"]


# Where a prescription is read for another reason than to say what is in force.
MAY_READ = {
    "backend/dashboard/overview.py": "counts days to the first full load",
    "backend/dashboard/course.py": "gives the records themselves",
    "backend/exchange/report/appointment.py": "lists those signed since the last visit, in force or not",
    "backend/exchange/report/gather.py": "lists every prescription, in force or not",
    "backend/exchange/report/loads.py": "looks the answer's records up",
    "backend/exchange/fhir/export.py": "writes every prescription, in force or not",
    "backend/exchange/fhir/own.py": "names fields",
    "backend/exchange/fhir/patient_summary.py": "takes the care plans that are active, and the report's line of each leg",
    "backend/exchange/fhir/names.py": "names the kinds and their resources",
    "backend/exchange/demo/cast.py": "invents histories",
    "backend/exchange/management/commands/demo.py": "invents histories",
    "backend/records/decisions.py": "asks which step came before when one is signed",
    "backend/records/log/signing.py": "adds what is known at signing",
    "backend/records/kinds/prescription.py": "is the kind",
    "frontend/src/domain/records.ts": "is the kind",
    "frontend/src/kinds/prescription.ts": "says one in a line",
    "frontend/src/domain/rules/day-order.ts": "orders a day's statements",
    "frontend/src/domain/rules/walker.ts": "is the phone's copy of the rules",
    "frontend/src/features/desk/acts.tsx": "opens a form",
    "frontend/src/features/desk/course-page.tsx": "opens a form",
    "frontend/src/features/desk/patient-panel.tsx": "opens a form",
    "frontend/src/features/desk/prescribe.tsx": "is the form",
    "frontend/src/features/desk/say-change.ts": "says what was signed meanwhile",
    "frontend/src/features/plan/plan.tsx": "names who signed; asks domain/allowed",
    "frontend/src/features/today/data.ts": "hands them to domain/allowed",
    "frontend/src/ui/allowed-loads.ts": "hands them to domain/allowed",
}
# The kind's name in quotes, or its constant: nobody reaches a prescription without one of them.
NAMES_THE_KIND = re.compile(r"""["'`]prescription["'`]|\bPRESCRIPTIONS?\b""")


def places_that_read(root):
    """Every file of the server and of the front end that names the kind; the rules themselves may."""
    files = [*Path(root, "backend").rglob("*.py"), *Path(root, "frontend", "src").rglob("*.ts*")]
    found = {path.relative_to(root) for path in files if NAMES_THE_KIND.search(path.read_text(encoding="utf-8"))}
    return {path.as_posix() for path in found if not {"guidance", "generated", "api", "paraglide"} & set(path.parts)}


def test_nowhere_else_is_it_worked_out_which_load_is_in_force():
    assert places_that_read(settings.BASE_DIR) - set(MAY_READ) == set()


PLANTED = {
    "backend/dashboard/latest.py": 'load = Record.objects.current().filter(kind="prescription").order_by("day").last()',
    "backend/exchange/short.py": "rows = rows.of_kind('prescription')[:1]",
    "backend/reminders/load.py": "last = facts.of(PRESCRIPTION)[-1]",
    "frontend/src/ui/newest-load.ts": 'const load = (await currentOfKind(db, "prescription")).at(-1);',
    "frontend/src/features/today/load.tsx": "const load = rows.findLast((row) => row.kind === `prescription`);",
}


def test_a_second_place_is_found(tmp_path):
    for name, text in PLANTED.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    assert places_that_read(tmp_path) == set(PLANTED)
