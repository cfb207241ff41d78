"""What is asked for, and what of it is understood: `Prefer: handling=lenient` passes over the rest, and says so."""

import base64
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from backend.exchange.fhir.problems import Wrong
from backend.exchange.fhir.searching.tables import ANSWER, SEVERAL

MOST = 500
USUAL = 100
HANDLING = re.compile(r"\bhandling\s*=\s*\"?(lenient|strict)\b", re.I)


@dataclass(slots=True)
class Asked:
    """The parameters of one search, each with all its values; `passed_over` are the names that nothing is done with."""

    values: dict[str, list[str]]
    passed_over: list[str] = field(default_factory=list)

    def one(self, name: str) -> str:
        return self.values[name][0] if name in self.values else ""

    def all(self, name: str) -> list[str]:
        return self.values.get(name, [])

    def said(self, name: str) -> list[str]:
        """The parts of a parameter that stands once and has commas in it."""
        return [part.strip() for part in self.one(name).split(",") if part.strip()]

    @property
    def count(self) -> int:
        text = self.one("_count") or str(USUAL)
        if not re.fullmatch(r"\d{1,9}", text):
            raise Wrong("_count", f"expected a number from 0 to {MOST}")
        return min(int(text), MOST)

    @property
    def counting(self) -> bool:
        """Only how many there are: R4 takes `_count=0` for `_summary=count`."""
        return self.one("_summary") == "count" or ("_count" in self.values and self.count == 0)

    @property
    def total(self) -> str:
        """`none` or `accurate`; an estimate is as good as counted here."""
        if self.one("_totalMethod") not in ("", "count", "estimate"):
            raise Wrong("_totalMethod", "expected count or estimate")
        text = self.one("_total")
        if text not in ("", "none", "estimate", "accurate"):
            raise Wrong("_total", "expected none, estimate or accurate")
        return "none" if text == "none" else "accurate" if text else ""


def lenient(prefer: str) -> bool:
    """Whether the header `Prefer` wants what is not understood passed over; without a word it is refused."""
    match = HANDLING.search(prefer)
    return match is not None and match[1].lower() == "lenient"


def understood(
    given: Mapping[str, Sequence[str]],
    *,
    filters: Collection[str] = (),
    once: Collection[str] = (),
    answer: Collection[str] = ANSWER,
    several: Collection[str] = SEVERAL,
    be_lenient: bool = False,
) -> Asked:
    """The parameters that are known. Wrong names one that is not (unless `be_lenient`), or stands twice and must not.

    A filter may come several times (`date=ge…&date=le…`): all of them hold.
    """
    known = (*filters, *once, *answer, *several)
    out = Asked({})
    for name, values in given.items():
        if name not in known:
            if not be_lenient:
                raise Wrong(name, "expected one of " + ", ".join(known))
            out.passed_over.append(name)
            continue
        if len(values) > 1 and name not in filters and name not in several:
            raise Wrong(name, "expected it once")
        out.values[name] = list(values)
    return out


def mark_of(last: Sequence[str]) -> str:
    """Where the next page begins: after this place. Opaque to the client."""
    return base64.urlsafe_b64encode(json.dumps(list(last)).encode()).decode()


AGAIN = "expected the mark of a page of this search; begin it again"


def place_of(text: str) -> list[str]:
    try:
        read = json.loads(base64.urlsafe_b64decode(text.encode()))
    except (ValueError, RecursionError) as error:
        raise Wrong("_page", AGAIN) from error
    if not isinstance(read, list) or not all(isinstance(one, str) for one in read) or not read:
        raise Wrong("_page", AGAIN)
    return read
