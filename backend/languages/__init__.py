"""The languages of the server, as data: a folder for each, with its words in parts (`de/kinds.toml`).

A language is there because its folder is. English is the one that every other is measured by: where another lacks a
sentence, the English one stands, `manage.py missing_words` lists it, and a test fails.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
BASE = "en"
CODES: tuple[str, ...] = (
    BASE,
    *sorted(one.name for one in FOLDER.iterdir() if one.is_dir() and one.name not in (BASE, "__pycache__")),
)


def chosen(language: str) -> str:
    """The language of `language` (`de-AT` is `de`) if its words are here, else English."""
    code = language.lower().partition("-")[0]
    return code if code in CODES else BASE


@cache
def part(name: str) -> dict[str, dict[str, Any]]:
    """One part of the words in every language: `part("kinds")["de"]["kinds"]["pain"]`."""
    return {code: _over(_read(BASE, name), _read(code, name)) for code in CODES}


class Table(dict[str, Any]):
    """One section of a part, by language."""


def table(name: str, section: str) -> Table:
    """One section of a part in every language: `table("kinds", "values")["de"]["hip"]`."""
    return Table({code: words[section] for code, words in part(name).items()})


def missing(code: str) -> Iterator[str]:
    """What English says and `code` does not: `kinds.toml: values.hip`."""
    for path in sorted((FOLDER / BASE).glob("*.toml")):
        said = dict(_flat(_read(code, path.stem)))
        yield from (f"{path.name}: {key}" for key, _ in _flat(_read(BASE, path.stem)) if key not in said)


def unknown(code: str) -> Iterator[str]:
    """What `code` says and English does not: a slip of the pen, which nobody would ever see."""
    for path in sorted((FOLDER / code).glob("*.toml")):
        said = dict(_flat(_read(BASE, path.stem)))
        yield from (f"{path.name}: {key}" for key, _ in _flat(_read(code, path.stem)) if key not in said)


@cache
def _read(code: str, name: str) -> dict[str, Any]:
    path = FOLDER / code / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(base)
    for key, value in own.items():
        out[key] = (
            _over(out[key], value) if isinstance(value, Mapping) and isinstance(out.get(key), Mapping) else value
        )
    return out


def _flat(words: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in words.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, value
