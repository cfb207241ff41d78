"""Writes `words/red-flags.json`: what a red flag says, for the server and the phone alike.

`python -m tests.vectors.words` rewrites the file; `test_words.py` and the phone's `red-flag-text.test.ts` are held to it.
"""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from typing import Any

from backend import languages
from backend.guidance import FINDINGS, finding_text
from backend.guidance.thresholds import LABELS
from backend.guidance.types import SET, FindingState
from tests.vectors.generate import FLAGS, HERE

FILE = HERE / "words" / "red-flags.json"
PLACES = (("hip", "left"), ("hip", "right"), ("hip", None), ("knee", "left"), ("low_back", None), (None, None))


def text_of(
    finding: str, site: str | None, side: str | None, numbers: dict[str, float], language: str
) -> dict[str, str]:
    rule = FINDINGS[finding]
    state = FindingState(
        finding, "", side, site, rule.at_worst, rule.audience, "open", date(2026, 3, 1), None, None, None, None, None,
        (), rule.sources, rule.version, {f"{SET}{name}": value for name, value in numbers.items() if name in rule.limits}
        | ({"variant": "now"} if rule.urgency != "now" else {}),
    )  # fmt: skip
    said = finding_text(state, "patient", language)
    return {"seen": said.seen, "do": said.do, "why": said.why, "number": said.number}


def chosen_for(finding: str) -> list[dict[str, float]]:
    """No number chosen; each that the rule reads, as 1 and as a half more than usual; all of them."""
    rule = FINDINGS[finding]
    names = rule.limits if rule.urgency == "now" else ()
    usual = {name: float(LABELS[name]["default"]) for name in names}
    one_by_one = [{name: value} for name in names for value in (1.0, usual[name] + 0.5) if value != usual[name]]
    return [{}, *one_by_one, *([{name: usual[name] * 2 + 1 for name in names}] if names else [])]


def content() -> dict[str, Any]:
    cases = [
        {
            "finding": finding, "site": site, "side": side, "numbers": numbers, "language": language,
            "text": text_of(finding, site, side, numbers, language),
        }
        for finding in sorted(FLAGS)
        for language in languages.CODES
        for (site, side), numbers in [
            *product(PLACES, [{}]), *product([("hip", "left")], chosen_for(finding)[1:]),
        ]
    ]  # fmt: skip
    return {"format": "toh-words/1", "cases": cases}


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps(content(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
