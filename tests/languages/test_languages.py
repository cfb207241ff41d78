"""Every language says everything, and a new one that says little is told what it lacks."""

import json
import re
from datetime import date

import pytest
from django.core.management import call_command

from backend import languages
from backend.core.management.commands import missing_words
from backend.languages.formats import date_in, written

PLACES = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("code", missing_words.every_language())
def test_a_language_says_all_that_english_says(code):
    assert list(missing_words.missing_words(code)) == []


@pytest.mark.parametrize("code", [code for code in languages.CODES if code != languages.BASE])
def test_a_language_says_nothing_that_nobody_would_see(code):
    assert list(languages.unknown(code)) == []


def test_a_language_that_is_begun_is_told_what_it_lacks(tmp_path, monkeypatch, capsys):
    own = tmp_path / "frontend/messages"
    own.mkdir(parents=True)
    (own / "en.json").write_text(json.dumps({"$schema": "s", "save": "Save", "edit": "Edit"}))
    (own / "fr.json").write_text(json.dumps({"save": "Enregistrer"}))
    monkeypatch.setattr(missing_words, "messages", lambda: own)
    with pytest.raises(SystemExit) as ended:
        call_command("missing_words", "fr")
    told = capsys.readouterr().out
    assert ended.value.code == 1
    assert "fr  frontend/messages/fr.json: edit\n" in told
    assert "fr  backend/languages/fr/kinds.toml: kinds.pain\n" in told
    assert "fr.json: save" not in told
    # what is not data yet, but stands in Python
    assert "fr  backend/guidance/texts/findings_fr.py\n" in told
    assert "fr  backend/guidance/texts/reminders.py: TITLES\n" in told


def test_what_a_language_lacks_is_said_in_english(tmp_path, monkeypatch):
    for code, words in (("en", 'hip = "hip"\nknee = "knee"'), ("fr", 'hip = "hanche"')):
        (tmp_path / code).mkdir()
        (tmp_path / code / "kinds.toml").write_text(f"[values]\n{words}\n")
    monkeypatch.setattr(languages, "FOLDER", tmp_path)
    monkeypatch.setattr(languages, "CODES", ("en", "fr"))
    languages.part.cache_clear()
    languages._read.cache_clear()
    try:
        assert languages.table("kinds", "values")["fr"] == {"hip": "hanche", "knee": "knee"}
    finally:
        languages.part.cache_clear()
        languages._read.cache_clear()


def test_a_sentence_has_the_same_gaps_in_each_language():
    """A `{name}` that one language forgets would leave a hole, and one that it invents would stop the page."""
    for path in sorted((languages.FOLDER / languages.BASE).glob("*.toml")):
        if path.stem == "formats":
            continue
        said = dict(languages._flat(languages._read(languages.BASE, path.stem)))
        for code in languages.CODES:
            for key, text in languages._flat(languages._read(code, path.stem)):
                assert set(PLACES.findall(str(text))) == set(PLACES.findall(str(said[key]))), (
                    f"{code} {path.name} {key}"
                )


def test_numbers_and_days():
    day = date(2026, 3, 12)
    assert [date_in(day, code) for code in ("en", "de")] == ["12 March 2026", "12. März 2026"]
    assert [date_in(day, code, "short") for code in ("en", "de")] == ["12 March 2026", "12.3.2026"]
    assert [date_in(day, code, "with_weekday") for code in ("en", "de")] == ["Thu 12 Mar 2026", "Do 12. März 2026"]
    assert [written("-1,234.5", code) for code in ("en", "de")] == ["−1,234.5", "−1.234,5"]


def test_a_region_speaks_its_language():
    assert [languages.chosen(code) for code in ("de-AT", "DE", "pt", "")] == ["de", "de", "en", "en"]
