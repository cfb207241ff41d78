"""What is said and what is not: denial, doubt, the past, others, fears; codes first, words second."""

import re

import pytest

from backend.exchange.fhir.medicines import class_of
from backend.exchange.fhir.stated import how
from backend.records.models import Record

pytestmark = pytest.mark.django_db
FRACTURE = re.compile(r"\bfracture\b|\w*fraktur\b", re.I)
ICD_GM, ICD_CM = "http://fhir.de/CodeSystem/bfarm/icd-10-gm", "http://hl7.org/fhir/sid/icd-10-cm"


@pytest.fixture
def case(shared):
    folder = shared / "cases" / "exchange"
    if not folder.is_dir():
        pytest.skip("the shared folder has no cases of exchange")
    return lambda name: sorted(folder.glob(name))


def kinds():
    return sorted(Record.objects.current().values_list("kind", flat=True))


def standing(kind):
    return [row.data for row in Record.objects.current().filter(kind=kind).order_by("day", "recorded_at", "pk")]


def condition(text=None, *codings, **more):
    code = ({"text": text} if text else {}) | ({"coding": list(codings)} if codings else {})
    return {
        "resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/p"}, "code": code, "recordedDate": "2026-03-01",
    } | more  # fmt: skip


def icd(system, code, **extension):
    made = {"system": system, "code": code}
    if extension:
        made["extension"] = [{"url": f"http://fhir.de/StructureDefinition/{name}", "valueCoding": {"code": value}}
                             for name, value in extension.items()]  # fmt: skip
    return made


@pytest.mark.parametrize(
    "text",
    [
        "No fracture of the hip", "Fracture of hip ruled out", "Fracture: no", "No evidence of fracture", "No sign of hip fracture",
        "no dislocation, fracture or effusion", "Patient denies fracture", "Fracture not seen", "Fall without fracture",
        "Keine Fraktur der Hüfte links", "Ausschluss Schenkelhalsfraktur", "Schenkelhalsfraktur ausgeschlossen", "Kein Nachweis einer Fraktur",
        "Suspected hip fracture", "Possible fracture of the femur", "Hip fracture?", "? fracture", "r/o fracture", "Rule out hip fracture",
        "V.a. Schenkelhalsfraktur", "V. a. Fraktur", "Verdacht auf Fraktur", "Fraktur fraglich",
        "History of hip fracture", "Old fracture of the femur", "S/p fracture of left hip", "Z.n. Oberschenkelfraktur rechts 2010",
        "Zustand nach Schenkelhalsfraktur", "Healed fracture of femur", "Fraktur, verheilt",
        "Family history of hip fracture", "Mother had a hip fracture", "Familienanamnese: Schenkelhalsfraktur",
        "Fear of hip fracture", "At risk of fracture", "Fracture risk", "Angst vor Fraktur", "Frakturrisiko", "Prevention of hip fracture",
        "Aftercare for hip fracture", "Follow-up of hip fracture", "Nachsorge nach Schenkelhalsfraktur", "Sequelae of fracture of femur",
    ],
)  # fmt: skip
def test_words_that_make_no_fracture(run, file, text):
    done = run(file(condition(text)))
    assert (done.status, kinds(), len(done.ignored)) == (0, [], 1)


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Fracture of left hip", "hip"), ("Schenkelhalsfraktur links", "femoral_neck"), ("Stress fracture of left femoral neck", "femoral_neck"),
        ("Fracture of the femur without dislocation", "femur"), ("Femur fracture, left; no osteoporosis", "femur"),
    ],
)  # fmt: skip
def test_words_that_do(run, file, text, site):
    assert run(file(condition(text))).status == 0
    assert [one["site"] for one in standing("fracture")] == [site]


def test_one_simple_statement_among_doubts_is_seen():
    assert how("fracture", FRACTURE) is None
    assert how("no fracture of the hip; fracture of the wrist", FRACTURE) is None


def test_the_german_cases(run, case):
    done = run(*case("22-*"))
    assert (done.status, kinds(), sum(one["count"] for one in done.ignored)) == (0, [], 7)


@pytest.mark.parametrize(("sure", "there"), [("G", 1), ("A", 0), ("V", 0), ("Z", 0)])
def test_the_certainty_of_icd_10_gm(run, file, sure, there):
    coding = icd(ICD_GM, "S72.00", **{"icd-10-gm-diagnosesicherheit": sure, "seitenlokalisation": "L"})
    run(file(condition(None, coding)))
    assert standing("fracture") == [{"site": "femoral_neck", "side": "left"}][:there]


@pytest.mark.parametrize(
    ("coding", "kind", "data"),
    [
        (icd(ICD_CM, "S72.002A"), "fracture", {"site": "femoral_neck", "side": "left"}),
        (icd(ICD_CM, "M87.051"), "avascular_necrosis", {"side": "right"}),
        (icd(ICD_CM, "Z3A.30"), "pregnancy", {"gestation_week": 30}), (icd(ICD_GM, "Z34"), "pregnancy", {}),
        (icd(ICD_GM, "O03.9"), "pregnancy", {"ended": True}), (icd(ICD_CM, "O80"), "delivery", {}),
        (icd(ICD_CM, "Z87.310"), "risk_factor", {"name": "previous_fragility_fracture"}),
        (icd(ICD_GM, "E03.9"), "risk_factor", {"name": "hypothyroidism"}),
    ],
)  # fmt: skip
def test_codes_alone(run, file, coding, kind, data):
    assert run(file(condition(None, coding))).status == 0
    assert standing(kind) == [data]


@pytest.mark.parametrize(
    "coding", [icd(ICD_CM, "S72.002D"), icd(ICD_CM, "S72.002S"), icd(ICD_GM, "Z3A.30"), icd(ICD_GM, "O09.4"), icd(ICD_CM, "O07.4"),
               icd(ICD_CM, "M87.050"), icd(ICD_CM, "Z33.2"), {"system": "http://snomed.info/sct", "code": "404684003"}],
)  # fmt: skip
def test_codes_that_say_something_else(run, file, coding):
    run(file(condition(None, coding)))
    assert [kind for kind in kinds() if kind in ("fracture", "avascular_necrosis", "delivery")] == []
    assert not any(one.get("gestation_week") or one.get("ended") for one in standing("pregnancy"))


@pytest.mark.parametrize("status", ["refuted", "entered-in-error", "unconfirmed", "provisional", "differential"])
def test_what_is_not_verified(run, file, status):
    run(file(condition("Fracture of left hip", verificationStatus={"coding": [{"code": status}]})))
    assert kinds() == []


def test_medicines_of_every_form(run, case):
    done = run(*case("24-*"))
    by_name = {one["name"]: one["class"] for one in standing("medicine")}
    assert by_name.pop("Denosumab 60 mg") in ("denosumab", "other")
    assert by_name == {
        "M05BA04": "bisphosphonate", "904419": "bisphosphonate", "Zoledronsäure 5 mg": "bisphosphonate",
        "Ibandronsaeure": "bisphosphonate", "Alendronat": "bisphosphonate", "Novalgin": "analgesic", "Voltaren": "nsaid", "Advil": "nsaid",
    }  # fmt: skip
    # A package number without a name is of no public list.
    assert done.refusals == [
        ("MedicationStatement/m3", "MedicationStatement.medicationCodeableConcept.coding[0].code")
    ]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("calcium carbonate 500 MG", "calcium"), ("Calcium 600 mg", "calcium"), ("rosuvastatin calcium", None), ("Calcium folinate", None),
        ("calcium channel blocker", None), ("technetium Tc-99m medronate", None), ("oxidronate", None), ("Prolia 60 mg", ("denosumab")),
        ("iloprost", "prostacyclin"), ("dexibuprofen", "nsaid"),
    ],
)  # fmt: skip
def test_names_of_medicines(name, found):
    assert class_of(name) == found


@pytest.mark.parametrize(
    ("fields", "there"),
    [
        ({"medicationCodeableConcept": {"text": "Prednisolon 5 mg Tablette"}}, True),
        ({"medicationCodeableConcept": {"text": "Prednisolon Augentropfen"}}, False),
        ({"medicationCodeableConcept": {"text": "Prednisolon Salbe"}}, False),
        ({"medicationCodeableConcept": {"coding": [{"system": "http://www.whocc.no/atc", "code": "D07AA02"}]}}, False),
        ({"medicationCodeableConcept": {"coding": [{"system": "http://www.whocc.no/atc", "code": "H02AB06"}]}}, True),
        ({"medicationCodeableConcept": {"text": "Budesonide"}, "dosage": [{"route": {"coding": [{"system": "http://snomed.info/sct", "code": "46713006"}]}}]}, False),
        ({"medicationCodeableConcept": {"text": "Salmon calcitonin nasal spray"}}, True),
    ],
)  # fmt: skip
def test_the_route_counts(run, file, fields, there):
    medicine = {"resourceType": "MedicationStatement", "id": "m", "status": "active", "subject": {"reference": "Patient/p"},
                "effectivePeriod": {"start": "2026-03-01"}}  # fmt: skip
    run(file(medicine | fields))
    assert bool(kinds()) == there


def test_components_are_read(run, case):
    run(*case("10-*"))
    assert standing("pain") == [{"site": "hip", "side": "left", "intensity": 8}]
    assert standing("lab") == [{"test": "vitamin_d_25oh", "value": 11, "unit": "ng/mL"}]


def test_results_within_a_report_are_read(run, case):
    done = run(*case("09-*"))
    assert done.status == 0
    assert standing("dexa") == [{"site": "total_hip", "side": "left", "bmd": 0.612, "t_score": -2.7}]


def test_the_week_follows_from_each_way_of_saying_it(run, case):
    run(*case("14-*"))
    weeks = [one["gestation_week"] for one in standing("pregnancy") if one]
    assert [round(one, 1) for one in weeks] in ([30.1, 30.1, 30, 30], [30, 30, 30.1, 30.1]) or sorted(
        round(one) for one in weeks
    ) == [30] * 4


def test_pregnancy_in_each_form(run, case):
    done = run(*case("15-*"))
    assert (done.status, len(standing("pregnancy"))) == (0, 5)
    assert [one["which"] for one in done.ignored if "not pregnant" in one["why"]] == [
        ["Observation/p4", "Observation/p5"]
    ]


@pytest.mark.parametrize(
    ("value", "there"),
    [
        ({"valueBoolean": False}, False), ({"valueString": "not pregnant"}, False), ({"valueString": "Nicht schwanger"}, False),
        ({"valueString": "schwanger"}, True), ({"valueString": "Pregnant (22 weeks)"}, True), ({"valueString": "wife is pregnant"}, False),
        ({"valueString": "mother was pregnant"}, False), ({"valueString": "was pregnant in 2019"}, False), ({"valueString": "trying to become pregnant"}, False),
        ({"valueString": "pregnancy test negative"}, False), ({"valueString": "V.a. Schwangerschaft"}, False), ({"valueString": "N"}, False),
    ],
)  # fmt: skip
def test_pregnancy_words(run, file, make, value, there):
    run(file(make("82810-3", **value)))
    assert bool(standing("pregnancy")) == there


def test_a_vertebra_is_not_the_spine(run, case):
    run(*case("23-*"))
    assert standing("dexa") == [{"site": "lumbar_spine", "side": "midline", "t_score": -1.3}]


@pytest.mark.parametrize("site", ["Lumbar vertebra L3", "LWK 2", "second lumbar vertebra", "L2-L4", "L1–L2"])
def test_other_words_for_a_part_of_the_spine(run, file, make, site):
    run(file(make("38267-1", valueQuantity={"value": -2.6, "code": "1"}, bodySite={"text": site})))
    assert kinds() == []


@pytest.mark.parametrize("site", ["Ward's triangle, left", "Left greater trochanter"])
def test_regions_of_the_femur_that_no_rule_goes_by(run, file, make, site):
    run(file(make("80948-3", valueQuantity={"value": -2.6, "code": "1"}, bodySite={"text": site})))
    assert kinds() == []


def test_focus_is_somebody_else(run, case):
    assert run(*case("29-*")).status == 0
    assert kinds() == []


def test_a_pregnancy_ends_with_its_condition_and_its_termination(run, case):
    run(*case("37-*"))
    assert standing("pregnancy") == [{}, {"ended": True}, {"ended": True}]


def test_counselling_ends_nothing(run, file):
    talk = {"resourceType": "Procedure", "id": "x", "status": "completed", "subject": {"reference": "Patient/p"},
            "code": {"text": "Counseling for termination of pregnancy"}, "performedDateTime": "2026-06-20"}  # fmt: skip
    run(file(talk))
    assert kinds() == []


def test_a_long_pregnancy_that_is_over_was_a_birth(run, file):
    run(file(condition("Normal pregnancy", {"system": "http://snomed.info/sct", "code": "72892002"}, onsetDateTime="2025-06-01",
                       abatementDateTime="2026-02-20", clinicalStatus={"coding": [{"code": "resolved"}]})))  # fmt: skip
    assert kinds() == ["delivery", "pregnancy"]


def test_smoking_by_loincs_answers(run, case):
    run(*case("38-*"))
    assert [one["tobacco"] for one in standing("habit")] == [True, True, False, False]
