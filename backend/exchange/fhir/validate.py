"""R4 validation of the resources that are read: by the R4B models, and what these let pass."""

import re
from functools import cache
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from fhir.resources.R4B.resource import Resource
from pydantic import ValidationError

from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.problems import Wrong

# The models check neither value sets nor that a number is a number: R4 4.0.1's own lists, required bindings.
STATUS = {
    "Observation": "registered preliminary final amended corrected cancelled entered-in-error unknown",
    "DiagnosticReport": "registered partial preliminary final amended corrected appended cancelled "
                        "entered-in-error unknown",
    "MedicationRequest": "active on-hold cancelled completed entered-in-error stopped draft unknown",
    "MedicationStatement": "active completed entered-in-error intended stopped on-hold unknown not-taken",
    "Procedure": "preparation in-progress not-done on-hold stopped completed entered-in-error unknown",
    "ImagingStudy": "registered available cancelled entered-in-error unknown",
    "Questionnaire": "draft active retired unknown",
    "QuestionnaireResponse": "in-progress completed amended entered-in-error stopped",
    "CarePlan": "draft active on-hold revoked completed entered-in-error unknown",
}  # fmt: skip
GENDERS = "male female other unknown"
SHAPES = {
    "list_type": "a list",
    "string_type": "text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "decimal_parsing": "a number",
    "decimal_type": "a number",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "json_invalid": "an object, not a plain word",
    "extra_forbidden": "no such element: R4 does not know it",
    "missing": "the element, which R4 requires",
}


# FHIR's strings hold no control characters but tab and line ends, and no halves of characters: no database does.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


# R4's own that R4B left out.
ONLY_R4 = (
    "EffectEvidenceSynthesis RiskEvidenceSynthesis MedicinalProduct MedicinalProductAuthorization "
    "MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient "
    "MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged "
    "MedicinalProductPharmaceutical MedicinalProductUndesirableEffect SubstanceNucleicAcid SubstancePolymer "
    "SubstanceProtein SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification"
)


@cache
def is_type(kind: str) -> bool:
    """Whether R4 has a resource of this name: `Observatoin` is a slip of somebody's, not something of no use here."""
    try:
        return kind in ONLY_R4.split() or issubclass(get_fhir_model_class(kind), Resource)
    except (ValueError, ImportError, AttributeError):
        return False


def validate(resource: dict[str, Any]) -> None:
    """Wrong names the first path of `resource` at which it is no valid R4 resource."""
    kind = resource["resourceType"]
    _writable(kind, resource)
    try:
        get_fhir_model_class(kind).model_validate(resource)
    except ValidationError as error:
        raise _explained(kind, error) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # What the models trip over instead of refusing, such as a contained resource of an unknown type.
        raise Wrong(kind, "expected a valid R4 resource") from error
    _understood(kind, resource)
    _word(kind, "status", resource.get("status"), STATUS.get(kind))
    if kind == "Patient":
        _word(kind, "gender", resource.get("gender"), GENDERS)
    for path, part in [(kind, resource)] + [
        (f"{kind}.component[{index}]", part) for index, part in enumerate(listed(resource.get("component")))
    ]:
        quantity = part.get("valueQuantity")
        if (
            quantity
            and "value" in quantity
            and (isinstance(quantity["value"], bool) or not isinstance(quantity["value"], (int, float)))
        ):
            raise Wrong(f"{path}.valueQuantity.value", "expected a number")


# Of lists and objects in each other; R4's own resources stay under 30.
DEEPEST = 100


def _writable(path: str, value: Any, level: int = 0) -> None:
    if level > DEEPEST:
        raise Wrong(path.partition(".")[0], f"expected at most {DEEPEST} levels of lists and objects")
    if isinstance(value, str):
        if UNWRITABLE.search(value):
            raise Wrong(path, "expected text without control characters")
    elif isinstance(value, dict):
        for name, inner in value.items():
            _writable(f"{path}.{name}", inner, level + 1)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _writable(f"{path}[{index}]", inner, level + 1)


def _understood(path: str, value: Any) -> None:
    """R4: whoever does not know a modifier must not go by the element that bears it. It may say "not"."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in ("modifierExtension", "implicitRules"):
                raise Wrong(f"{path}.{name}", "expected none: what it changes in the meaning is not known here")
            # What is contained is looked at when it is used.
            if name != "contained":
                _understood(f"{path}.{name}", inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _understood(f"{path}[{index}]", inner)


def _word(kind: str, name: str, value: Any, allowed: str | None) -> None:
    if value is not None and allowed is not None and value not in allowed.split():
        raise Wrong(f"{kind}.{name}", "expected one of " + ", ".join(allowed.split()))


def _explained(kind: str, error: ValidationError) -> Wrong:
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    # An element that R4 does not know often stands beside the one that is missing: the missing one says more.
    first = min(problems, key=lambda problem: problem["type"] == "extra_forbidden")
    path = kind
    for step in first["loc"]:
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    expected = SHAPES.get(first["type"])
    if expected is None:
        message = first["msg"].removeprefix("Value error, ")
        expected = (
            "one value[x], found several" if "but got multiple" in message else message[0].lower() + message[1:]
        )
        if message.endswith("is required."):
            expected = SHAPES["missing"]
        if "valid datetime or date" in message:
            expected = "a day that there is, found another"
        if "does not match spec regex" in message:
            expected = "a date, or a time with its offset" if "Date" in message else "another form: " + message
    return Wrong(path, "expected " + expected)
