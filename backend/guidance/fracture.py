"""Fracture and avascular necrosis: events that only a clinician closes (000 001 002)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .areas import HIP_AREA, SIDES
from .facts import Fact
from .registry import Entries, Trigger, finding

if TYPE_CHECKING:
    from .context import Context

LOWER_LIMB = frozenset({"femoral_neck", "hip", "femur", "knee", "ankle", "foot"})


def _by_side(ctx: Context, facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    out: dict[str, list[Fact]] = {}
    for fact in facts:
        for side in ctx.sides_of(fact):
            out.setdefault(side, []).append(fact)
    return out


@finding(
    "fracture-reported",
    who="P C",
    urgency="now",
    sources="002 001",
    kind="event",
    en="A fracture of a lower limb is recorded.",
    de="Ein Bruch an einem Bein ist eingetragen.",
)
def fracture_reported(ctx: Context) -> Iterable[Entries]:
    films = [
        f
        for f in ctx.facts.of("imaging")
        if f.data.get("result") == "fracture" and (f.data.get("site") or "hip") in LOWER_LIMB | HIP_AREA
    ]
    breaks = [f for f in ctx.facts.of("fracture") if (f.data.get("site") or "hip") in LOWER_LIMB]
    sides = _by_side(ctx, sorted([*films, *breaks], key=lambda f: f.seq))
    for side, facts in sorted(sides.items()):
        triggers, known = [], False
        for fact in facts:
            if fact.kind == "fracture" or not known:
                triggers.append(Trigger(fact.day, fact.seq, (fact.key,)))
            known = True
        yield Entries(triggers, None, side or None, _place(facts[0]), side)


def _place(fact: Fact) -> str:
    site = fact.data.get("site") or "hip"
    return "hip" if site in HIP_AREA or site == "femoral_neck" else str(site)


@finding(
    "avascular-necrosis-reported",
    who="C",
    urgency="soon",
    sources="000 002",
    kind="event",
    en="Avascular necrosis recorded, or imaging with the osteonecrosis pattern: ask for a second reading.",
    de="Osteonekrose eingetragen oder Bildgebung mit diesem Muster: Zweitbefundung erbitten.",
)
def avascular_necrosis_reported(ctx: Context) -> Iterable[Entries]:
    facts = [f for f in ctx.facts.of("imaging") if f.data.get("result") == "osteonecrosis_pattern"]
    facts += ctx.facts.of("avascular_necrosis")
    for side, rows in sorted(_by_side(ctx, sorted(facts, key=lambda f: f.seq)).items()):
        triggers = [Trigger(f.day, f.seq, (f.key,)) for f in rows]
        yield Entries(triggers, None, side if side in SIDES else None, "hip", side)
