"""Each test that `docs/guidance-tests.md` names is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.findall(
    r"`(tests/[\w/]+\.py)::([\w:]+)`", (ROOT / "docs" / "guidance-tests.md").read_text(encoding="utf-8")
)


@cache
def names_in(path: str) -> frozenset[str]:
    found = set()
    for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
    return frozenset(found)


def test_the_table_names_tests() -> None:
    assert len(NAMED) > 50


@pytest.mark.parametrize("path", sorted({path for path, _ in NAMED}))
def test_every_named_test_is_there(path: str) -> None:
    assert {name for where, name in NAMED if where == path} - names_in(path) == set()
