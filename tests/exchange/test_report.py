"""The report: who may have which, what a machine reads back from the PDF, and that it stays on two pages."""

import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from pypdf import PdfReader

from backend import languages
from backend.core.actor import Actor
from backend.core.models import AuditEvent
from backend.exchange.report.density import density_rows
from backend.exchange.report.render import report_pdf
from backend.exchange.report.words import day_words
from backend.guidance.progress import Progress
from backend.guidance.texts.progress import progress_sentences
from backend.records.actions import record_one
from backend.records.models import Record
from backend.tracking.assessment import reassess
from backend.tracking.models import Finding

BY = Actor(role="clinician", name="Sofia")


def url(patient, rest=""):
    return f"/api/v1/patients/{patient.pk}/report.pdf{rest}"


def record(patient, kind, back=0, **fields):
    at = datetime.now(UTC) - timedelta(days=back)
    return record_one(patient=patient, by=BY, kind=kind, recorded_at=at.isoformat(), **fields)


def some_course(patient):
    record(patient, "diagnosis", 60, site="hip", side="left", basis="mri")
    record(patient, "prescription", 60, side="left", status="NWB", aid="two_crutches")
    record(patient, "imaging", 61, modality="mri", result="marrow_oedema", site="hip", side="left")
    record(patient, "medicine", 50, name="Alendronate Sodium", **{"class": "bisphosphonate"}, action="start")
    record(patient, "note", 5, text="Seems anxious about the stairs", internal=True)
    record(patient, "dexa", 40, site="total_hip", side="left", bmd=0.731, t_score=-1.7, device="Hologic A")
    for back, score in enumerate((6, 6, 6, 3, 3, 3, 3)):
        record(patient, "pain", back, site="hip", side="left", intensity=score)
    reassess(patient.pk)


def read(answer_or_bytes):
    data = answer_or_bytes if isinstance(answer_or_bytes, bytes) else answer_or_bytes.content
    pdf = PdfReader(io.BytesIO(data))
    return pdf, " ".join("\n".join(page.extract_text() for page in pdf.pages).split())


def test_the_doctors_report_says_course_decision_finding_scan_and_source(cast, client_of):
    some_course(cast.maria)
    answer = client_of(cast.sofia).get(url(cast.maria))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "Maria" not in answer["Content-Disposition"]
    pdf, text = read(answer)
    for words in (
        "Maria", "Ponte", "left hip", "no weight (NWB)", "two crutches", "MRI: marrow oedema", "0.731", "−1.7",
        "first scan", "Alendronate Sodium", "Pain is worse", "001 Transient osteoporosis of the hip", "page 1 of",
    ):  # fmt: skip
        assert words in text, words
    assert "anxious" not in text
    assert len(pdf.pages) <= 2
    seen = AuditEvent.objects.get(patient_id=cast.maria.pk, action="read")
    assert (seen.kind, seen.actor_id) == ("report:doctor", cast.sofia.pk)


@pytest.mark.parametrize(
    ("language", "title", "word"), [("en", "My recovery", "toe touch"), ("de", "Mein Verlauf", "Fußkontakt")]
)
def test_it_is_tagged_titled_and_in_its_language(cast, client_of, language, title, word):
    some_course(cast.maria)
    record(cast.maria, "prescription", 1, side="left", status="TTWB")
    pdf, text = read(client_of(cast.maria).get(url(cast.maria, f"?language={language}")))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert "/StructTreeRoot" in root
    assert pdf.metadata.title == f"{title}: Maria"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert word in text
    figures = [str(node.get("/Alt")) for node in walk(root["/StructTreeRoot"]) if node.get("/S") == "/Figure"]
    assert len(figures) == 1
    assert " 7 " in figures[0]


def walk(node):
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, dict):
        yield node
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from walk(kid)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_patients_version_names_no_medicine_and_promises_nothing(cast, client_of, language):
    some_course(cast.maria)
    record(cast.maria, "dexa", 1, site="total_hip", side="left", t_score=-2.6)
    record(cast.maria, "pregnancy", 1, gestation_week=30)
    reassess(cast.maria.pk)
    _, text = read(client_of(cast.maria).get(url(cast.maria, f"?language={language}")))
    low = text.lower()
    for word in ("alendronat", "bisphosphon", "calcitonin", "teriparatid", "nsaid", "nsar", "cleared", "healed", " safe ",
                 "geheilt", "unbedenklich", "t-score", "−2.6", "−2,6"):  # fmt: skip
        assert word not in low, word
    assert not AuditEvent.objects.filter(action="read").exists()


@pytest.mark.parametrize(
    ("reader", "language", "words"),
    [
        (
            "doctor",
            "en",
            "(left): on 2 of the last 28 days; {} (insole): peak 31.5 kg, mean 18 kg, 240 steps, 40 % of",
        ),
        (
            "patient",
            "de",
            "(links): an 2 der letzten 28 Tage; {} (insole): höchster Wert 31,5 kg, Mittelwert 18 kg, 240",
        ),
    ],
)
def test_a_measured_load_is_said_to_be_measured(cast, reader, language, words):
    record(cast.maria, "load_measurement", 30, side="left", peak_kg=99)
    record(cast.maria, "load_measurement", 4, side="left", peak_kg=40)
    newest = record(
        cast.maria, "load_measurement", 1, side="left", device="insole", peak_kg=31.5, mean_kg=18.0, steps=240,
        share_above_limit=0.4,
    )  # fmt: skip
    _, text = read(report_pdf(cast.maria, reader=reader, language=language))
    assert words.format(day_words(newest.day, language)) in text
    assert ("measured" if language == "en" else "gemessene") in text
    assert "reported" not in text
    assert "gemeldet" not in text


def test_a_patient_has_no_doctors_report_and_outsiders_nothing(cast, client_of):
    assert client_of(cast.maria).get(url(cast.maria, "?for=doctor")).status_code == 403
    assert client_of(cast.sofia).get(url(cast.maria, "?for=patient")).status_code == 200
    for who, code in ((None, 401), (cast.otto, 404), (cast.zoe, 404), (cast.ruben, 404), (cast.nina, 404)):
        assert client_of(who).get(url(cast.maria)).status_code == code
    for rest, field in (("?for=press", "for"), ("?language=fr", "language")):
        refused = client_of(cast.sofia).get(url(cast.maria, rest), headers={"accept": "application/pdf"})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, field)


def test_an_empty_record_and_names_of_any_script_are_printed(cast):
    _, text = read(report_pdf(cast.jonas, reader="doctor", language="en"))
    assert "Nothing has been recorded yet" in text
    cast.jonas.name = "王小明 Żółkiewska-Ångström " + "von der Recke " * 9
    some_course(cast.jonas)
    pdf, text = read(report_pdf(cast.jonas, reader="patient", language="de"))
    assert "□□□ Żółkiewska-Ångström" in text
    assert "□ steht für" in text
    assert len(pdf.pages) <= 2


@pytest.mark.parametrize("reader", ["doctor", "patient"])
def test_a_long_history_stays_on_two_pages_and_says_that_there_is_more(cast, reader):
    some_course(cast.maria)
    for back in range(40, 0, -1):
        status = ("NWB", "TTWB")[back % 2]
        record(cast.maria, "prescription", back, side="both", status=status, aid="walker", reason="x" * 300)
        record(cast.maria, "dexa", back, site="lumbar_spine", bmd=0.9 + back / 1000, device="A very long name " * 6)
        record(cast.maria, "imaging", back, modality="xray", result="normal", site="hip", side="right")
        for movement in ("flexion", "extension", "abduction", "adduction", "internal_rotation", "external_rotation"):
            record(cast.maria, "examination", back, side="left", movement=movement, degrees=back)
            record(cast.maria, "examination", back, side="right", movement=movement, degrees=back)
    for number in range(40):
        Finding.objects.create(
            patient=cast.maria, rule="load-above-prescription", rule_version="1", subject=str(number), side="left",
            site="hip", urgency="soon", for_patient=True, for_clinician=True,
            opened_on=datetime.now(UTC).date() - timedelta(days=number), sources=["000", "002"],
            params={"reported": "FWB", "prescribed": "NWB"},
        )  # fmt: skip
    pdf, text = read(report_pdf(cast.maria, reader=reader, language="de"))
    assert len(pdf.pages) <= 2
    assert "weitere" in text
    # 41 of each, of which the youngest are printed: whatever is left out is counted
    left = {int(n) for n in re.findall(r"und (\d+) frühere", text)}
    assert len(re.findall(r"und \d+ frühere", text)) == (3 if reader == "doctor" else 1)
    assert left <= {33, 36, 38}, left
    if reader == "doctor":  # said of the findings, under their table; the names of the sources come after
        assert text.index("weitere", text.index("Befunde")) < text.index("000 Transient osteoporosis")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "Examination: first and last",
                "Flexion, passive",
                "more than the error (13°, Pua 2008)",
                "measured once",
            ],
        ),
        ("de", ["Untersuchung: zuerst und zuletzt", "Beugung, passiv", "mehr als der Messfehler (13°, Pua 2008)"]),
    ],
)
def test_an_examination_is_said_by_first_last_and_error(cast, language, words):
    some_course(cast.maria)
    how = {"movement": "flexion", "mode": "passive", "tool": "goniometer"}
    for side, first, last in (("left", 80, 94), ("right", 110, 120)):
        record(cast.maria, "examination", 50, side=side, degrees=first, **how)
        record(cast.maria, "examination", 2, side=side, degrees=last, **how)
    record(cast.maria, "examination", 2, side="left", muscle="abductors", grade=3.5)
    pdf, text = read(report_pdf(cast.maria, reader="doctor", language=language))
    assert [one for one in words if one not in text] == []
    assert ("within the error" in text) == (language == "en")
    assert len(pdf.pages) <= 2
    assert "Pua 2008" not in read(report_pdf(cast.maria, reader="patient", language=language))[1]


def scan(back, bmd, device="A"):
    day = datetime(2026, 6, 1).date() - timedelta(days=back)
    return SimpleNamespace(
        day=day, counts_at=day, pk=back, data={"site": "total_hip", "side": "left", "bmd": bmd, "device": device}
    )


@pytest.mark.parametrize(
    ("old", "new", "error", "said"),
    [
        (scan(365, 0.700), scan(0, 0.728), 0.01, "+0.028: within the least significant change (0.028)"),
        (scan(365, 0.700), scan(0, 0.729), 0.01, "+0.029: more than the least significant change (0.028)"),
        (scan(365, 0.700), scan(0, 0.600), None, "−0.100: no verdict"),
        (scan(365, 0.700), scan(0, 0.600, "B"), 0.01, "not comparable: another machine"),
        (scan(365, 0.700, None), scan(0, 0.600, None), 0.01, "not comparable: machine not stated"),
        (scan(365, None), scan(0, 0.600), 0.01, "no BMD to compare"),
    ],
)  # fmt: skip
def test_a_change_gets_a_verdict_only_where_one_can_be_had(old, new, error, said):
    rows = density_rows([new, old], {"total_hip": error}, "en")
    assert rows[0]["change"].startswith(said)
    assert rows[1]["change"] == "first scan"


def test_a_record_that_was_corrected_is_printed_once(cast):
    first = record(cast.maria, "dexa", 3, site="lumbar_spine", bmd=0.555)
    record(cast.maria, "dexa", 3, site="lumbar_spine", bmd=0.955, supersedes=str(first.pk))
    assert Record.objects.filter(kind="dexa").count() == 2
    _, text = read(report_pdf(cast.maria, reader="doctor", language="en"))
    assert "0.955" in text
    assert "0.555" not in text


@pytest.mark.parametrize(
    ("reader", "language", "words"),
    [
        ("patient", "en", "Your left hip hurts less than four weeks ago: 3 in the middle of the last 7 days, 6 then (28 of 28 days)."),
        ("patient", "de", "Ihre linke Hüfte schmerzt weniger als vor vier Wochen: 3 in der Mitte der letzten 7 Tage, damals 6 (28 von 28 Tagen)."),
        ("doctor", "en", "Left hip hurts less than four weeks ago: 3 in"),
        ("doctor", "de", "Hüfte links schmerzt weniger als vor vier Wochen: 3 in"),
    ],
)  # fmt: skip
def test_it_says_whether_it_is_getting_better(cast, reader, language, words):
    for back in range(30):
        record(cast.maria, "pain", back, site="groin", side="left", intensity=3 if back < 15 else 6)
    _, text = read(report_pdf(cast.maria, reader=reader, language=language))
    assert words in text


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_sentence_is_said_for_each_answer_as_the_phone_says_it(language):
    """Server and phone have each its own words: the same sentence, with the same gaps, in both."""
    phone = json.loads(Path(f"frontend/messages/{language}.json").read_text(encoding="utf-8"))
    server = languages.table("progress", "sentence")[language]
    for name, key in (
        ("better", "better"), ("worse", "worse"), ("no_clear_change", "unclear"), ("lately_worse", "lately_worse"),
    ):  # fmt: skip
        assert server[name] == phone[f"progress_{key}"]
    assert server["newest_worse"] == phone["progress_newest_worse"]
    few = phone["progress_too_few"][0]["match"]
    assert server["too_few"] == few["plural=*"].replace("{count}", "{missing}")
    assert server["too_few_one"] == few["plural=one"].replace("{count}", "{missing}")
    hips = languages.table("progress", "hip")[language]
    assert hips == {side: phone[f"progress_hip_{side}"] for side in ("left", "right", "unknown")}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"verdict": "too_few", "now": None, "missing": 1}, "Links: zu wenige"),
        ({"verdict": "too_few", "now": None, "lately_worse": True}, "fehlen. Die neuesten Einträge"),
        ({"lately_worse": True}, "aber die neuesten Einträge"),
        ({"now": 3.5}, "Weniger als 2,1 Unterschied"),
    ],
)
def test_what_is_no_clear_answer_is_said_to_be_none(answer, words):
    one = Progress("hip:left", "no_clear_change", 1, 28, 20, 3, 4, 2.068, 0, False)
    [text] = progress_sentences([replace(one, **answer)], "patient", "de")
    assert words.replace("Links", "Ihre linke Hüfte") in text
