"""The International Patient Summary: a FHIR R4 document for a doctor elsewhere, who knows neither the patient nor this software.

By HL7's implementation guide, version 2.0.0 (profiles `Bundle-uv-ips` and `Composition-uv-ips`). It holds what counts now: the
newest value of each thing, what is in force and what is open. Everything else is in `$everything`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid5

from django.utils.html import escape

from backend.core import clock
from backend.core.ids import new_id
from backend.exchange.fhir import codes
from backend.exchange.fhir.compose import TERMINOLOGY, concept
from backend.exchange.fhir.compose_observations import DATA_ABSENT
from backend.exchange.fhir.export import Audience, resources_of
from backend.exchange.fhir.people import NO_NAME
from backend.exchange.replay.words import entry as in_words
from backend.exchange.report.loads import Reader, load_line, sides_of
from backend.guidance import assess
from backend.languages import chosen, table
from backend.languages.formats import date_in
from backend.patients.models import Patient
from backend.records.models import Record
from backend.tracking.facts import facts_of, thresholds_of
from backend.tracking.models import Finding

PROFILE = "http://hl7.org/fhir/uv/ips/StructureDefinition/"
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
URN = "urn:ietf:rfc:3986"
# Pain of longer ago is history (ours).
PAIN_DAYS = 28
# Sections in the guide's order: our name, LOINC code. The first three have to be there.
SECTIONS = (
    ("problems", "11450-4"), ("allergies", "48765-2"), ("medicines", "10160-0"), ("results", "30954-2"),
    ("procedures", "47519-4"), ("alerts", "104605-1"), ("past_problems", "11348-0"), ("pregnancy", "10162-6"),
    ("plan", "18776-5"), ("social", "29762-2"), ("vital_signs", "8716-3"),
)  # fmt: skip
# Of an empty section that has to be there: nobody was asked, or nothing has been recorded here.
EMPTY = {"problems": "unavailable", "allergies": "notasked", "medicines": "unavailable"}
TITLES = table("summary", "sections")
SAID = table("summary", "said")


@dataclass(frozen=True, slots=True)
class Section:
    """Resources of a section, and the same in words, a line each."""

    resources: Sequence[dict[str, Any]]
    lines: Sequence[str]


def patient_summary(patient: Patient, *, audience: Audience, language: str) -> dict[str, Any]:
    """The document for whom `audience` may see, with its narratives in `language`; references lead into the Bundle."""
    language, now = chosen(language), clock.now()
    found = {one["id"]: one for one in resources_of(patient, audience=audience, language=language)}
    rows = list(Record.objects.current().filter(patient=patient).exclude(kind="note").in_order())
    sections = _sections(patient, rows, found, audience, language, now)
    about, author = _patient(found[str(patient.pk)]), _device(patient)
    keeper = _clinic(patient)
    by = f"urn:uuid:{(keeper or about)['id']}"
    used: dict[str, dict[str, Any]] = {}
    for section in sections.values():
        for one in section.resources:
            used[one["id"]] = _for_others(one, by)
    goals = [found[key] for one in used.values() for key in _goals(one) if key in found]
    composition = _composition(patient, sections, author, keeper, language, now)
    entries = [composition, about, author, *([keeper] if keeper else []), *used.values(), *goals]
    return {
        "resourceType": "Bundle",
        "meta": {"profile": [PROFILE + "Bundle-uv-ips"]},
        "identifier": {"system": URN, "value": f"urn:uuid:{new_id()}"},
        "type": "document",
        "timestamp": now.isoformat(),
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in entries],
    }


# --- What stands in it ------------------------------------------------------------------------------------


def _sections(
    patient: Patient,
    rows: Sequence[Record],
    found: dict[str, dict[str, Any]],
    audience: Audience,
    language: str,
    now: datetime,
) -> dict[str, Section]:
    today = clock.local_day(now, patient.timezone)

    def section(chosen_rows: Iterable[Record]) -> Section:
        kept = [row for row in chosen_rows if str(row.pk) in found]
        return Section(
            [found[str(row.pk)] for row in kept], [_line(row.day, _words(row, language), language) for row in kept]
        )

    def of(*kinds: str) -> list[Record]:
        return [row for row in rows if row.kind in kinds]

    conditions = of("diagnosis", "fracture", "avascular_necrosis", "previous_episode")
    ongoing = [row for row in conditions if _status(found.get(str(row.pk)), "clinicalStatus") == "active"]
    taken = [row for row in of("medicine") if (found.get(str(row.pk)) or {}).get("status") == "active"]
    pains = [row for row in of("pain") if row.day > today - timedelta(days=PAIN_DAYS)]
    results = [
        *_newest(of("dexa"), "site", "side"), *of("imaging"), *_newest(of("lab"), "test"), *_newest(pains, "site", "side")
    ]  # fmt: skip
    # What a finding holds back is on hold, and no plan of today: a resource must not say more than the words beside it.
    plans = [
        row for row in of("prescription", "programme") if (found.get(str(row.pk)) or {}).get("status") == "active"
    ]
    programmes = [_line(row.day, _words(row, language), language) for row in plans if row.kind == "programme"]
    loads = _loads(patient, rows, audience, language, now)
    return {
        "problems": section(ongoing),
        "allergies": Section([], []),
        "medicines": section(taken),
        "results": section(results),
        "procedures": section(of("procedure", "delivery")),
        "alerts": _alerts(found.values(), language),
        "past_problems": section(row for row in conditions if row not in ongoing),
        "pregnancy": section(_newest(of("pregnancy"))),
        "plan": Section([found[str(row.pk)] for row in plans], [*loads, *programmes]),
        "social": section(_newest(of("habit"))),
        "vital_signs": section(_newest(of("body_weight"))),
    }


def _newest(rows: Iterable[Record], *fields: str) -> list[Record]:
    """The last row for each value of `fields`; rows come oldest first."""
    last = {tuple(row.data.get(name) for name in fields): row for row in rows}
    return list(last.values())


def _status(resource: dict[str, Any] | None, name: str) -> str:
    return str(((resource or {}).get(name) or {}).get("coding", [{}])[0].get("code", ""))


def _words(row: Record, language: str) -> str:
    said = in_words(row.kind, {name: value for name, value in row.data.items() if value is not None}, language)
    # Here every diagnosis is of this one disease; elsewhere nobody knows that.
    return f"{SAID[language]['disease']}. {said}" if row.kind in ("diagnosis", "previous_episode") else said


def _line(day: date | str, said: str, language: str) -> str:
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{date_in(day, language)}: {said}"


def _alerts(resources: Collection[dict[str, Any]], language: str) -> Section:
    flags = [one for one in resources if one["resourceType"] == "Flag" and one["status"] == "active"]
    pressing = [one for one in flags if _status({"category": one["category"][0]}, "category") in ("now", "soon")]
    return Section(pressing, [_line(one["period"]["start"], one["code"]["text"], language) for one in pressing])


def _loads(patient: Patient, rows: Sequence[Record], audience: Audience, language: str, now: datetime) -> list[str]:
    """The load of each side, as the report says it."""
    reader: Reader = "doctor" if audience == "clinician" else "patient"
    result = assess(facts_of(patient), now, thresholds_of(patient))
    standing = list(Finding.objects.filter(patient=patient, for_patient=True).standing())
    lines = []
    for side in sides_of(result, reader):
        told = load_line(side, result, rows, reader, language, standing)
        said = [told.get("none") or told["status"], told.get("aid", ""), told["by"], told["words"]]
        lines.append(f"{told['name']}: " + "; ".join(part for part in said if part))
    return lines


# --- How it is said to others -------------------------------------------------------------------------------


def _composition(
    patient: Patient,
    sections: dict[str, Section],
    author: dict[str, Any],
    keeper: dict[str, Any] | None,
    language: str,
    now: datetime,
) -> dict[str, Any]:
    parts = [
        _section(name, code, sections[name], language)
        for name, code in SECTIONS
        if sections[name].lines or sections[name].resources or name in EMPTY
    ]
    out = {
        "resourceType": "Composition",
        "id": str(uuid5(patient.pk, f"summary|{now.isoformat()}")),
        "meta": {"profile": [PROFILE + "Composition-uv-ips"]},
        "language": language,
        "status": "final",
        "type": concept(codes.LOINC, "60591-5", "Patient summary Document"),
        "subject": {"reference": f"urn:uuid:{patient.pk}"},
        "date": now.isoformat(),
        "author": [{"reference": f"urn:uuid:{author['id']}", "display": "TOH Tracker"}],
        "title": SAID[language]["title"].format(day=date_in(clock.local_day(now, patient.timezone), language)),
        "confidentiality": "N",
        "section": parts,
    }
    if keeper:
        out["custodian"] = {"reference": f"urn:uuid:{keeper['id']}"}
    return out


def _section(name: str, code: str, section: Section, language: str) -> dict[str, Any]:
    title, display = TITLES[language][name], TITLES["en"][name]
    lines = section.lines or [SAID[language].get(f"no_{name}", "")]
    out: dict[str, Any] = {
        "title": title,
        "code": concept(codes.LOINC, code, text=display),
        "text": {"status": "generated", "div": narrative(lines, language)},
    }
    if section.resources:
        out["entry"] = [{"reference": f"urn:uuid:{one['id']}"} for one in section.resources]
    elif name in EMPTY:
        out["emptyReason"] = concept(TERMINOLOGY + "list-empty-reason", EMPTY[name])
    return out


def narrative(lines: Iterable[str], language: str) -> str:
    """Lines as FHIR's XHTML: a list, everything in them as text.

    >>> narrative(["2 < 3"], "en")
    '<div xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"><ul><li>2 &lt; 3</li></ul></div>'
    """
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<div xmlns="http://www.w3.org/1999/xhtml" lang="{language}" xml:lang="{language}"><ul>{items}</ul></div>'


def _patient(resource: dict[str, Any]) -> dict[str, Any]:
    """The guide wants a name and a date of birth: what is not known is said to be so."""
    unknown = {"extension": [{"url": ABSENT, "valueCode": "unknown"}]}
    out = dict(resource)
    if not any(one.get("text") not in (None, NO_NAME) for one in out.get("name", [])):
        out["name"] = [{"_text": unknown}]
    if "birthDate" not in out:
        out["_birthDate"] = unknown
    return out


def _device(patient: Patient) -> dict[str, Any]:
    """This software put the document together, and nobody has checked it: the guide calls for a Device as its author."""
    name = [{"name": "TOH Tracker", "type": "user-friendly-name"}]
    return {"resourceType": "Device", "id": str(uuid5(patient.pk, "summary|device")), "deviceName": name}


def _clinic(patient: Patient) -> dict[str, Any] | None:
    clinic = patient.clinic
    if clinic is None:
        return None
    out: dict[str, Any] = {"resourceType": "Organization", "id": str(clinic.pk), "name": clinic.name}
    if clinic.phone:
        out["telecom"] = [{"system": "phone", "value": clinic.phone}]
    return out


def _for_others(resource: dict[str, Any], by: str) -> dict[str, Any]:
    """What the guide's profiles want beyond R4: who performed an observation, and a value or why there is none."""
    if resource["resourceType"] != "Observation":
        return resource
    out = {"performer": [{"reference": by}]} | resource
    said = out.keys() & {"component", "hasMember", "dataAbsentReason"} or any(
        name.startswith("value") for name in out
    )
    return out if said else out | {"dataAbsentReason": concept(DATA_ABSENT, "unknown")}


def _goals(resource: dict[str, Any]) -> list[str]:
    return [goal["reference"].removeprefix("urn:uuid:") for goal in resource.get("goal", ())]
