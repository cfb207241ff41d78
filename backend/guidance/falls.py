"""A fall, a near-fall or a stumble (ours; stumbling loads a hip 720-870 % of body weight, Bergmann 1993)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .areas import is_hip
from .facts import Fact
from .pain_log import hurts
from .registry import Entries, Trigger, finding

if TYPE_CHECKING:
    from .context import Context


@finding(
    "fall-or-stumble",
    who="P C",
    urgency="soon",
    at_worst="now",
    sources="",
    kind="entry",
    limits="single_entry_days",
    en="A fall, a near-fall or a stumble is recorded; today, where a fall comes with hip-area pain on its day or the next.",
    de="Ein Sturz, ein Beinahe-Sturz oder ein Stolpern ist eingetragen; heute, wenn zu einem Sturz am selben oder am nächsten Tag Schmerzen im "
    "Hüftbereich kommen.",
)
def fall_or_stumble(ctx: Context) -> Iterable[Entries]:
    falls = ctx.facts.of("fall")
    if not falls:
        return
    pains: dict[int, Fact] = {}
    for area in ctx.areas:
        if is_hip(area):
            for fact in ctx.log(area).entries:
                if hurts(fact) and (fact.day not in pains or fact.seq < pains[fact.day].seq):
                    pains[fact.day] = fact
    urgent: dict[str, list[Trigger]] = {}
    other: dict[str, list[Trigger]] = {}
    for fact in falls:
        side = str(fact.data.get("side") or "")
        own = side if side in ("left", "right") else ""
        hurt = next((d for d in (fact.day, fact.day + 1) if d in pains), None)
        known = {"outcome": str(fact.data.get("outcome") or "")}
        if fact.data.get("outcome") == "fall" and hurt is not None:
            pain = pains[hurt]
            urgent.setdefault(own, []).append(
                Trigger(hurt, max(fact.seq, pain.seq), (fact.key, pain.key), {**known, "variant": "now"})
            )
            if hurt > fact.day:
                other.setdefault(own, []).append(Trigger(fact.day, fact.seq, (fact.key,), known, until=hurt))
        else:
            other.setdefault(own, []).append(Trigger(fact.day, fact.seq, (fact.key,), known))
    for own, triggers in sorted(urgent.items()):
        ordered = sorted(triggers, key=lambda t: t.seq)
        yield Entries(ordered, None, own or None, "hip", f"pain:{own}", urgency="now")
    for own, triggers in sorted(other.items()):
        yield Entries(triggers, ctx.limits.single_entry_days, own or None, "hip", own)
