"""`replay`: the published cases against their expectations, and the refusals of `bad/`."""

import json
import re
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from backend.exchange.replay.reader import BadHistory, read
from backend.exchange.replay.runner import run
from backend.exchange.replay.text import as_text
from backend.patients.models import Patient

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
OWN = Path(__file__).resolve().parent / "cases"


def _pairs():
    folders = [folder for folder in (CASES, OWN) if folder.is_dir()]
    found = [path for folder in folders for path in sorted(folder.glob("*.expect.json"))]
    return [pytest.param(path, id=path.name.removesuffix(".expect.json")) for path in found]


pytestmark = pytest.mark.django_db
needs_shared = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not beside this checkout")


@cache
def _course(path: Path):
    return run(read(json.loads(path.read_text())))


def course(expectation: Path):
    return _course(expectation.with_name(expectation.name.replace(".expect", "")))


def texts(day, audience):
    words = [finding[f"{audience}_text"] for finding in day["opened"]]
    return words + [reminder["text"] for reminder in day["reminders"] if reminder["to"] == audience]


@pytest.mark.parametrize("path", _pairs())
def test_a_case_replays_to_its_expectations(path):
    want, days = json.loads(path.read_text()), course(path)["days"]
    wrong = []
    for rule in want.get("opened_by", []):
        first = rule.get("not_before", -(10**9))
        if not any(
            found["finding"] in rule["any_of"]
            for day in days
            if first <= day["day"] <= rule["by_day"]
            for found in day["opened"]
        ):
            wrong.append(f"not opened by {rule['by_day']}: {rule['any_of']} ({rule['why']})")
    for rule in want.get("reminded_by", []):
        first = rule.get("not_before", -(10**9))
        if not any(
            sent["reminder"] in rule["any_of"] and rule["to"] in ("any", sent["to"])
            for day in days
            if first <= day["day"] <= rule["by_day"]
            for sent in day["reminders"]
        ):
            wrong.append(f"not reminded by {rule['by_day']}: {rule['any_of']} to {rule['to']} ({rule['why']})")
    for day in days:
        for rule in want.get("never_opened", []):
            if rule["from_day"] <= day["day"] <= rule["to_day"]:
                wrong += [
                    f"opened on {day['day']}: {found['finding']} ({rule['why']})"
                    for found in day["opened"]
                    if found["finding"] == rule["finding"]
                ]
        for rule in want.get("never_reminded", []):
            if rule["from_day"] <= day["day"] <= rule["to_day"]:
                wrong += [
                    f"reminded on {day['day']}: {sent['reminder']} to {sent['to']} ({rule['why']})"
                    for sent in day["reminders"]
                    if sent["reminder"] == rule["reminder"] and rule["to"] in ("any", sent["to"])
                ]
        for rule in want.get("never_text", []):
            if rule["from_day"] <= day["day"] <= rule["to_day"]:
                wrong += [
                    f"said on {day['day']}: {text!r} ({rule['why']})"
                    for text in texts(day, rule["audience"])
                    if re.search(rule["regex"], text)
                ]
    assert not wrong, "\n".join(wrong)


@needs_shared
def test_every_bad_file_is_refused_with_its_index_and_field():
    for case in json.loads((CASES / "bad" / "expected.json").read_text())["cases"]:
        document = json.loads((CASES / "bad" / case["file"]).read_text())
        with pytest.raises(BadHistory) as refused:
            read(document)
        assert refused.value.event == case["event"], case
        assert refused.value.field.split(".")[-1] == case["field"], case
        assert "expected" in refused.value.expected


def history(*events, **header):
    return {
        "format": "toh-replay/1",
        "id": "own",
        "day_zero": "2024-03-04",
        "patient": {"sex": "female", "birth_year": 1980, "timezone": "Europe/Lisbon"},
        "events": list(events),
    } | header


PAIN = {"day": 0, "kind": "pain", "site": "hip", "side": "left", "intensity": 4}


def test_it_leaves_nothing_behind_and_is_the_same_every_time():
    document = history(PAIN, {"day": 9, "kind": "weight_bearing", "side": "left", "status": "UNABLE"})
    first, second = run(read(document)), run(read(document))
    assert json.dumps(first) == json.dumps(second)
    assert not Patient.objects.exists()


@pytest.mark.parametrize(
    ("finding", "first", "second"),
    [
        ("fracture-reported", {"kind": "fracture", "site": "femoral_neck"}, {"kind": "fracture", "site": "femoral_neck"}),
        ("cannot-bear-weight", {"kind": "weight_bearing", "status": "UNABLE"}, {"kind": "weight_bearing", "status": "UNABLE"}),
    ],
)  # fmt: skip
def test_a_word_about_a_finding_is_not_about_a_second_one_that_opens_that_day(finding, first, second):
    """A clinician who acknowledged the left leg's has not seen the right leg's: the patient is told to call again."""

    def told(*days):
        events = [{"day": 3, "side": "left", **first}, {"day": 4, "side": "right", **second}]
        events += [{"day": day, "kind": "acknowledge", "finding": finding} for day in days]
        sent = run(read(history(PAIN, *sorted(events, key=lambda one: one["day"]), until=9)))["days"]
        return [day["day"] for day in sent for one in day["reminders"] if one["reminder"] == "contact-clinician"]

    assert 5 in told(4)
    assert max(told(4, 5), default=0) <= 5, "both were seen on day 5"


@pytest.mark.parametrize(
    ("event", "field"),
    [
        ({"kind": "prescription", "side": "left", "status": "PWB", "review_day": 2.5}, "review_day"),
        ({"kind": "prescription", "side": "left", "status": "PWB", "review_on": "2024-04-01"}, "review_on"),
        ({"kind": "prescription", "status": "PWB"}, "side"),
        ({"kind": "pain", "side": "left"}, "site"),
        ({"kind": "dexa", "site": "lumbar_spine", "side": "left", "t_score": -1}, "side"),
        ({"kind": "setting", "log_reminder_at": "25:00"}, "log_reminder_at"),
        ({"kind": "setting", "ways": ["push", "push"]}, "ways"),
        ({"kind": "setting", "mobile": "0912 345"}, "mobile"),
        ({"kind": "note", "text": "x"}, "kind"),
        ({"kind": "deletion"}, "kind"),
        ({"kind": "questionnaire"}, "kind"),
        ({"kind": "questionnaire_response"}, "kind"),
        ({"kind": "medicine", "name": "\ud800", "class": "other", "action": "start"}, "name"),
        ({"kind": "programme", "weekdays": ["monday"]}, "weekdays"),
        ({"kind": "pregnancy", "gestation_week": 46}, "gestation_week"),
        ({"kind": "lab", "test": "vitamin_d_25oh", "value": 760, "unit": "nmol/L"}, "value"),
        ({"kind": "pain", "site": "hip", "intensity": float("nan")}, "intensity"),
    ],
)
def test_more_bad_input_names_its_field(event, field):
    with pytest.raises(BadHistory) as refused:
        read(history(PAIN, {"day": 1, **event}))
    assert (refused.value.event, refused.value.field) == (1, field)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ({"day_zero": "20240304"}, "day_zero"),
        ({"day_zero": "2024-W10-1"}, "day_zero"),
        ({"day_zero": "2023-02-29"}, "day_zero"),
        ({"id": "\ud800"}, "id"),
        ({"source": "\udfff"}, "source"),
        ({"until": 10**9}, "until"),
        ({"patient": {"sex": "male", "timezone": "localtime"}}, "patient.timezone"),
        ({"patient": {"sex": "male", "timezone": "right/Europe/Lisbon"}}, "patient.timezone"),
    ],
)
def test_a_bad_header_names_its_field(header, field):
    with pytest.raises(BadHistory) as refused:
        read(history(PAIN, **header))
    assert (refused.value.event, refused.value.field) == (None, field)


def test_a_skipped_step_needs_a_reason_in_words():
    decided = {"kind": "prescription", "side": "left", "status": "NWB"}
    skipped = {"day": 20, **decided, "status": "PWB"}
    read(history(PAIN, {"day": 1, **decided}, {**skipped, "reason": "walks without pain"}))
    with pytest.raises(BadHistory) as refused:
        read(history(PAIN, {"day": 1, **decided}, {**skipped, "reason": "  "}))
    assert (refused.value.event, refused.value.field) == (2, "reason")


def test_a_file_is_checked_without_a_database(django_assert_num_queries):
    decided = {"kind": "prescription", "side": "left", "status": "NWB"}
    with django_assert_num_queries(0):
        read(history(PAIN, {"day": 1, **decided}, {"day": 20, **decided, "status": "TTWB"}))
        with pytest.raises(BadHistory) as refused:
            read(history(PAIN, {"day": 1, **decided}, {"day": 20, **decided, "status": "PWB"}))
    assert (refused.value.event, refused.value.field) == (2, "reason")


def test_the_command_prints_and_refuses(tmp_path, capsys):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(history(PAIN)))
    out = StringIO()
    call_command("replay", str(path), stdout=out)
    assert json.loads(out.getvalue())["format"] == "toh-replay-result/1"
    out = StringIO()
    call_command("replay", str(path), "--format", "text", "--language", "de", stdout=out)
    assert "own" in out.getvalue()
    path.write_text(json.dumps(history(PAIN | {"intensity": 11})))
    err = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("replay", str(path), stderr=err)
    assert stopped.value.code == 2
    assert err.getvalue().strip() == "event 0: intensity: expected a number from 0 to 10"


COURSE = (
    {"day": 0, "kind": "pain", "site": "low_back", "side": "left", "intensity": 4.5, "circumstance": "weight_bearing",
     "radiates_to": ["groin"], "daily_life_affected": True, "limp": False},
    {"day": 3, "kind": "diagnosis", "site": "hip", "side": "left", "basis": "mri"},
    {"day": 3, "kind": "prescription", "side": "left", "status": "NWB", "review_day": 30},
    {"day": 3, "kind": "risk_factor", "name": "corticosteroids"},
)  # fmt: skip


def test_the_printed_course_says_what_happened_in_words():
    checked = read(history(*COURSE))
    page = as_text(checked, run(checked)).replace("\n" + " " * 14, " ")
    for said in (
        "woman, born 1980, Europe/Lisbon",
        "Day    0  Mon 4 Mar 2024   [suspected]",
        "told     pain: low back, left, 4.5 of 10, weight bearing, radiates to groin, daily life affected, no limp",
        "Daily life or sleep affected (daily-life-or-sleep-affected, left) — soon, source 001",
        "closed   No decision on weight yet (weight-bearing-undecided) — a prescription was signed",
        "sends    to the patient: Bone density: first scan (dexa-baseline)",
        "review on Wed 3 Apr 2024",
    ):
        assert said in page
    assert "rule:" not in page
    assert "_" not in page


def test_the_printed_course_in_german_has_no_english_word_in_it():
    checked = read(history(*COURSE))
    page = as_text(checked, run(checked, language="de"), "de").replace("\n" + " " * 14, " ")
    for said in (
        "Frau, geboren 1980",
        "Tag    0  Mo 4. März 2024   [Verdacht]",
        "Eintrag  Schmerz: unterer Rücken, links, 4,5 von 10, bei Belastung, strahlt aus: Leiste, Alltag gestört",
        "beendet  Belastung noch nicht entschieden (weight-bearing-undecided) — eine Vorgabe wurde unterschrieben",
        "Risikofaktor: Kortikosteroide",
        "Noch geplant:",
    ):
        assert said in page
    ids = re.compile(r"\([a-z0-9-]+(, links)?\)")
    assert not re.search(r"\b(the|of|told|left|pain|opened|day|none|to)\b", ids.sub("", page).replace("Europe/", ""))


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xfe{}", b"{", b"[" * 100_000, b'{"format":' + b"9" * 5_000 + b"}"],
    ids=["empty", "not UTF-8", "broken", "too deep", "endless number"],
)
def test_what_is_no_json_is_refused_in_one_line(tmp_path, raw):
    path = tmp_path / "case.json"
    path.write_bytes(raw)
    err = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("replay", str(path), stderr=err)
    assert stopped.value.code == 2
    assert err.getvalue().startswith("file: expected JSON in UTF-8")


def test_a_last_day_that_no_calendar_has_is_refused(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(history(PAIN)))
    err = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("replay", str(path), "--until", "9999999", stderr=err)
    assert (stopped.value.code, err.getvalue().split(":")[0]) == (2, "until")
