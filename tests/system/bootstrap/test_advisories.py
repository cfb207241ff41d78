"""Known weaknesses in what we pin: found ones fail, a silent service is said plainly, and neither passes for the other."""

import pytest

from toh_tracker.dev import steps
from toh_tracker.dev.audit_dependencies import (
    NOBODY,
    UNANSWERED,
    Verdict,
    conclude,
    read_npm_audit,
    read_pip_audit,
)
from toh_tracker.dev.steps import Outcome, Step

WEAK = {"id": "PYSEC-2018-28", "fix_versions": ["2.20.0"], "aliases": ["CVE-2018-18074"]}
OPEN = {"id": "PYSEC-2026-1", "fix_versions": [], "aliases": []}
CLEAN = Verdict(asked=3)
SILENT = Verdict(why_not="405 Method Not Allowed")


def package(name, *weaknesses):
    return {"name": name, "version": "2.19.0", "vulns": list(weaknesses)}


def test_what_a_newer_version_mends_is_told_apart_from_what_none_mends():
    verdict = read_pip_audit({"dependencies": [package("requests", WEAK), package("six", OPEN), package("idna")]})
    assert verdict.asked == 3
    assert verdict.mendable == ["requests 2.19.0: PYSEC-2018-28, mended in 2.20.0"]
    assert verdict.unmended == ["six 2.19.0: PYSEC-2026-1"]


def test_a_mirror_that_knows_no_package_has_not_answered():
    unknown = {"name": "idna", "skip_reason": "Dependency not found on PyPI"}
    assert read_pip_audit({"dependencies": [unknown, unknown]}).why_not
    one = read_pip_audit({"dependencies": [unknown, package("six")]})
    assert (one.why_not, one.asked, one.unknown) == ("", 1, ["idna"])


def test_npm_says_what_it_found_or_that_it_could_not_ask():
    found = {
        "vulnerabilities": {
            "dexie": {"range": "<3.2.2", "severity": "high", "fixAvailable": {"name": "dexie", "version": "4.0.0"}},
            "ms": {"range": "*", "severity": "low", "fixAvailable": False},
        },
        "metadata": {"dependencies": {"prod": 14}},
    }
    verdict = read_npm_audit(found)
    assert (verdict.mendable, verdict.unmended) == (["dexie <3.2.2 (high)"], ["ms * (low)"])
    assert verdict.asked == 14
    assert "405" in read_npm_audit({"message": "405 Method Not Allowed", "error": {}}).why_not


@pytest.mark.parametrize(
    ("python", "npm", "code", "words"),
    [
        (CLEAN, CLEAN, 0, "no known weakness"),
        (SILENT, SILENT, UNANSWERED, NOBODY),
        (CLEAN, SILENT, UNANSWERED, "about npm"),
        (Verdict(asked=3, mendable=["six"]), SILENT, 1, "1 known"),
        (Verdict(asked=3, unmended=["six"]), CLEAN, 0, "no known weakness that an upgrade would mend"),
    ],
)
def test_a_find_counts_more_than_silence_and_silence_is_no_pass(python, npm, code, words):
    told = conclude({"Python": python, "npm": npm})
    assert told[0] == code
    assert words in told[1]


def test_the_table_of_verify_counts_what_nobody_answered(tmp_path):
    ask = Step("advisories", ["sh", "-c", f"echo {NOBODY}; exit {UNANSWERED}"], unanswered=UNANSWERED)
    done = steps.carry_out(ask, log=tmp_path / "log")
    assert (done.result, done.why) == ("unanswered", NOBODY)
    told = steps.table([done, Outcome("lint", 1, "passed")], 2.0)
    assert told.endswith("verify: 1 passed, 0 failed, 0 skipped, 1 unanswered")
    other = Step("other", ["sh", "-c", f"exit {UNANSWERED}"])
    assert steps.carry_out(other, log=tmp_path / "log").result == "failed"
