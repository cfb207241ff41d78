"""Each test that `docs/touch-tests.md` names is there: of Python by its function, of the front end by its title."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rules.test_guidance_table import names_in

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs" / "touch-tests.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TABLE)
FRONT_END = re.findall(r"`(frontend/tests/[\w-]+\.test\.tsx?)`: “([^”]+)”", TABLE)


def test_every_point_has_its_tests() -> None:
    points = [row.split("|") for row in TABLE.splitlines() if re.match(r"\| \d+ ", row)]
    assert [int(cells[1]) for cells in points] == list(range(1, 12))
    assert all("tests/" in cells[3] for cells in points)
    assert len(PYTHON) > 20
    assert len(FRONT_END) > 8


@pytest.mark.parametrize("path", sorted({path for path, _ in PYTHON}))
def test_every_named_test_of_python_is_there(path: str) -> None:
    assert {name for where, name in PYTHON if where == path} - names_in(path) == set()


@pytest.mark.parametrize("path", sorted({path for path, _ in FRONT_END}))
def test_every_named_test_of_the_front_end_is_there(path: str) -> None:
    said = (ROOT / path).read_text(encoding="utf-8")
    assert {title for where, title in FRONT_END if where == path and f'"{title}"' not in said} == set()
