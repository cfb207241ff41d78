"""One hand for every exercise: a figure of lines, from the angles of its limbs.

A pose is a name and what differs from it: `"supine nt=50 ns=-55"`. Angles are degrees from the right, counted upwards (90 is up,
-90 down). `t` trunk, `h` head; `na nb` upper arm and forearm of the near side, `nt ns nf` thigh, shank and foot of it; `fa fb ft fs ff`
of the far side; `x y` where the pelvis is, on a sheet of 120 by 110 whose floor is at 102. Near is drawn in full, far is thin.
"""

from functools import cache
from math import cos, radians, sin
from typing import NamedTuple

WIDTH, HEIGHT, FLOOR = 120, 110, 102
HEAD = 6.0
LENGTHS = {"t": 30.0, "a": 15.0, "b": 14.0, "thigh": 24.0, "shank": 22.0, "foot": 7.0}
ANGLES = ("t", "h", "na", "nb", "nt", "ns", "nf", "fa", "fb", "ft", "fs", "ff")

BASES: dict[str, str] = {
    "supine": "x=62 y=96 t=180 h=180 na=14 nb=-8 nt=0 ns=0 nf=80 fa=14 fb=-8 ft=0 fs=0 ff=80",
    "hooklying": "x=66 y=96 t=180 h=180 na=14 nb=-8 nt=62 ns=-70 nf=0 fa=14 fb=-8 ft=56 fs=-64 ff=0",
    "prone": "x=62 y=96 t=180 h=176 na=160 nb=205 nt=0 ns=0 nf=-30 fa=160 fb=205 ft=0 fs=0 ff=-30",
    "side": "x=60 y=92 t=178 h=178 na=-16 nb=12 nt=4 ns=-4 nf=50 fa=172 fb=150 ft=-10 fs=-4 ff=20",
    "sit": "x=52 y=78 t=92 h=90 na=-75 nb=-10 nt=0 ns=-90 nf=0 fa=-80 fb=-15 ft=2 fs=-88 ff=0",
    "longsit": "x=48 y=96 t=98 h=92 na=-120 nb=-75 nt=0 ns=0 nf=75 fa=-115 fb=-70 ft=0 fs=0 ff=75",
    "stand": "x=58 y=56 t=90 h=90 na=-84 nb=-78 nt=-88 ns=-92 nf=0 fa=-98 fb=-86 ft=-92 fs=-88 ff=0",
    "quad": "x=74 y=78 t=176 h=172 na=-90 nb=-90 nt=-90 ns=0 nf=-12 fa=-88 fb=-92 ft=-88 fs=0 ff=-12",
    "kneel": "x=60 y=78 t=90 h=90 na=-80 nb=-60 nt=-90 ns=180 nf=190 fa=-95 fb=-80 ft=-88 fs=180 ff=190",
    "floating": "x=62 y=52 t=176 h=178 na=150 nb=160 nt=-4 ns=-6 nf=40 fa=165 fb=170 ft=-8 fs=-4 ff=40",
    "cycling": "x=50 y=58 t=66 h=72 na=-36 nb=-22 nt=-30 ns=-96 nf=-10 fa=-38 fb=-24 ft=-62 fs=-70 ff=-15",
}
PROPS: dict[str, str] = {
    "mat": f"M8 {FLOOR}H112",
    "floor": f"M8 {FLOOR}H112",
    "chair": f"M40 81H70M42 81V{FLOOR}M68 81V{FLOOR}M40 81V50",
    "stool": f"M40 81H64M42 81V{FLOOR}M62 81V{FLOOR}",
    "support": f"M92 {FLOOR}V58M86 58H98",
    "wall": f"M36 12V{FLOOR}",
    "water": "M6 38q6 -4 12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0",
    "deep": "M6 30q6 -4 12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0",
    "surface": "M6 50q6 -4 12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0t12 0",
    "bar": "M96 30V62M90 34H102",
    "step": f"M66 {FLOOR}V92H104V{FLOOR}",
    "stairs": f"M58 {FLOOR}V92H76V82H94V72H110",
    "bike": "M64 90a14 14 0 1 0 28 0a14 14 0 1 0 -28 0M78 90L62 62H44M74 76L80 44H88",
    "elliptical": f"M24 {FLOOR}H106M86 {FLOOR}L82 26",
    "ball": "M66 92a9 9 0 1 0 18 0a9 9 0 1 0 -18 0",
    "pillow": "M56 88q8 -8 16 0",
    "roll": "M82 97a5 5 0 1 0 10 0a5 5 0 1 0 -10 0",
    "pad": f"M44 {FLOOR}v-5h30v5",
    "line": f"M14 {FLOOR}h92",
    "crutches": f"M84 42L80 {FLOOR}M78 42h10",
    "garden": f"M88 {FLOOR}v-18m0 6q8 0 9 -8m-9 12q-8 -1 -9 -9",
    "band": "M88 96q8 -4 16 -2",
    "weights": "M0 0",
}


class Drawing(NamedTuple):
    """Paths of SVG on a sheet of 120 by 110: what stands around, the far limbs, trunk and head with the near limbs."""

    around: str
    far: str
    near: str


@cache
def draw(pose: str, *props: str) -> Drawing:
    """The figure in a pose; ValueError for a word that no pose or thing has."""
    angles = angles_of(pose)
    hip = (angles["x"], angles["y"])
    shoulder = _from(hip, angles["t"], LENGTHS["t"])
    neck = _from(shoulder, angles["h"], 3)
    head = _from(neck, angles["h"], HEAD)
    body = f"{_line(hip, shoulder, neck)}M{_n(head[0] - HEAD)} {_n(head[1])}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0"
    return Drawing(
        "".join(PROPS[one] for one in props if one != "weights"),
        _limbs(angles, "f", hip, shoulder),
        body + _limbs(angles, "n", hip, shoulder),
    )


def angles_of(pose: str) -> dict[str, float]:
    """Each angle and place of a pose, by its name."""
    base, *changes = pose.split()
    if base not in BASES:
        raise ValueError(f"no pose is called {base}")
    out: dict[str, float] = {}
    for one in [*BASES[base].split(), *changes]:
        name, _, value = one.partition("=")
        if name not in (*ANGLES, "x", "y"):
            raise ValueError(f"a pose has no {name}")
        out[name] = float(value)
    return out


def lowest(pose: str) -> float:
    """How far down the figure reaches: nobody stands below the floor."""
    angles = angles_of(pose)
    return max(point[1] for limb in ("n", "f") for point in _leg(angles, limb, (angles["x"], angles["y"])))


def highest(pose: str) -> float:
    """How far up the figure reaches."""
    angles = angles_of(pose)
    hip = angles["x"], angles["y"]
    shoulder = _from(hip, angles["t"], LENGTHS["t"])
    head = _from(_from(shoulder, angles["h"], 3), angles["h"], HEAD)
    arms = [
        _from(_from(shoulder, angles[f"{side}a"], LENGTHS["a"]), angles[f"{side}b"], LENGTHS["b"]) for side in "nf"
    ]
    legs = [point for side in "nf" for point in _leg(angles, side, hip)]
    return min(head[1] - HEAD, shoulder[1], *(point[1] for point in (*arms, *legs)))


def _leg(angles: dict[str, float], side: str, hip: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    knee = _from(hip, angles[f"{side}t"], LENGTHS["thigh"])
    ankle = _from(knee, angles[f"{side}s"], LENGTHS["shank"])
    return hip, knee, ankle, _from(ankle, angles[f"{side}f"], LENGTHS["foot"])


def _limbs(angles: dict[str, float], side: str, hip: tuple[float, float], shoulder: tuple[float, float]) -> str:
    elbow = _from(shoulder, angles[f"{side}a"], LENGTHS["a"])
    hand = _from(elbow, angles[f"{side}b"], LENGTHS["b"])
    return _line(*_leg(angles, side, hip)) + _line(shoulder, elbow, hand)


def _from(point: tuple[float, float], angle: float, length: float) -> tuple[float, float]:
    return point[0] + length * cos(radians(angle)), point[1] - length * sin(radians(angle))


def _line(*points: tuple[float, float]) -> str:
    first, *rest = points
    return f"M{_n(first[0])} {_n(first[1])}" + "".join(f"L{_n(x)} {_n(y)}" for x, y in rest)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
