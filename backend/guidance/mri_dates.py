"""When the next MRI is due: a clinician's date. Studies looked at 6 weeks and 3 months; no guideline gives a rhythm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from .areas import SIDES
from .dexa_dates import item
from .facts import Fact, as_day
from .imaging import HIP_BONES, covers
from .registry import reminder
from .types import DueItem

if TYPE_CHECKING:
    from .context import Context


@reminder(
    "mri-next",
    to="P C",
    sources="",
    en="{mri_notice_days} days before and on the day that a clinician set with an MRI, until a later MRI of that place is recorded.",
    de="{mri_notice_days} Tage vor und an dem Tag, den eine Fachperson mit einer MRT festgelegt hat, bis eine spätere MRT dieser Stelle "
    "eingetragen ist.",
)
def mri_next(ctx: Context) -> Iterable[DueItem]:
    for (place, known, due), sides in sorted(_dates(ctx).items()):
        side = "both" if len(sides) == 2 else sides[0]
        slot, on, notice = date.fromordinal(due).isoformat(), max(due, known), due - ctx.limits.mri_notice_days
        params = {"site": place, "side": side, "due": slot}
        for to in ("clinician", "patient"):
            if notice >= known:
                yield from item(
                    ctx, "mri-next", to, notice, f"{place}:{side}", f"before:{slot}", "clinician-date",
                    {**params, "days": due - notice},
                )  # fmt: skip
            yield from item(
                ctx, "mri-next", to, on, f"{place}:{side}", f"on:{slot}", "clinician-date", {**params, "days": 0}
            )


def _dates(ctx: Context) -> dict[tuple[str, int, int], list[str]]:
    """(Place, day of the MRI, day of the next one) with its sides: as the last day with an MRI of each place says.

    Of several dates that were set for a place on one day the earliest counts.
    """
    set_here: dict[str, list[tuple[int, int]]] = {}
    for fact in ctx.mris:
        due = as_day(fact.data.get("next_on"))
        if due is not None:
            for area in _areas(fact):
                set_here.setdefault(area, []).append((fact.day, due))
    out: dict[tuple[str, int, int], list[str]] = {}
    for area, dates in sorted(set_here.items()):
        last = max(fact.day for fact in ctx.mris if covers(fact, area))
        standing = [due for day, due in dates if day == last]
        if standing:
            place, side = area.split(":")
            out.setdefault((place, last, min(standing)), []).append(side)
    return out


def _areas(fact: Fact) -> list[str]:
    site, side = fact.data.get("site"), fact.data.get("side")
    place = "hip" if site is None or site in HIP_BONES else str(site)
    return [f"{place}:{one}" for one in (SIDES if side == "both" else (side if side in SIDES else "unknown",))]
