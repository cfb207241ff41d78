"""How much of a resource is answered: `_elements` and `_summary`. What is left out is said by the tag SUBSETTED."""

from collections.abc import Collection
from functools import cache
from typing import Any

from fhir.resources.R4B import get_fhir_model_class

from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.searching.asked import Asked

SUMMARIES = ("true", "text", "data", "count", "false")
SUBSETTED = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "SUBSETTED"}
ALWAYS = frozenset({"resourceType", "id", "meta"})
# Elements that may not be missing in R4 as one of several: a choice, or by an invariant.
ONE_OF = {
    "MedicationStatement": {"medicationCodeableConcept"},
    "Condition": {"clinicalStatus", "verificationStatus"},
}


def check(asked: Asked) -> None:
    """Wrong where what is wished for contradicts itself."""
    summary = asked.one("_summary")
    if summary and summary not in SUMMARIES:
        raise Wrong("_summary", "expected one of " + ", ".join(SUMMARIES))
    if summary not in ("", "false") and asked.said("_elements"):
        raise Wrong("_elements", "expected _elements or _summary, not both")
    if summary == "text" and (asked.all("_include") or asked.all("_revinclude")):
        raise Wrong("_summary", "expected no _include with _summary=text")


def shaped(resource: dict[str, Any], asked: Asked) -> dict[str, Any]:
    """The resource with as much of it as is asked for; what R4 demands of it stays, so that it is valid."""
    kind, summary = resource["resourceType"], asked.one("_summary")
    if summary == "true":
        return _only(resource, _summary_of(kind))
    if summary == "text":
        return _only(resource, {"text"})
    if summary == "data":
        return _only(resource, resource.keys() - {"text"})
    elements = {one.rpartition(".")[2] if one.startswith(kind + ".") else one for one in asked.said("_elements")}
    if not elements:
        return resource
    wanted = {name for name in resource if name in elements or _choice(name, elements)}
    return _only(resource, wanted)


def _choice(name: str, elements: Collection[str]) -> bool:
    """`value` means valueQuantity too; so do `value[x]` and `medication`."""
    return any(
        name.startswith(one.removesuffix("[x]")) and name[len(one.removesuffix("[x]")) :][:1].isupper()
        for one in elements
        if one.removesuffix("[x]")
        in ("value", "effective", "performed", "medication", "abatement", "onset", "deceased")
    )


def _only(resource: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    keep = ALWAYS | set(names) | _required(resource["resourceType"])
    out = {name: value for name, value in resource.items() if name in keep}
    if out.keys() != resource.keys():
        meta = dict(out.get("meta") or {})
        meta["tag"] = [*meta.get("tag", ()), SUBSETTED]
        out["meta"] = meta
    return {name: out[name] for name in ("resourceType", "id", "meta") if name in out} | out


@cache
def _summary_of(kind: str) -> frozenset[str]:
    """The elements that R4 marks as part of a summary."""
    return frozenset(get_fhir_model_class(kind).summary_elements_sequence())


@cache
def _required(kind: str) -> frozenset[str]:
    needed = set()
    for name, info in get_fhir_model_class(kind).model_fields.items():
        extra = info.json_schema_extra
        if info.is_required() or (isinstance(extra, dict) and extra.get("element_required")):
            needed.add(info.alias or name)
    return frozenset(needed | ONE_OF.get(kind, set()))
