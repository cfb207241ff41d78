"""Which resources fit, and in which order they come."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any

from backend.exchange.fhir.elements import codings, listed
from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.searching import dates
from backend.exchange.fhir.searching.asked import Asked
from backend.exchange.fhir.searching.tables import DATED, EVERYWHERE, SEARCHED, Parameter

Resource = dict[str, Any]


def values_of(resource: Mapping[str, Any], parameter: Parameter) -> Iterator[Any]:
    for element in parameter.elements:
        value: Any = resource
        for step in element.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        yield from listed(value)


def matching(
    resources: Sequence[Resource], parameters: Mapping[str, Parameter], asked: Asked, zone: tzinfo
) -> list[Resource]:
    """Those that fit every value of every parameter; of several with commas between, one is enough."""
    tests = [
        _test(name, parameter, text, zone)
        for name, parameter in (EVERYWHERE | dict(parameters)).items()
        for text in asked.all(name)
    ]
    return [one for one in resources if all(test(one) for test in tests)]


def _test(name: str, parameter: Parameter, text: str, zone: tzinfo) -> Callable[[Resource], bool]:
    if parameter.kind == "date":
        wishes = [dates.wish(name, part, zone) for part in text.split(",")]
        return lambda one: any(
            dates.fits(value, wish, zone) for value in values_of(one, parameter) for wish in wishes
        )
    fit = {"token": _token_fits, "string": _text_fits, "uri": _uri_fits, "canonical": _canonical_fits}[parameter.kind]
    parts = text.split(",")
    return lambda one: any(fit(value, part) for value in values_of(one, parameter) for part in parts)


def _token_fits(value: Any, wanted: str) -> bool:
    """`code`, `system|code`, `system|` or `|code`, of a code, a CodeableConcept or an Identifier."""
    system, bar, code = wanted.rpartition("|")
    if isinstance(value, str):
        return value == code and not system
    if "value" in value:
        pairs = [(str(value.get("system") or ""), str(value["value"]))]
    else:
        pairs = [(where, there) for where, there, _ in codings(value)]
    return any((not bar or system == where) and code in (there, "") for where, there in pairs)


def _text_fits(value: Any, wanted: str) -> bool:
    """By the beginning of the text or of a word in it, whatever the case."""
    words = str(value.get("text") or "") if isinstance(value, dict) else str(value)
    low, part = words.casefold(), wanted.casefold()
    return low.startswith(part) or f" {part}" in low


def _uri_fits(value: Any, wanted: str) -> bool:
    return bool(value == wanted)


def _canonical_fits(value: Any, wanted: str) -> bool:
    """A canonical with its version, or in any version."""
    return bool(value == wanted or str(value).partition("|")[0] == wanted)


def ordered(resources: list[Resource], kind: str, asked: Asked, zone: tzinfo) -> list[Resource]:
    """By `_sort`: `_id`, `_lastUpdated` and the type's date; what has no date stands last. Several, with commas between."""
    for key in reversed(asked.said("_sort")):
        name = key.removeprefix("-")
        test = sort_key(name, kind, zone)
        known = [(test(one), one) for one in resources]
        backwards = key.startswith("-")
        there = sorted((pair for pair in known if pair[0] is not None), key=lambda pair: pair[0], reverse=backwards)
        resources = [one for _, one in there] + [one for value, one in known if value is None]
    return resources


def sort_key(name: str, kind: str, zone: tzinfo) -> Callable[[Resource], Any]:
    dated = DATED.get(kind)
    if name == "_id":
        return lambda one: one["id"]
    names = {"_lastUpdated": EVERYWHERE["_lastUpdated"]}
    if dated:
        # Every type's own date under the name that clients sort by, too.
        names |= {dated: SEARCHED[kind][dated], "date": SEARCHED[kind][dated]}
    if name not in names:
        raise Wrong("_sort", "expected one of " + ", ".join(("_id", *names)) + ", with - before it to turn it round")
    parameter = names[name]

    def moment(one: Resource) -> datetime | None:
        for value in values_of(one, parameter):
            text = value.get("start") or value.get("end") if isinstance(value, dict) else value
            span = dates.span_of(text, zone)
            if span:
                return span.start
        return None

    return moment
