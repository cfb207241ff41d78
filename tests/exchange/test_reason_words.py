"""Why a finding closed is said in words, in either language: a rule's code is never shown raw."""

import re
from pathlib import Path

import pytest

import backend
from backend.exchange.replay.words import REASONS, reason
from backend.guidance import GUIDANCE_VERSION

ROOT = Path(backend.__file__).parent
CODES = sorted(
    {
        code
        for folder in ("guidance", "tracking")
        for path in (ROOT / folder).rglob("*.py")
        for code in re.findall(r"\"rule:([a-z][a-z-]*[a-z])\"", path.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_code_has_words(language: str) -> None:
    assert len(CODES) > 4
    assert [code for code in CODES if code not in REASONS[language]] == []
    assert "14" in reason("rule:14-days", language)


@pytest.mark.parametrize(("language", "word"), [("en", "withdrawn"), ("de", "zurückgenommen")])
def test_a_version_of_the_guidance_is_named(language: str, word: str) -> None:
    said = reason(f"rule:guidance-{GUIDANCE_VERSION}", language)
    assert GUIDANCE_VERSION in said
    assert word in said


def test_a_clinicians_words_stay() -> None:
    assert reason("talked through", "de") == "talked through"
