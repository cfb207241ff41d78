"""Reading the small parts of a resource: codes, words, sides, sites, moments and quantities."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from backend.core import clock
from backend.exchange.fhir import codes
from backend.exchange.fhir.problems import Wrong

LEFT = re.compile(r"\b(left|lt|links?|linke[nrs]?)\b|(?<=-)L\b", re.I)
RIGHT = re.compile(r"\b(right|rt|rechts?|rechte[nrs]?)\b|(?<=-)R\b", re.I)
BOTH = re.compile(r"\b(bilateral|both|beidseits|beidseitig|beide[nr]?)\b", re.I)

# First fit wins: the neck of the femur is not "femur", a groin is not "hip".
SITES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (site, re.compile(words, re.I))
    for site, words in (
        ("low_back", r"\b(low(er)? back|lumbar|kreuz|lende\w*|lws)\b"),
        ("groin", r"\b(groin|inguinal\w*|leiste\w*)\b"),
        ("buttock", r"\b(buttocks?|gluteal|gesäß)\b"),
        ("femoral_neck", r"\b(femoral neck|neck of (the )?(left |right )?femur|femur neck|schenkelhals\w*)\b"),
        ("total_hip", r"\btotal (proximal )?(femur|hip)\b"),
        ("hip", r"\b(hips?|hüft\w*|coxa|femoral head|head of (the )?(left |right )?femur)\b"),
        ("femur", r"\b(femur|femoral|oberschenkelknochen)\b"),
        ("thigh", r"\b(thigh|oberschenkel)\b"),
        ("knee", r"\b(knees?|knie\w*|patella)\b"),
        ("ankle", r"\b(ankles?|sprunggelenk\w*|talus)\b"),
        ("foot", r"\b(foot|feet|fuß\w*|metatars\w*|calcane\w*)\b"),
    )
)


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def codings(concept: Any) -> Iterator[tuple[str, str, str]]:
    """(system, code, display) of each coding of a CodeableConcept."""
    for coding in listed((concept or {}).get("coding")):
        yield coding.get("system") or "", coding.get("code") or "", coding.get("display") or ""


def code_in(concept: Any, system: str, wanted: Iterable[str]) -> str | None:
    """The first code of `concept` in `system` that is one of `wanted`."""
    known = set(wanted)
    return next((code for where, code, _ in codings(concept) if where == system and code in known), None)


def words(concept: Any) -> str:
    """Everything that a CodeableConcept says in words: its text and its displays."""
    said = [(concept or {}).get("text") or "", *(display for _, _, display in codings(concept))]
    return " · ".join(dict.fromkeys(part for part in said if part))


def label(concept: Any) -> str:
    """The one name to show for a CodeableConcept."""
    displays = [display for _, _, display in codings(concept) if display]
    found = [code for _, code, _ in codings(concept) if code]
    return str((concept or {}).get("text") or (displays or found or [""])[0]).strip()


def side_in(text: str) -> str | None:
    """left, right or both, as the words say; None when they say nothing."""
    left, right = bool(LEFT.search(text)), bool(RIGHT.search(text))
    if BOTH.search(text) or (left and right):
        return "both"
    return "left" if left else "right" if right else None


def site_in(text: str) -> str | None:
    return next((site for site, pattern in SITES if pattern.search(text)), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the body: `site` in our words or None, `side` or None."""

    site: str | None
    side: str | None


def place(named: Iterable[tuple[str, Any]], *, side: str | None = None, said_by: str = "the code") -> Place:
    """Site and side from several concepts (path, CodeableConcept), which must agree on the side.

    A code that says one side beside words that say the other is a conflict: refused, never guessed.
    `side` is what the resource's main code says already.
    """
    site: str | None = None
    for path, concept in named:
        for one in listed(concept):
            for index, (system, code, display) in enumerate(codings(one)):
                where = f"{path}.coding[{index}]"
                if system == codes.SNOMED:
                    coded, qualified = _body(code)
                    site = site or (coded[0] if coded else None)
                    for found in ((coded[1] if coded else None), qualified):
                        side, said_by = _agree(side, found, where + ".code", said_by)
                side, said_by = _agree(side, side_in(display), where + ".display", said_by)
            text = (one or {}).get("text") or ""
            side, said_by = _agree(side, side_in(text), path + ".text", said_by)
            site = site or site_in(words(one))
    return Place(site, side)


def _body(expression: str) -> tuple[tuple[str, str | None] | None, str | None]:
    """A SNOMED CT code, or a post-coordinated one such as 71341001:272741003=7771000 (femur, left)."""
    focus, _, refinement = expression.partition(":")
    qualified = None
    for part in refinement.split(","):
        name, _, value = part.partition("=")
        if name.split("|")[0].strip() == codes.LATERALITY:
            qualified = codes.QUALIFIER.get(value.split("|")[0].strip())
    return codes.BODY.get(focus.split("|")[0].strip()), qualified


def _agree(side: str | None, found: str | None, where: str, said_by: str) -> tuple[str | None, str]:
    if found is None:
        return side, said_by
    if side is not None and found != side:
        raise Wrong(where, f"expected {side}, as {said_by} says, not {found}")
    return found, where


@dataclass(frozen=True, slots=True)
class When:
    """A moment and the local day that was meant, and the element that says so."""

    recorded_at: str
    day: str
    timezone: str
    path: str = ""


DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
PARTIAL = re.compile(r"^\d{4}(-\d{2})?$")


def when(resource: dict[str, Any], names: Iterable[str], zone: str) -> When:
    """The first of the elements `names` (dateTime, or a Period's start) as a moment; Wrong when there is none.

    A day without a time is taken at noon of `zone`. A time with an offset other than UTC keeps its own
    calendar day; one in UTC, where systems put everything, is read in the patient's `zone`.
    """
    kind = resource["resourceType"]
    first = None
    for name in names:
        first = first or name
        value = resource.get(name)
        if isinstance(value, dict):
            name, value = f"{name}.start", value.get("start")
        if value is not None:
            return moment(f"{kind}.{name}", value, zone)
    raise Wrong(f"{kind}.{first}", "expected the day on which it was so; none is given")


def moment(path: str, value: Any, zone: str) -> When:
    if not isinstance(value, str):
        raise Wrong(path, "expected a date")
    if PARTIAL.match(value):
        raise Wrong(path, f"expected a full date, found only {value}")
    try:
        if DAY.match(value):
            day = date.fromisoformat(value)
            noon = datetime(day.year, day.month, day.day, 12, tzinfo=clock.zone(zone))
            return When(noon.astimezone(UTC).isoformat(), value, zone, path)
        parsed = datetime.fromisoformat(value)
        offset = parsed.utcoffset()
        if offset is None:
            raise ValueError
        if not offset:
            return When(parsed.isoformat(), parsed.astimezone(clock.zone(zone)).date().isoformat(), zone, path)
        hours, rest = divmod(int(offset.total_seconds()), 3600)
        # The zones named Etc/GMT count westwards: UTC-8 is Etc/GMT+8.
        named = f"Etc/GMT{-hours:+d}" if not rest and -14 <= -hours <= 12 else zone
        return When(parsed.isoformat(), parsed.date().isoformat(), named, path)
    except (ValueError, OverflowError) as error:
        raise Wrong(path, "expected a date, or a time with its offset such as 2026-03-12T07:40:00+01:00") from error


def number(path: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise Wrong(path, "expected a number")
    return value


UNITLESS = frozenset({"1", "", "{score}", "{Score}", "score"})


def quantity(path: str, value: Any, units: dict[str, str], expected: str) -> tuple[float, str]:
    """A Quantity as (number, unit in our words). `units` maps what is accepted; "" stands for no unit at all."""
    if not isinstance(value, dict):
        raise Wrong(path, f"expected a quantity in {expected}")
    if value.get("comparator"):
        raise Wrong(path + ".comparator", "expected an exact value")
    code, unit = value.get("code") or "", value.get("unit") or ""
    # The code decides; HL7's own example carries the mistyped code g/cm-2 beside the right unit.
    chosen = units.get(code) if code else units.get(unit)
    if chosen is None and code == "g/cm-2":
        chosen = units.get(unit)
    if chosen is None:
        raise Wrong(path + (".code" if code else ".unit"), f"expected {expected}, found {code or unit or 'no unit'}")
    return number(path + ".value", value.get("value")), chosen
