"""Server and phone say the same of a change, and the file is what the script writes."""

from backend.guidance.errors import ERRORS
from tests.vectors.errors.verdicts import FILE, changes, reviews, written


def test_the_file_is_what_the_script_writes():
    assert FILE.read_text(encoding="utf-8") == written()


def test_each_error_is_met_exactly_at_its_boundary():
    said = {
        (one["measure"], round(one["last"] - one["first"], 6)): one["expect"][0]
        for one in changes()
        if "least" not in one
    }
    for measure, error in ERRORS.items():
        least = 20 * error.amount / 100 if error.unit == "%" else error.amount
        for sign in (1, -1):
            assert said[measure, round(sign * least, 6)] == "within"
            assert said[measure, round(sign * (least + 0.01), 6)] == "more"


def test_two_raters_two_tools_and_what_nobody_named_get_no_verdict():
    rows = {one["name"]: one["expect"] for one in reviews()}
    assert rows["another rater"][0]["verdict"] == ["not_comparable", "rater"]
    assert rows["another tool"][0]["verdict"] == ["not_comparable", "tool"]
    assert rows["nobody said who"][0]["verdict"] == ["not_comparable", "rater"]
    assert rows["once is no change"][0]["verdict"] is None
    assert [row["verdict"][0] for row in rows["within and beyond"]] == ["within", "more"]
    assert [row["verdict"] for row in rows["strength"]] == [["no_error", ""], ["no_error", ""]]


def test_no_verdict_says_better_or_worse():
    assert {one["expect"][0] for one in changes()} == {"more", "within", "not_comparable", "no_error"}
