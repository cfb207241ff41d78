"""How a kind is declared and how what is wrong with one is said in words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from backend.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Expect:
    """What a field expects, in the words of a refusal."""

    words: str


def parse_day(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("not a date")
    date.fromisoformat(value)
    return value


def parse_time(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise ValueError("not a time of day")
    return value


def each_once(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise ValueError("twice")
    return values


def wrong(field: str, expected: str) -> PydanticCustomError:
    """A refusal from a check across fields: raise what this returns."""
    return PydanticCustomError("wrong", "{expected}", {"field": field, "expected": expected})


class KindModel(BaseModel):
    """The fields of one kind. Strict: no number from a string, no field that the kind does not have."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    @model_validator(mode="after")
    def _side_fits_site(self) -> "KindModel":
        """`midline` belongs to the back and the spine; left and right do not belong to a spine scan."""
        side, site = getattr(self, "side", None), getattr(self, "site", None)
        if side == "midline" and site not in ("low_back", "lumbar_spine"):
            raise wrong("side", f"left, right, both or unknown for {_article(site)}")
        if site == "lumbar_spine" and side in ("left", "right", "both"):
            raise wrong("side", "midline or unknown for the lumbar spine")
        return self


def _article(site: str | None) -> str:
    if site is None:
        return "anything but the back"
    return ("an " if site[0] in "aeiou" else "a ") + site.replace("_", " ")


Writer = Literal["patient", "caregiver", "clinician"]
EVERYONE: frozenset[str] = frozenset({"patient", "caregiver", "clinician"})
CLINICIANS: frozenset[str] = frozenset({"clinician"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its name, its shape, who may say it, and the action's name for the audit trail.

    `units`: what a number is in, as the header of a sheet says it. `replay`: the fields that the replay format has, by the
    log's names; None: the kind is not part of the format. `example`: one that is accepted as it is. `left_out`: places that
    show nothing of this kind, each with the reason (tests/records/test_kinds_are_complete.py). `clinicians`: fields that only a
    clinician writes, of a kind that others write too.
    """

    name: str
    model: type[KindModel]
    writers: frozenset[str]
    action: str
    units: Mapping[str, str]
    replay: tuple[str, ...] | None
    example: Mapping[str, Any]
    left_out: Mapping[str, str]
    clinicians: frozenset[str] = frozenset()

    @property
    def fields(self) -> list[str]:
        return [info.alias or name for name, info in self.model.model_fields.items()]

    def clean(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The validated fields as JSON, without what was not given; Refused names the first wrong field.

        By the two parts that pydantic compiled: what `model_validate` and `model_dump` do around them is done for every
        entry of a batch otherwise.
        """
        try:
            valid = self.model.__pydantic_validator__.validate_python(fields)
            return self.model.__pydantic_serializer__.to_python(valid, exclude_unset=True, by_alias=True)
        except ValidationError as error:
            raise Refused(*explain(self, error)) from error


_KINDS: dict[str, Kind] = {}


def register(
    name: str,
    *,
    action: str,
    replay: tuple[str, ...] | None,
    example: Mapping[str, Any],
    writers: frozenset[str] = EVERYONE,
    units: Mapping[str, str] = MappingProxyType({}),
    left_out: Mapping[str, str] = MappingProxyType({}),
    clinicians: frozenset[str] = frozenset(),
) -> Callable[[type[KindModel]], type[KindModel]]:
    """Class decorator: make a shape known as a kind. What each argument means stands at `Kind`."""

    def note(model: type[KindModel]) -> type[KindModel]:
        _KINDS[name] = Kind(name, model, writers, action, units, replay, example, left_out, clinicians)
        return model

    return note


def registered() -> dict[str, Kind]:
    return _KINDS


def kind_named(name: Any) -> Kind:
    kind = _KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise Refused("kind", "expected one of " + ", ".join(sorted(_KINDS)))
    return kind


def literal_words(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from (str(word) for word in get_args(annotation))
        return
    for part in get_args(annotation):
        yield from literal_words(part)


def _expects(annotation: Any, metadata: Any = ()) -> str | None:
    for item in metadata:
        if isinstance(item, Expect):
            return item.words
    for part in get_args(annotation):
        if isinstance(part, Expect):
            return part.words
        found = _expects(part)
        if found:
            return found
    return None


def explain(kind: Kind, error: ValidationError) -> tuple[str, str]:
    """The first problem as (field, what was expected)."""
    first = error.errors(include_url=False)[0]
    if first["type"] == "wrong":
        context = first["ctx"]
        return context["field"], "expected " + context["expected"]
    field = str(first["loc"][0]) if first["loc"] else kind.name
    by_alias = {info.alias or name: info for name, info in kind.model.model_fields.items()}
    info = by_alias.get(field)
    if first["type"] == "extra_forbidden" or info is None:
        return field, f"expected only the fields of {kind.name}: " + ", ".join(by_alias)
    words = list(dict.fromkeys(literal_words(info.annotation)))
    expected = _expects(info.annotation, info.metadata)
    if expected is None and words:
        many = "a list of " if "list" in str(info.annotation) else "one of "
        expected = many + ", ".join(words)
    if expected is None:
        expected = "true or false" if "bool" in str(info.annotation) else first["msg"].lower()
    return field, ("expected " if first["type"] != "missing" else "missing: expected ") + expected
