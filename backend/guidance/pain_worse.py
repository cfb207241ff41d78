"""The finding that pain is worse: `pain_course` says on which days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .registry import Condition, finding

if TYPE_CHECKING:
    from .context import Context


@finding(
    "pain-worse",
    who="P C",
    urgency="soon",
    sources="001",
    limits="slow_rise_points slow_rise_recent_points change_report_days",
    en="Pain is worse: the middle of the last 3 logged days is {worsening_points} points above the 14 days before, or has risen "
    "slowly over a month, or the patient reports worse.",
    de="Die Schmerzen sind stärker: Die Mitte der letzten 3 eingetragenen Tage liegt {worsening_points} Punkte über den 14 Tagen "
    "davor, oder sie stieg langsam über einen Monat, oder „schlechter“ wurde gemeldet.",
)
def pain_worse(ctx: Context) -> Iterable[Condition]:
    for area, spans in ctx.worse.items():
        if spans:
            site, side = ctx.split(area)
            yield Condition(spans, side, site, area, evidence=ctx.worse_evidence(area))
