"""Pages that follow one another without skipping anything: a page's mark names the last resource on it."""

from typing import Any

from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.searching.asked import AGAIN, Asked, mark_of, place_of


def page(found: list[dict[str, Any]], asked: Asked) -> tuple[list[dict[str, Any]], str | None]:
    """One page of `found`, and the mark of the next one."""
    start, count = 0, asked.count
    if asked.one("_page"):
        last, ids = place_of(asked.one("_page"))[-1], [one["id"] for one in found]
        if last not in ids:
            raise Wrong("_page", AGAIN)
        start = ids.index(last) + 1
    part = found[start : start + count]
    more = part and start + count < len(found)
    return part, mark_of([part[-1]["id"]]) if more else None
