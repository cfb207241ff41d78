"""Records that are Conditions, Procedures, reports, medicines and plans."""

from datetime import date
from typing import Any, NamedTuple
from uuid import uuid5

from backend.exchange.fhir import codes
from backend.exchange.fhir.compose import (
    SITE_WORDS,
    STATUS_WORDS,
    TERMINOLOGY,
    base,
    body_site,
    concept,
    moment_of,
    place_words,
    quantity,
    without_nothing,
    words,
)
from backend.guidance import Limit
from backend.records.models import Record

MODALITY_WORDS = {"mri": "MRI", "xray": "X-ray", "ct": "CT", "bone_scan": "Bone scan"}
RESULT_WORDS = {
    "normal": "Normal", "marrow_oedema": "Bone marrow edema", "demineralisation": "Demineralisation",
    "fracture": "Fracture", "osteonecrosis_pattern": "Osteonecrosis", "resolved": "Resolved",
}  # fmt: skip
PERIODS = {"day": "d", "week": "wk", "month": "mo"}


def condition_of(row: Record, subject: str, ended: Record | None = None) -> dict[str, Any]:
    """A diagnosis, a fracture, a necrosis or an earlier episode; `ended` is the resolution that closed it."""
    data = row.data
    site, side = data.get("site"), data.get("side")
    over = ended is not None or row.kind == "previous_episode"
    if row.kind == "fracture":
        bone = SITE_WORDS.get(site or "", "" if site in (None, "other") else str(site))
        code = words(f"Fracture of {place_words(bone, side)}".removesuffix(" of "))
        place = None
    elif row.kind == "avascular_necrosis":
        code, place = words(f"Avascular necrosis of {place_words('femoral head', side)}"), None
    else:
        code = concept(codes.OWN_DISORDER, codes.TRANSIENT_OSTEOPOROSIS, text="Transient osteoporosis")
        code["coding"].append({"system": codes.SNOMED, "code": "64859006", "display": "Osteoporosis (disorder)"})
        place = body_site(site, side)
    date = moment_of(row)
    return without_nothing(
        base("Condition", row, subject)
        | {
            "clinicalStatus": concept(TERMINOLOGY + "condition-clinical", "resolved" if over else "active"),
            "verificationStatus": concept(TERMINOLOGY + "condition-ver-status", "confirmed"),
            "code": code,
            "bodySite": [place] if place else None,
            "recordedDate": date,
            "abatementDateTime": moment_of(ended) if ended else date if over else None,
        }
    )


def procedure_of(row: Record, subject: str) -> dict[str, Any]:
    """An operation, or a birth."""
    if row.kind == "delivery":
        code: dict[str, Any] = concept(codes.SNOMED, "66348005", "Childbirth")
        place = None
    else:
        code = words(row.data.get("name") or "Procedure")
        place = body_site(None, row.data.get("side"))
    return without_nothing(
        base("Procedure", row, subject)
        | {
            "status": "completed",
            "code": code,
            "bodySite": [place] if place else None,
            "performedDateTime": moment_of(row),
        }
    )


def report_of(row: Record, subject: str) -> dict[str, Any]:
    """What a picture showed."""
    data = row.data
    place = place_words(data.get("site"), data.get("side"))
    result = RESULT_WORDS.get(data.get("result") or "")
    return without_nothing(
        base("DiagnosticReport", row, subject)
        | {
            "status": "final",
            "category": [concept(TERMINOLOGY + "v2-0074", "RAD")],
            "code": words(MODALITY_WORDS[data["modality"]] + (f" of {place}" if place else "")),
            "effectiveDateTime": moment_of(row),
            "conclusion": data.get("note") or None,
            "conclusionCode": [words(result)] if result else None,
        }
    )


def medication_of(row: Record, subject: str, stop: Record | None = None) -> dict[str, Any]:
    """A course from its start to its `stop`; or the stop of a course whose start is not known."""
    data = row.data
    ends = stop or (row if data.get("action") == "stop" else None)
    every = PERIODS.get(data.get("every") or "")
    period = without_nothing(
        {"start": None if ends is row else moment_of(row), "end": moment_of(ends) if ends else None}
    )
    return without_nothing(
        base("MedicationStatement", row, subject)
        | {
            "status": "stopped" if ends else "active",
            "medicationCodeableConcept": words(data.get("name") or str(data.get("class")).replace("_", " ")),
            "effectivePeriod": period,
            "dosage": [{"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": every}}}] if every else None,
        }
    )


def _plan(row: Record, subject: str, *, in_force: bool) -> dict[str, Any]:
    return base("CarePlan", row, subject) | {
        "status": "active" if in_force else "completed",
        "intent": "plan",
        "category": [concept(codes.OWN_KIND, row.kind, text=row.kind.replace("_", " "))],
        "created": moment_of(row),
        "period": without_nothing({"start": row.day.isoformat(), "end": row.data.get("until_on")}),
    }


def programme_of(row: Record, subject: str, *, in_force: bool) -> dict[str, Any]:
    """An exercise programme."""
    data = row.data
    minutes = f", {data['minutes']:g} minutes" if data.get("minutes") else ""
    repeat = without_nothing(
        {"dayOfWeek": data.get("weekdays") or None, "frequency": 1, "period": 1, "periodUnit": "d"}
    )
    if data.get("weekdays"):
        repeat["periodUnit"] = "wk"
    detail = {
        "status": "in-progress" if in_force else "completed",
        "code": concept(codes.OWN_FIELD + ":exercise", data.get("category") or "other"),
        "scheduledTiming": {"repeat": repeat},
        "description": (data.get("category") or "exercise").replace("_", " ") + minutes,
    }
    return _plan(row, subject, in_force=in_force) | {"activity": [{"detail": detail}]}


class LoadPlan(NamedTuple):
    """What the rules say of a prescription: its kilograms of today while it is in force; else its last day."""

    limit: Limit | None = None
    until: date | None = None
    of_earlier_episode: bool = False
    on_hold: bool = False
    """An open finding asks the reader to keep more weight off than was decided (ADR 0023)."""


def load_plan_of(row: Record, subject: str, rules: LoadPlan) -> list[dict[str, Any]]:
    """A prescription of weight bearing and the goal that it serves."""
    data, limit = row.data, rules.limit
    in_force = limit is not None
    status = concept(codes.OWN_STATUS, data["status"], STATUS_WORDS[data["status"]])
    side = place_words("leg", data["side"]) if data["side"] != "unknown" else "leg"
    amounts = [
        f"{data['percent']:g} % of body weight" if data.get("percent") else "",
        f"{data['limit_kg']:g} kg" if data.get("limit_kg") else "",
        f"at most {limit.kg} kg today" if limit and limit.kg and not data.get("limit_kg") else "",
    ]
    said = ", ".join([STATUS_WORDS[data["status"]], side, *filter(None, amounts)])
    goal_id = str(uuid5(row.pk, "goal"))
    target: dict[str, Any] = {"measure": words("Weight-bearing status"), "detailCodeableConcept": status}
    if data.get("review_on"):
        target["dueDate"] = data["review_on"]
    targets = [target]
    kg = limit.kg if limit and limit.kg else data.get("limit_kg") or data.get("ceiling_kg")
    if kg:
        targets.append({"measure": words("Most load on the leg"), "detailQuantity": quantity(kg, "kg")})
    goal = {
        "resourceType": "Goal",
        "id": goal_id,
        "lifecycleStatus": "active" if in_force else "completed",
        "description": words(said),
        "subject": {"reference": subject},
        "startDate": row.day.isoformat(),
        "target": targets,
    }
    detail = {"status": "in-progress" if in_force else "completed", "code": status, "description": said}
    plan = _plan(row, subject, in_force=in_force) | {
        "description": data.get("for_patient") or None,
        "goal": [{"reference": f"urn:uuid:{goal_id}"}],
        "activity": [{"detail": detail}],
    }
    if rules.on_hold:
        plan["status"] = "on-hold"
        detail["status"] = "on-hold"
    if rules.until:
        plan["period"] = plan["period"] | {"end": rules.until.isoformat()}
    if rules.of_earlier_episode:
        plan["note"] = [{"text": "Of the earlier episode; it ended by itself."}]
    return [without_nothing(plan), goal]
