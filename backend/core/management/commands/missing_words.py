"""`manage.py missing_words [LANGUAGE]`: what is not said yet in a language, on the server and on the phone."""

import importlib.util
import json
import pkgutil
import re
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

import backend
from backend import languages


class Command(BaseCommand):
    help = "List what a language does not say yet. Ends with 1 while something is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("language", nargs="*", help="Such as de. Without one: all but English.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for code in options["language"] or every_language():
            for line in missing_words(code):
                self.stdout.write(f"{code}  {line}")
                found += 1
        self.stdout.write(f"{found} missing" if found else "Nothing is missing.")
        if found:
            raise SystemExit(1)


def messages() -> Path:
    return Path(settings.BASE_DIR) / "frontend/messages"


def every_language() -> list[str]:
    """Those whose words somebody has begun, on the server or on the phone; not English, which the others are measured by."""
    phone = {path.stem for path in messages().glob("*.json")}
    return sorted((phone | set(languages.CODES)) - {languages.BASE})


def missing_words(code: str) -> Iterator[str]:
    yield from (f"backend/languages/{code}/{line}" for line in languages.missing(code))
    yield from _in_python(code)
    said = _phone(code)
    yield from (f"frontend/messages/{code}.json: {key}" for key in _phone(languages.BASE) if key not in said)


def _in_python(code: str) -> Iterator[str]:
    """What still stands in Python, each language beside the other: `{"en": {…}, "de": {…}}` at the top of a module."""
    for found in pkgutil.walk_packages(backend.__path__, "backend."):
        if ".migrations" in found.name or ".management" in found.name:
            continue
        module = import_module(found.name)
        path = Path(str(module.__file__)).relative_to(settings.BASE_DIR)
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for name, value in vars(module).items():
            # Where it is written, not where it is imported.
            if isinstance(value, Mapping) and re.search(rf"^{name}\b.*=", source, re.MULTILINE):
                yield from (f"{path}: {name}{key}" for key in _lacking(value, code))
    if importlib.util.find_spec(f"backend.guidance.texts.findings_{code}") is None:
        yield f"backend/guidance/texts/findings_{code}.py"


def _lacking(value: Mapping[Any, Any], code: str) -> Iterator[str]:
    if isinstance(value, languages.Table):
        return  # data already: its folder is asked
    if languages.BASE not in value:
        for key, inner in value.items():
            if isinstance(inner, Mapping):
                yield from (f".{key}{rest}" for rest in _lacking(inner, code))
    elif code not in value:
        yield ""
    elif isinstance(value[languages.BASE], Mapping) and isinstance(value[code], Mapping):
        yield from (f".{key}" for key in value[languages.BASE] if key not in value[code])


def _phone(code: str) -> dict[str, Any]:
    path = messages() / f"{code}.json"
    words: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {key: value for key, value in words.items() if not key.startswith("$")}
