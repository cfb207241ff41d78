"""The shapes of all kinds in the API's description: `Record` is the envelope, and beside it the fields of one kind.

From the same models that check what is written, so that the description, and the types that the front end takes from it,
cannot say anything else.
"""

from typing import Any

from pydantic.json_schema import models_json_schema

from backend.records.kinds.base import Kind, registered

REF = "#/components/schemas/"


def schema_name(kind: str) -> str:
    """`WeightBearingFields` for `weight_bearing`."""
    return "".join(part.capitalize() for part in kind.split("_")) + "Fields"


def add_kinds(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Postprocessing hook of drf-spectacular: a schema for each kind, and `Record` as one of them."""
    schemas = result["components"]["schemas"]
    kinds = dict(sorted(registered().items()))
    schemas |= {schema_name(name): fields_schema(kind) for name, kind in kinds.items()}
    schemas["KindFields"] = {
        "oneOf": [{"$ref": REF + schema_name(name)} for name in kinds],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {name: REF + schema_name(name) for name in kinds},
        },
    }
    for name in ("Record", "RecordRequest"):
        envelope = schemas[name]
        envelope["properties"].pop("kind")
        envelope["required"] = [one for one in envelope.get("required", []) if one != "kind"]
        if not envelope["required"]:
            del envelope["required"]
        schemas[name + "Envelope"] = envelope
        schemas[name] = {"allOf": [{"$ref": REF + name + "Envelope"}, {"$ref": REF + "KindFields"}]}
    result["components"]["schemas"] = dict(sorted(schemas.items()))
    return result


def fields_schema(kind: Kind) -> dict[str, Any]:
    """The shape of one kind, as OpenAPI 3.0 has it."""
    _, defined = models_json_schema([(kind.model, "validation")], by_alias=True, ref_template=REF + "{model}")
    shapes = defined["$defs"]
    shape = _plain(_inlined(shapes.pop(kind.model.__name__), shapes))
    properties = {"kind": {"type": "string", "enum": [kind.name]}} | shape.get("properties", {})
    out: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "required": ["kind", *shape.get("required", [])],
    }
    if words := shape.get("description"):
        out["description"] = words
    out["example"] = {"kind": kind.name} | dict(kind.example)
    return out


def _inlined(shape: Any, shapes: dict[str, Any]) -> Any:
    """With the shapes that a kind has inside it written where they stand: they have no name of their own."""
    if isinstance(shape, list):
        return [_inlined(one, shapes) for one in shape]
    if not isinstance(shape, dict):
        return shape
    if (name := str(shape.get("$ref", "")).removeprefix(REF)) in shapes:
        return _inlined(shapes[name], shapes)
    return {name: _inlined(value, shapes) for name, value in shape.items()}


def _plain(shape: Any) -> Any:
    """As OpenAPI 3.0 says it: `nullable` for null, and without titles, which repeat the names."""
    if isinstance(shape, list):
        return [_plain(one) for one in shape]
    if not isinstance(shape, dict):
        return shape
    options = [one for one in shape.get("anyOf", []) if one != {"type": "null"}]
    if len(options) == 1 and len(shape["anyOf"]) == 2:
        (only,) = options
        rest = {name: value for name, value in shape.items() if name not in ("anyOf", "default", "title")}
        known = {"enum": [*only["enum"], None]} if "enum" in only else {}
        return _plain(only | known | rest) | {"nullable": True}
    return {
        name: {key: _plain(one) for key, one in value.items()} if name == "properties" else _plain(value)
        for name, value in shape.items()
        if not (name == "title" and isinstance(value, str))
    }
