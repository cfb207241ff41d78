"""The phone says of a red flag what the server says: its copies are current, and its sentences are held to these vectors."""

import json
import re

from backend.dashboard.management.commands.phone_copy import stale
from backend.guidance import bone_density
from backend.guidance.in_force import LADDER
from backend.records.kinds import lab, vocabulary
from tests.vectors.generate import FLAGS
from tests.vectors.words import FILE, content


def test_the_file_is_what_the_script_writes():
    assert json.loads(FILE.read_text(encoding="utf-8")) == json.loads(json.dumps(content()))


def test_every_flag_is_among_them_and_no_sentence_has_a_hole():
    cases = json.loads(FILE.read_text(encoding="utf-8"))["cases"]
    assert {case["finding"] for case in cases} == FLAGS
    for case in cases:
        assert not [text for text in case["text"].values() if re.search(r"[{}]|  | \.|: \.", text)], case


def test_the_phones_copies_are_current():
    assert stale() == [], "run `python3 manage.py phone_copy`"


def test_what_stands_twice_on_the_server_stands_there_alike():
    """The rules import nothing of ours, and the record log knows no rules: this is what holds the two together."""
    assert tuple(vocabulary.LOADS) == LADDER
    assert lab.NMOL_PER_NG == bone_density.NMOL_PER_NG
