"""The library of exercises: what each is, behind which gate it stands, how much the hip bears in it, and how it is drawn."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from backend.records.exercises.figure import Drawing, draw, highest

Load = Literal["half", "walking", "unmeasured"]
"""Load of the hip: about half of walking (or less), like walking (up to it and somewhat above), or not measured."""
SOURCES = {
    "bergmann": "Bergmann 1993",
    "schwachmeyer": "Schwachmeyer 2013, PLoS One",
    "kutzner": "Kutzner 2017, PLoS One",
}
"""Walking loads the hip with 280 to 480 % of body weight (Bergmann); exercises that bear weight with up to 441 %, isometric ones
widely and potentially highly, dynamic and long-lever ones with about half of walking (Schwachmeyer); in slow water with 36 to
55 % less than on land (Kutzner)."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """`weight`: the least load that the affected leg must be allowed; `lightly`: isometric, to be done with little force."""

    id: str
    category: str
    weight: Literal["none", "PWB", "FWB"]
    load: Load
    by: str | None
    lightly: bool
    pose: tuple[str, ...]

    @property
    def top(self) -> int:
        """Where the sheet may be cut off: over somebody who lies there is nothing to see."""
        start, end, *props = self.pose
        standing = {"water", "deep", "surface", "bar", "wall", "support", "chair", "elliptical"} & set(props)
        return 0 if standing else max(0, int(min(highest(start), highest(end))) - 6)

    @property
    def drawings(self) -> tuple[Drawing, Drawing]:
        """Where it begins and where it ends."""
        start, end, *props = self.pose
        return draw(start, *props), draw(end, *props)


@cache
def library() -> dict[str, Exercise]:
    """Every exercise by its id, in the order in which they are offered."""
    text = (Path(__file__).parent / "library.toml").read_text(encoding="utf-8")
    return {
        key: Exercise(
            key,
            one["category"],
            one["weight"],
            one["load"],
            one.get("by"),
            one.get("lightly", False),
            tuple(one["pose"]),
        )
        for key, one in tomllib.loads(text).items()
    }
