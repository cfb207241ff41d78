"""What comes along with a page: `_include` of what its resources point at, `_revinclude` of who wrote them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from backend.exchange.fhir.elements import listed
from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.searching.asked import Asked
from backend.exchange.fhir.searching.tables import INCLUDES, REVERSE

Resource = dict[str, Any]


def includes_of(kind: str) -> list[str]:
    return [name for name in INCLUDES if name.startswith(kind + ":")]


def check(kind: str, asked: Asked) -> None:
    known = includes_of(kind)
    for text in asked.all("_include"):
        name, _, target = text.partition(":")[0], "", ":".join(text.split(":")[2:])
        short = ":".join(text.split(":")[:2])
        if name != kind or short not in known or (target and target != INCLUDES[short][1] and INCLUDES[short][1]):
            raise Wrong("_include", "expected one of " + ", ".join(known) if known else f"expected none with {kind}")
    for text in asked.all("_revinclude"):
        if text != REVERSE or kind in ("Patient", "Provenance", "Questionnaire", "Goal", "Flag"):
            raise Wrong("_revinclude", f"expected {REVERSE}, with a type that stands for a record")


def wanted_types(kind: str, asked: Asked) -> set[str]:
    """Of which types resources may come along; "" is any."""
    found = {INCLUDES[":".join(text.split(":")[:2])][1] for text in asked.all("_include")}
    return found | ({"Provenance"} if asked.all("_revinclude") else set())


def come_along(
    page: Sequence[Resource],
    kind: str,
    asked: Asked,
    others: Iterable[Resource],
    questionnaire: Callable[[str], Resource | None],
) -> list[Resource]:
    """The resources of `others` that the page points at, or that point at it; each once, and none that is on the page."""
    others = list(others)
    by_name = {f"{one['resourceType']}/{one['id']}": one for one in others}
    there = {f"{one['resourceType']}/{one['id']}" for one in page}
    out: dict[str, Resource] = {}
    for text in asked.all("_include"):
        element, target = INCLUDES[":".join(text.split(":")[:2])]
        for one in page:
            for name in _named(one, element):
                found = questionnaire(name) if target == "Questionnaire" else by_name.get(name)
                if found:
                    out.setdefault(f"{found['resourceType']}/{found['id']}", found)
    if asked.all("_revinclude"):
        for one in others:
            if one["resourceType"] == "Provenance" and there & set(_named(one, "target")):
                out.setdefault(f"Provenance/{one['id']}", one)
    return [one for name, one in out.items() if name not in there]


def _named(resource: Resource, element: str) -> Iterator[str]:
    for value in listed(resource.get(element)):
        yield str(value.get("reference") or "") if isinstance(value, dict) else str(value)
