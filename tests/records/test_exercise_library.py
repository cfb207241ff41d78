"""The library of exercises: whole, drawn by one hand, and nothing in it behind the wrong gate."""

import re

import pytest

from backend import languages
from backend.core.errors import Refused
from backend.patients.programmes.actions import CATEGORIES, RESTRICTED, clean_items
from backend.records.exercises import SOURCES, library
from backend.records.exercises.figure import BASES, FLOOR, HEIGHT, PROPS, WIDTH, angles_of, draw, lowest
from backend.records.kinds.base import kind_named

IDS = sorted(library())
# Poses in which nothing but the other leg, or both together, carries the body on land.
ON_FEET = {"stand", "kneel"}
IN_WATER = {"water", "deep", "surface"}


@pytest.mark.parametrize("key", IDS)
def test_each_is_whole_in_every_language_and_drawn_on_the_sheet(key):
    one = library()[key]
    start, end, *props = one.pose
    assert set(props) <= set(PROPS)
    assert one.load == "unmeasured" or one.by in SOURCES, "a measured load names who measured it"
    for pose in (start, end):
        drawn = draw(pose, *props)
        points = re.findall(r"(-?\d+(?:\.\d)?) (-?\d+(?:\.\d)?)", drawn.near.split("a6")[0] + drawn.far)
        assert all(-1 <= float(x) <= WIDTH + 1 and -4 <= float(y) <= HEIGHT for x, y in points), (pose, points)
        assert lowest(pose) <= FLOOR + 4 or IN_WATER & set(props), "nobody stands in the floor"
    assert one.drawings[0] != one.drawings[1] or key == "relax-lying"
    for code in languages.CODES:
        words = languages.part("exercises")[code]
        assert words["name"][key]
        assert words["how"][key]
        assert words["watch"][one.category]
        assert words["load"][one.load]


@pytest.mark.parametrize("key", IDS)
def test_none_shows_a_load_that_its_phase_forbids(key):
    one = library()[key]
    start, end, *props = one.pose
    on_feet = any(pose.split()[0] in ON_FEET for pose in (start, end)) and not IN_WATER & set(props)
    if on_feet:
        assert one.weight == "FWB", "who stands on land may bear the whole weight"
    if one.category in CATEGORIES[RESTRICTED] and one.weight != "none":
        assert IN_WATER & set(props) or {pose.split()[0] for pose in (start, end)} == {"quad"}
    if one.weight == "none":
        assert not on_feet
    if one.category in ("gait", "weight_bearing", "aerobic"):
        assert one.weight == "FWB"


def test_there_are_enough_of_each_and_no_word_too_many():
    assert len(IDS) >= 60
    for category in (
        "other",
        "aquatic",
        "range_of_motion",
        "strengthening",
        "balance",
        "weight_bearing",
        "gait",
        "aerobic",
    ):
        assert [one for one in library().values() if one.category == category], category
    for code in languages.CODES:
        words = languages.part("exercises")[code]
        assert set(words["name"]) == set(words["how"]) == set(IDS)
        text = " ".join([*words["name"].values(), *words["how"].values(), *words["watch"].values()]).lower()
        assert not re.search(r"\b(safe|cleared|healed|jump|geheilt|unbedenklich)\b", text)
        assert all(
            "slowly" in words["watch"]["aquatic"].lower() or "langsam" in words["watch"]["aquatic"].lower()
            for _ in (0,)
        )
    assert [one.id for one in library().values() if one.lightly and one.load != "walking"] == []


@pytest.mark.parametrize("pose", ["flying", "stand zz=4", "stand nt"])
def test_a_slip_in_a_pose_is_refused(pose):
    with pytest.raises(ValueError, match=r"no pose is called|a pose has no|could not convert"):
        angles_of(pose)


def test_every_base_stands_on_its_floor():
    assert {name for name in BASES if lowest(name) > FLOOR + 4} == set()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"category": "aquatic", "items": [{"exercise": "clam"}]}, "items"),
        ({"category": "strengthening", "items": [{"exercise": "handstand"}]}, "items"),
        ({"category": "strengthening", "items": [{"exercise": "clam", "sets": 0}]}, "items"),
        ({"category": "strengthening", "items": [{"exercise": "clam", "speed": 3}]}, "items"),
        ({"category": "strengthening", "items": [{"exercise": "clam"}] * 21}, "items"),
    ],
)
def test_what_is_no_exercise_of_the_category_is_refused_by_name(fields, field):
    with pytest.raises(Refused) as refused:
        kind_named("programme").clean(fields)
    assert refused.value.field.split(".")[0] == field


def test_a_programme_made_before_stays_valid_and_a_template_keeps_its_exercises():
    assert kind_named("programme").clean({"category": "aquatic", "minutes": 20}) == {
        "category": "aquatic",
        "minutes": 20,
    }
    items = [{"exercise": "heel-slide", "side": "left", "sets": 2, "repetitions": 10}]
    [kept] = clean_items([{"category": "range_of_motion", "items": items}], phase="restricted")
    assert kept["items"] == items
