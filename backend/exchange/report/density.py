"""DEXA in honest rows: a verdict on a change only where one can be had (clinical contract §8)."""

from collections.abc import Mapping, Sequence
from typing import Any

from backend.exchange.report.words import LABELS, day_words
from backend.guidance.errors import Reading, verdict
from backend.guidance.texts.places import number, place_words
from backend.records.kinds.dexa import LSC_FACTOR
from backend.records.models import Record


def density_rows(scans: Sequence[Record], precision: Mapping[str, Any], language: str) -> list[dict[str, str]]:
    """One row for each value, newest first; each compared with the one before it at the same site and side."""
    rows: list[dict[str, str]] = []
    before: dict[tuple[Any, Any], Record] = {}
    for scan in sorted(scans, key=lambda row: (row.day, row.counts_at, row.pk)):
        data = scan.data
        key = (data.get("site"), data.get("side"))
        rows.append(
            {
                "date": day_words(scan.day, language),
                "site": place_words(data.get("site") or "unknown", data.get("side"), language),
                "bmd": number(data.get("bmd"), language, 3),
                "t": number(data.get("t_score"), language),
                "z": number(data.get("z_score"), language),
                "change": _change(before.get(key), scan, precision.get(str(data.get("site"))), language),
                "machine": _short(data.get("device") or "–"),
            }
        )
        before[key] = scan
    return rows[::-1]


def _short(name: str) -> str:
    return name if len(name) <= 28 else name[:27].rstrip() + "…"


def _change(before: Record | None, scan: Record, error: Any, language: str) -> str:
    words = LABELS[language]
    if before is None:
        return words["first"]
    old, new = before.data.get("bmd"), scan.data.get("bmd")
    if old is None or new is None:
        return words["no_bmd"]
    first, last = (Reading(row.data["bmd"], {"device": row.data.get("device") or None}) for row in (before, scan))
    known = isinstance(error, (int, float)) and error > 0
    least = LSC_FACTOR * error if known else None
    # Compared as they are printed, so that no row contradicts its own figures.
    said = verdict("bmd", first, last, least=least, digits=3).said
    if said == "not_comparable":
        return words["machine_unknown" if first.how == last.how else "other_machine"]
    change = number(new - old, language, 3, signed=True)
    if least is None:
        return words["no_verdict"].format(d=change)
    return words["beyond" if said == "more" else "within"].format(d=change, l=number(least, language, 3))
