"""Whatever a file holds: an answer for each resource, never a crash."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.core.actor import Actor
from backend.exchange.fhir.load import load

COURSE = json.loads((Path(__file__).parent / "samples" / "course.json").read_text())
ODD: list[Any] = [
    None, True, 0, -1, 3.5, 1e300, "", "x", "left", "2025-02-30", "9999-12-31T23:59:59-14:00", "2025-01-01T00:00:60Z",
    "Patient/ana", "urn:uuid:1", "#x", [], {}, [None], [[]], [{}], {"coding": "x"}, {"reference": 5}, {"start": "2025"},
    "entered-in-error", "right hip", "١٢", "\u0000", "\ud800", "a" * 3000,
]  # fmt: skip


def paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [here] if here else []
    for step, inner in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        found += paths(inner, (*here, step))
    return found


PATHS = [path for path in paths(COURSE) if path[:1] == ("entry",)]


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(ODD)), min_size=1, max_size=3))
def test_a_course_with_broken_places_is_answered(tmp_path, changes):
    course = copy.deepcopy(COURSE)
    for path, value in changes:
        target: Any = course
        try:
            for step in path[:-1]:
                target = target[step]
            target[path[-1]] = copy.deepcopy(value)
        except (TypeError, KeyError, IndexError):
            continue
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(course))
    with transaction.atomic():
        done = load([str(file)], by=Actor.system("test"))
        transaction.set_rollback(True)
    total = done.total
    answered = total.created + total.identical + total.updated + len(total.refused) + sum(total.ignored.values())
    if done.exit_status != 2:
        assert answered == sum(entry.get("resource") is not None for entry in course["entry"] or [])
    assert all(one.path and one.expected for one in total.refused)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_told_in_words(tmp_path, content):
    file = tmp_path / "bytes"
    file.write_bytes(content)
    done = load([str(file)], by=Actor.system("test"))
    assert done.exit_status == 2
    assert done.files[str(file)].error
