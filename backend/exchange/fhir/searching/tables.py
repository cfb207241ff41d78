"""Which types are searched by what. The CapabilityStatement is made from these tables, and so is what is refused."""

from typing import NamedTuple


class Parameter(NamedTuple):
    """A search parameter: its FHIR type, and the elements of the resource that it looks at."""

    kind: str
    elements: tuple[str, ...]


ID = Parameter("token", ("id",))
LAST_UPDATED = Parameter("date", ("meta.lastUpdated",))
EVERYWHERE = {"_id": ID, "_lastUpdated": LAST_UPDATED}
IDENTIFIER = Parameter("token", ("identifier",))
CODE = Parameter("token", ("code", "medicationCodeableConcept"))
CATEGORY = Parameter("token", ("category",))
STATUS = Parameter("token", ("status",))
DATE = Parameter("date", ("effectiveDateTime", "performedDateTime", "period"))

# Beside `patient` and `subject`, which every type of these has.
SEARCHED: dict[str, dict[str, Parameter]] = {
    "Observation": {
        "code": CODE, "category": CATEGORY, "status": STATUS, "date": DATE, "identifier": IDENTIFIER,
    },
    "Condition": {
        "code": CODE, "clinical-status": Parameter("token", ("clinicalStatus",)),
        "verification-status": Parameter("token", ("verificationStatus",)),
        "recorded-date": Parameter("date", ("recordedDate",)), "identifier": IDENTIFIER,
    },
    "Procedure": {"code": CODE, "status": STATUS, "date": DATE, "identifier": IDENTIFIER},
    "DiagnosticReport": {
        "code": CODE, "category": CATEGORY, "status": STATUS, "date": DATE, "identifier": IDENTIFIER,
    },
    "MedicationStatement": {
        "code": CODE, "status": STATUS, "effective": Parameter("date", ("effectivePeriod",)), "identifier": IDENTIFIER,
    },
    "CarePlan": {"category": CATEGORY, "status": STATUS, "date": DATE, "identifier": IDENTIFIER},
    "Goal": {
        "lifecycle-status": Parameter("token", ("lifecycleStatus",)), "start-date": Parameter("date", ("startDate",)),
    },
    "QuestionnaireResponse": {
        "questionnaire": Parameter("canonical", ("questionnaire",)), "status": STATUS,
        "authored": Parameter("date", ("authored",)), "identifier": IDENTIFIER,
    },
    "Flag": {"date": DATE, "identifier": IDENTIFIER},
    "Provenance": {"recorded": Parameter("date", ("recorded",))},
}  # fmt: skip
QUESTIONNAIRE = {
    "url": Parameter("uri", ("url",)), "version": Parameter("token", ("version",)), "title": Parameter("string", ("title",)),
    "status": STATUS, "identifier": IDENTIFIER,
}  # fmt: skip
PATIENT = {"name": Parameter("string", ("name",)), "identifier": IDENTIFIER}
# By what a type is sorted, beside `_id` and `_lastUpdated`: its own date, by whichever name.
DATED = {
    kind: next((name for name, one in names.items() if one.kind == "date"), None) for kind, names in SEARCHED.items()
}
REFERENCES = ("patient", "subject")


def references_of(kind: str) -> tuple[str, ...]:
    """By which names a search says whose: R4 gives Provenance no `subject`."""
    return REFERENCES[:1] if kind == "Provenance" else REFERENCES


# (type, parameter) to the element and the type that it leads to.
INCLUDES: dict[str, tuple[str, str]] = {
    f"{kind}:{name}": ("subject", "Patient") for kind in SEARCHED if kind != "Provenance" for name in REFERENCES
} | {
    "CarePlan:goal": ("goal", "Goal"),
    "Provenance:target": ("target", ""),
    "QuestionnaireResponse:questionnaire": ("questionnaire", "Questionnaire"),
}
REVERSE = "Provenance:target"
# What says how the answer is to look, beside what is searched for; each stands at most once.
# `_totalMethod` is what fhirpy sends beside `_count=0`: how to count, which is done in one way here.
ANSWER = ("_count", "_page", "_sort", "_total", "_totalMethod", "_elements", "_summary", "_format", "_pretty")
# These may stand several times.
SEVERAL = ("_include", "_revinclude")
