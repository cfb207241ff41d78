"""Medicines that do not go with pregnancy or breastfeeding (000; denosumab, iloprost and NSAID: ours)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .facts import Fact
from .registry import Entries, Trigger, finding
from .spans import FOREVER, intersect

if TYPE_CHECKING:
    from .context import Context

WATCHED = ("bisphosphonate", "calcitonin", "teriparatide", "denosumab", "prostacyclin", "nsaid")


def courses(ctx: Context) -> list[tuple[Fact, int]]:
    """Each start of a medicine with the day of its stop (or of its next start), oldest first."""
    rows = ctx.facts.of("medicine")
    out = []
    for i, fact in enumerate(rows):
        if fact.data.get("action") == "stop":
            continue
        end = next((r.day for r in rows[i + 1 :] if _same(r, fact)), FOREVER)
        out.append((fact, end))
    return out


def _same(one: Fact, other: Fact) -> bool:
    def name(fact: Fact) -> str:
        return str(fact.data.get("name") or "").strip().lower()

    if one.data.get("class") and other.data.get("class") and one.data["class"] != other.data["class"]:
        return False
    return not name(one) or not name(other) or name(one) == name(other)


@finding(
    "drug-in-pregnancy-or-breastfeeding",
    who="C",
    urgency="now",
    sources="000",
    kind="event",
    version="2",
    limits="postpartum_days",
    en="A bisphosphonate, calcitonin, teriparatide, denosumab, iloprost or NSAID recorded while pregnant or breastfeeding.",
    de="Bisphosphonat, Calcitonin, Teriparatid, Denosumab, Iloprost oder NSAR eingetragen in Schwangerschaft oder Stillzeit.",
)
def drug_in_pregnancy(ctx: Context) -> Iterable[Entries]:
    days = ctx.pregnancy.drug_days
    if not days:
        return
    found: dict[str, list[Trigger]] = {}
    for fact, end in courses(ctx):
        kind = str(fact.data.get("class"))
        if kind not in WATCHED:
            continue
        for start, _ in intersect([(fact.day, max(end, fact.day + 1))], days):
            here = ctx.pregnancy.at(start)
            keys = (fact.key, *([here.key] if here is not None else []))
            seq = fact.seq if start == fact.day else next((r.seq for r in ctx.facts.rows if r.day == start), fact.seq)
            found.setdefault(kind, []).append(
                Trigger(start, seq, keys, {"drug_class": kind, "name": str(fact.data.get("name") or "")})
            )
    for kind, triggers in sorted(found.items()):
        yield Entries(sorted(triggers, key=lambda t: (t.day, t.seq)), None, None, None, kind)
