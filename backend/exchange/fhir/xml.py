"""FHIR's XML form as the same nested dictionaries that its JSON form gives.

Which elements repeat and which are numbers or booleans is read from the R4B models, so that there is no list
of our own to forget something in. A document type declaration is refused: FHIR has none, and entities are how
XML files do harm.
"""

import json
from dataclasses import dataclass, field
from typing import Any, get_args
from xml.parsers import expat

from fhir.resources.R4B import get_fhir_model_class

from backend.exchange.fhir.problems import Unreadable

FHIR = "http://hl7.org/fhir"
XHTML = "http://www.w3.org/1999/xhtml"
DEEPEST = 100
# Empty elements are small in a file and large in memory.
MOST_ELEMENTS = 2_000_000
# Of other kinds of file, the names that their first element bears.
FOREIGN = {
    "HealthData": "an Apple Health export (export.xml): its clinical records lie beside it as FHIR JSON",
    "ClinicalDocument": "an HL7 CDA document (C-CDA, export_cda.xml), which is not FHIR",
}


@dataclass(slots=True)
class Node:
    """One XML element: its namespace, local name, attributes and child elements."""

    space: str
    name: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)


def parse_xml(content: bytes) -> dict[str, Any]:
    """One resource or Bundle; Unreadable when this is no FHIR XML."""
    root = _tree(content)
    if root.name in FOREIGN:
        raise Unreadable(f"expected FHIR R4, found {FOREIGN[root.name]}")
    if root.space != FHIR:
        raise Unreadable(f"expected FHIR XML (namespace {FHIR}), found <{root.name}>")
    return _resource(root)


def _tree(content: bytes) -> Node:
    stack: list[Node] = [Node("", "", {})]
    count = 0

    def split(name: str) -> tuple[str, str]:
        space, _, local = name.rpartition(" ")
        return space, local

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS:
            raise Unreadable(f"expected at most {MOST_ELEMENTS:,} elements")
        if len(stack) > DEEPEST:
            raise Unreadable(f"expected at most {DEEPEST} levels of elements")
        node = Node(*split(name), attributes)
        stack[-1].children.append(node)
        stack.append(node)

    def end(name: str) -> None:
        stack.pop()

    def doctype(*_: Any) -> None:
        raise Unreadable("expected XML without a document type declaration")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Unreadable(f"expected well-formed XML: {error}") from error
    return stack[0].children[0]


def _resource(node: Node) -> dict[str, Any]:
    try:
        model = get_fhir_model_class(node.name)
    except KeyError:
        # Not an R4 resource: its name is enough to say so.
        return {"resourceType": node.name}
    return {"resourceType": node.name, **_element(node, model)}


def _element(node: Node, model: Any) -> dict[str, Any]:
    """The children of `node` by the fields of `model`; unknown ones are kept for the validation to refuse."""
    out: dict[str, Any] = {}
    for name in ("id", "url"):
        if name in node.attributes:
            out[name] = node.attributes[name]
    for child in node.children:
        if child.space == XHTML:
            # The narrative is for people; nothing is read from it.
            out["div"] = f'<div xmlns="{XHTML}">-</div>'
            continue
        many, kind = _shape(model, child.name)
        value = _value(child, kind)
        beside = _beside(child, kind)
        if many:
            out.setdefault(child.name, []).append(value)
            _keep_beside(out, child.name, beside)
        elif child.name in out:
            # Twice where once is allowed: as a list, so that the validation says so.
            out[child.name] = [out[child.name], value]
        else:
            # As in JSON: a primitive without a value is not there, only what is said about it.
            out |= ({child.name: value} if value is not None else {}) | ({f"_{child.name}": beside} if beside else {})
    return out


def _beside(node: Node, kind: Any) -> Any:
    """What stands beside the value of a primitive (JSON's `_birthDate`): its id and extensions."""
    if getattr(kind, "_model_klass", None) is not None or kind is None:
        return None
    return (
        _element(node, get_fhir_model_class("Element")) or None if node.children or "id" in node.attributes else None
    )


def _keep_beside(out: dict[str, Any], name: str, beside: Any) -> None:
    """For a primitive that repeats: a list as long as its values, `null` where nothing is said."""
    if beside or f"_{name}" in out:
        said = out.setdefault(f"_{name}", [])
        said += [None] * (len(out[name]) - 1 - len(said)) + [beside]


def _shape(model: Any, name: str) -> tuple[bool, Any]:
    """Whether `name` repeats in `model`, and the type of one of it."""
    info = next((f for key, f in model.model_fields.items() if (f.alias or key) == name), None)
    if info is None:
        return False, None
    parts = list(_flat(info.annotation))
    return any(part is list for part in parts), next((p for p in parts if p not in (list, type(None))), None)


def _flat(annotation: Any) -> Any:
    origin = getattr(annotation, "__origin__", None)
    if origin is list:
        yield list
    arguments = get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        yield from _flat(arguments[0])
    elif arguments:
        for part in arguments:
            yield from _flat(part)
    else:
        yield annotation


def _value(node: Node, kind: Any) -> Any:
    klass = getattr(kind, "_model_klass", None)
    if klass is not None:
        name = str(klass if isinstance(klass, str) else klass.__name__).rsplit(".", 1)[-1]
        inner = [child for child in node.children if child.space == FHIR]
        if name in ("Resource", "DomainResource", "FHIRAbstractModel"):
            return _resource(inner[0]) if inner else {}
        return _element(node, get_fhir_model_class(name))
    text = node.attributes.get("value")
    if text is None:
        return _element(node, get_fhir_model_class("Element")) if node.children and kind is None else None
    if kind is bool:
        return {"true": True, "false": False}.get(text, text)
    if kind is not None and kind is not str and getattr(kind, "__name__", "") in ("int", "Decimal", "float"):
        return _number(text)
    return text


def _number(text: str) -> Any:
    """A number as JSON would read it; the text itself when it is none (and is then refused with its path)."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else text
