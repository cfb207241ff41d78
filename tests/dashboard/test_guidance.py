"""The guidance as data: what each person is shown of it, and whose the numbers are."""

import json
import re
from pathlib import Path

import pytest

from backend.core.actor import Actor
from backend.core.models import AuditEvent
from backend.dashboard.guidance import catalogue
from backend.guidance import FINDINGS, REMINDERS, SOURCES, Thresholds
from backend.records.actions import record_one
from backend.tracking.assessment import reassess
from backend.tracking.limits import set_clinic_limits, set_patient_limits
from tests.rules.test_nevers import CLEARED, DRUG

URL = "/api/v1/guidance"
BY = Actor.system("test")
DRINKS = re.compile(r"(?i)drinks?\b|Getränk")


def ids(body):
    return {row["id"] for row in (*body["findings"], *body["reminders"])}


def number(body, name):
    return next(row for row in body["thresholds"] if row["name"] == name)


def known(cast, patient, **pregnancy):
    """The patient, read anew, with what is known of a pregnancy."""
    reassess(patient.pk)
    patient.refresh_from_db()
    patient.summary.pregnancy = {**patient.summary.pregnancy, **pregnancy}
    patient.summary.save(update_fields=["pregnancy"])
    return patient


def test_a_clinician_reads_all_of_it(cast, client_of):
    body = client_of(cast.sofia).get(f"{URL}?language=de").json()
    assert ids(body) == {*FINDINGS, *REMINDERS}
    assert [row["id"] for row in body["sources"]] == list(SOURCES)
    assert len(body["nevers"]) == 13
    assert all(row["title"] and row["do"] and row["why"] for row in body["findings"])


def test_a_patient_reads_what_patients_see_in_their_words(cast, client_of):
    body = client_of(cast.maria).get(URL).json()
    assert body["audience"] == "patient"
    shown = {row["id"] for row in body["findings"]}
    assert shown == {r.id for r in FINDINGS.values() if "patient" in r.audience} - {"alcohol-above-limit"}
    assert "no-recent-entries" not in shown
    assert "T-score" not in json.dumps(body)
    assert not DRUG.search(json.dumps(body, ensure_ascii=False))


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_page_clears_anybody_or_leaves_a_hole(cast, language):
    for audience in ("patient", "clinician"):
        for row in catalogue(language, cast.jonas, audience=audience)["findings"]:
            text = " ".join(row[part] for part in ("title", "seen", "do", "why", "opens_when") if row[part])
            assert not CLEARED.search(text), row["id"]
            assert not re.search(r"[{}]|None\b|  ", text), text


@pytest.mark.parametrize(
    ("pregnancy", "shown"),
    [
        ({"status": "none", "breastfeeding": None, "counts_as_breastfeeding": False}, True),
        ({"status": "unknown"}, False),
        ({"status": "pregnant"}, False),
        ({"status": "postpartum", "breastfeeding": "no"}, False),
        ({"status": "none", "breastfeeding": "unknown"}, False),
        ({"status": "none", "breastfeeding": "yes", "counts_as_breastfeeding": True}, False),
    ],
)
def test_the_allowance_of_alcohol_is_shown_only_where_no_pregnancy_can_be(cast, pregnancy, shown):
    body = catalogue("en", known(cast, cast.maria, **pregnancy), audience="patient")
    assert ("alcohol-above-limit" in ids(body)) is shown
    assert bool(DRINKS.search(json.dumps(body["findings"]) + json.dumps(body["thresholds"]))) is shown


def test_weight_bearing_exercise_is_shown_only_behind_its_gate(cast):
    patient = known(cast, cast.maria)
    assert "weight-bearing-exercise" not in ids(catalogue("en", patient, audience="patient"))
    patient.summary.gates = {**patient.summary.gates, "weight_bearing": True}
    assert "weight-bearing-exercise" in ids(catalogue("en", patient, audience="patient"))


def test_the_numbers_are_those_of_the_patient_and_say_whose_they_are(cast, client_of):
    sofia = Actor(role="clinician", user_id=cast.sofia.pk, name="Sofia")
    ruben = Actor(role="clinician", user_id=cast.ruben.pk, name="Ruben")
    set_clinic_limits(by=ruben, clinic=cast.ponte, wanted={"quiet_days": 5, "returned_points": 4, "relapse_days": 10})
    set_patient_limits(by=sofia, patient=cast.maria, wanted={"returned_points": 5})
    body = client_of(cast.maria).get(URL).json()
    mine, clinics, ours = (number(body, name) for name in ("returned_points", "relapse_days", "worsening_points"))
    assert (mine["value"], mine["default"], mine["set_by"]["who"], mine["set_by"]["name"]) == (
        5, 3, "clinician", "Sofia",
    )  # fmt: skip
    assert (clinics["value"], clinics["set_by"]["who"], clinics["set_by"]["name"]) == (10, "clinic", "Ponte")
    assert (ours["value"], ours["ours"], ours["set_by"]) == (2, True, None)
    rule = next(row for row in body["findings"] if row["id"] == "pain-returned")
    assert "pain of 5 or more" in rule["opens_when"]
    assert "returned_points" in rule["thresholds"]
    german = client_of(cast.sofia).get(f"{URL}?language=de&patient={cast.maria.pk}").json()
    assert "ab 5" in next(row for row in german["findings"] if row["id"] == "pain-returned")["opens_when"]
    assert number(german, "quiet_days")["value"] == 5


def test_without_a_patient_staff_read_the_defaults(cast, client_of):
    set_clinic_limits(by=BY, clinic=cast.ponte, wanted={"quiet_days": 5})
    assert number(client_of(cast.sofia).get(URL).json(), "quiet_days")["value"] == 7


def test_a_clinician_who_reads_a_patients_numbers_stands_in_the_audit(cast, client_of):
    reads = AuditEvent.objects.filter(action="read", kind="guidance", patient_id=cast.maria.pk)
    client_of(cast.maria).get(f"{URL}?patient={cast.maria.pk}")
    assert reads.count() == 0
    client_of(cast.sofia).get(f"{URL}?patient={cast.maria.pk}")
    assert [row.actor_id for row in reads] == [cast.sofia.pk]


def test_an_outsider_learns_nothing(cast, client_of):
    assert client_of(None).get(URL).status_code == 401
    for person in (cast.otto, cast.jonas, cast.nina):
        assert client_of(person).get(f"{URL}?patient={cast.maria.pk}").status_code == 404
    assert client_of(cast.sofia).get(f"{URL}?patient=nobody").status_code == 404
    assert client_of(cast.sofia).get(f"{URL}?language=fr").status_code == 400


def test_every_number_stands_on_a_page_but_the_two_that_only_guess_an_age():
    read = {name for rule in (*FINDINGS.values(), *REMINDERS.values()) for name in rule.limits}
    assert set(Thresholds.__dataclass_fields__) - read == {"child_bearing_from", "child_bearing_to"}
    assert read <= set(Thresholds.__dataclass_fields__)


def test_both_languages_say_the_same_numbers():
    for rule in (*FINDINGS.values(), *REMINDERS.values()):
        words = rule.opens_when if rule.id in FINDINGS else rule.due_when
        braces = [set(re.findall(r"{(\w+)}", words[language])) for language in ("en", "de")]
        assert braces[0] == braces[1], rule.id


# Numbers of the hand-written pages of the app: a threshold in force by default, or a reference of the clinical contract, §7 and §1.
LIMITS = Thresholds()
PAGE_NUMBERS = {
    "learn_bones_1": {f"{LIMITS.calcium_mg:,}", f"{LIMITS.vitamin_d_iu:g}", "1,200", "800", "15", "20"},
    "learn_bones_alcohol": {"1", f"{LIMITS.alcohol_drinks:g}"},
    "learn_exercise_open": {"30"},
    # Malviya 2005, Dabke 2004, Warren and Lehmann 1975, with the place where each was published
    "learn_felt_1": {"25", "25.9", "24.4", "2005", "36", "556"},
    "learn_felt_2": {"23", "21", "35", "2004", "421", "282"},
    "learn_felt_4": {"1975"},
    "learn_scans_1": {str(24 * LIMITS.early_mri_days)},
    "learn_scans_2": {"3", str(LIMITS.early_xray_days // 7)},
    "learn_time_1": {"2", "12", "6"},
    "learn_what_2": {"30", "60", "100"},
}


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_hand_written_pages_say_no_other_number(language):
    path = Path(__file__).resolve().parents[2] / "frontend" / "messages" / f"{language}.json"
    said = {k: v for k, v in json.loads(path.read_text(encoding="utf-8")).items() if k.startswith("learn_")}
    for key, text in said.items():
        numbers = set(re.findall(r"\d+(?:[.,]\d+)*", text))
        if language == "de":
            numbers = {one.translate(str.maketrans(".,", ",.")) for one in numbers}
        assert numbers <= PAGE_NUMBERS.get(key, set()), (key, numbers)
    assert set(PAGE_NUMBERS) <= set(said)


def test_a_finding_of_a_patient_has_its_page(cast, client_of):
    record_one(
        patient=cast.maria,
        by=BY,
        kind="pain",
        recorded_at="2026-01-05T10:00:00Z",
        site="hip",
        side="left",
        intensity=5,
    )
    result = reassess(cast.maria.pk)
    body = client_of(cast.maria).get(URL).json()
    assert {f.id for f in result.findings if "patient" in f.audience} <= ids(body)
