"""Records that are Observations, in the codes that other systems know; all else in our own code."""

from collections.abc import Callable
from typing import Any

from backend.exchange.fhir import codes
from backend.exchange.fhir.compose import base, body_site, category, concept, moment_of, quantity, without_nothing
from backend.records.models import Record

DATA_ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
DXA_CODES = {(one.family, one.side, one.measure): code for code, one in codes.DXA.items() if one.family != "unknown"}
FAMILY = {"total_hip": "hip", "femoral_neck": "femur", "lumbar_spine": "spine"}
DXA_UNITS = {"bmd": "g/cm2", "t_score": "1", "z_score": "1"}
FEEDS = {
    "yes": ("LA29252-6", "Currently breastfeeding"),
    "no": ("LA29253-4", "Not currently breastfeeding"),
    "unknown": ("LA4489-6", "Unknown"),
}


def observation_of(row: Record, subject: str) -> dict[str, Any]:
    """The record as an Observation; what its codes do not carry is added by `own.seal`."""
    write: Callable[[dict[str, Any]], dict[str, Any]] = WRITERS.get(row.kind, lambda data: _own(row.kind))
    said = write(row.data)
    out = base("Observation", row, subject) | {"status": "final", "effectiveDateTime": moment_of(row)} | said
    return without_nothing(out)


def _own(kind: str) -> dict[str, Any]:
    return {"category": category("survey"), "code": concept(codes.OWN_KIND, kind, text=kind.replace("_", " "))}


def _pain(data: dict[str, Any]) -> dict[str, Any]:
    value: dict[str, Any] = {"dataAbsentReason": concept(DATA_ABSENT, "not-asked")}
    if data.get("intensity") is not None:
        value = {"valueQuantity": quantity(data["intensity"], "{score}")}
    return {
        "category": category("survey"),
        "code": concept(codes.LOINC, codes.PAIN, text="Pain severity, 0 to 10"),
        "bodySite": body_site(data["site"], data.get("side")),
    } | value


def _dexa(data: dict[str, Any]) -> dict[str, Any]:
    family, side = FAMILY.get(data.get("site") or ""), data.get("side")
    parts = []
    for measure, unit in DXA_UNITS.items():
        code = DXA_CODES.get((family or "", side, measure)) or DXA_CODES.get((family or "", None, measure))
        if code and data.get(measure) is not None:
            parts.append({"code": concept(codes.LOINC, code), "valueQuantity": quantity(data[measure], unit)})
    return {
        "category": category("imaging"),
        "code": concept(codes.LOINC, codes.DXA_PANEL, text="Bone density by DXA"),
        "bodySite": body_site(data.get("site") if family else None, None if family == "spine" else side),
        "device": {"display": data["device"]} if data.get("device") else None,
        "component": parts or None,
    }


def _lab(data: dict[str, Any]) -> dict[str, Any]:
    if data["test"] != "vitamin_d_25oh":
        return _own("lab") | {"category": category("laboratory")}
    sign = {"below": "<", "above": ">"}.get(data.get("comparator") or "")
    return {
        "category": category("laboratory"),
        "code": concept(codes.LOINC, codes.VITAMIN_D[0], text="25-OH vitamin D"),
        "valueQuantity": quantity(data["value"], data["unit"]) | ({"comparator": sign} if sign else {}),
    }


def _pregnancy(data: dict[str, Any]) -> dict[str, Any]:
    if data.get("gestation_week") is not None:
        code = concept(codes.LOINC, codes.GESTATION, text="Gestational age")
        return {"category": category("survey"), "code": code, "valueQuantity": quantity(data["gestation_week"], "wk")}
    status = ("60001007", "Not pregnant") if data.get("ended") else ("77386006", "Pregnant")
    return {
        "category": category("social-history"),
        "code": concept(codes.LOINC, codes.PREGNANCY, text="Pregnancy status"),
        "valueCodeableConcept": concept(codes.SNOMED, *status),
    }


def _breastfeeding(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "category": category("social-history"),
        "code": concept(codes.LOINC, codes.BREASTFEEDING, text="Breastfeeding status"),
        "valueCodeableConcept": concept(codes.LOINC, *FEEDS[data["status"]]),
    }


def _habit(data: dict[str, Any]) -> dict[str, Any]:
    if data.get("tobacco") is None:
        return _own("habit")
    smoker = ("77176002", "Smoker") if data["tobacco"] else ("8392000", "Non-smoker")
    return {
        "category": category("social-history"),
        "code": concept(codes.LOINC, codes.SMOKING, text="Tobacco smoking status"),
        "valueCodeableConcept": concept(codes.SNOMED, *smoker),
    }


def _body_weight(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "category": category("vital-signs"),
        "code": concept(codes.LOINC, codes.BODY_WEIGHT, text="Body weight"),
        "valueQuantity": quantity(data["kg"], "kg"),
    }


def _scale_practice(data: dict[str, Any]) -> dict[str, Any]:
    text = "Load on a bathroom scale, standing"
    return {"category": category("activity"), "code": concept(codes.OWN_KIND, "scale_practice", text=text)}


# No verified public code was found for the others.
EXAMINED = {"walk_6min": (codes.LOINC, codes.WALK_6MIN, "Six minute walk test")}
TEST_UNITS = {"walk_6min": "m", "chair_stand_30s": "{repetitions}"}


def _examination(data: dict[str, Any]) -> dict[str, Any]:
    name = data.get("movement") or data.get("muscle") or data.get("test")
    if name is None:
        return _own("examination") | {"category": category("exam")}
    system, code, text = EXAMINED.get(name, (codes.OWN_EXAMINED, name, name.replace("_", " ").capitalize()))
    units = {"degrees": "deg", "grade": "{score}", "newtons": "N", "value": TEST_UNITS.get(name, "s")}
    value = next((quantity(data[field], unit) for field, unit in units.items() if data.get(field) is not None), None)
    side = data.get("side") if data.get("side") in ("left", "right") else None
    return {
        "category": category("exam"),
        "code": concept(system, code, text=text),
        "bodySite": body_site("hip", side) if data.get("movement") and side else None,
        "valueQuantity": value,
    }


def _weight_bearing(data: dict[str, Any]) -> dict[str, Any]:
    return _own("weight_bearing") | {"category": category("activity")}


def _exercise(data: dict[str, Any]) -> dict[str, Any]:
    return _own("exercise") | {"category": category("activity")}


def _goal(data: dict[str, Any]) -> dict[str, Any]:
    """The person's own words name it; no public code says what somebody wants to do again."""
    score = data.get("score")
    return {
        "category": category("survey"),
        "code": concept(codes.OWN_KIND, "goal", text=data.get("activity") or "Own activity"),
        "valueQuantity": None if score is None else quantity(score, "{score}"),
    }


WRITERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "pain": _pain,
    "dexa": _dexa,
    "lab": _lab,
    "pregnancy": _pregnancy,
    "breastfeeding": _breastfeeding,
    "habit": _habit,
    "weight_bearing": _weight_bearing,
    "body_weight": _body_weight,
    "scale_practice": _scale_practice,
    "exercise": _exercise,
    "examination": _examination,
    "goal": _goal,
}
