"""A person's own activities: the same words are one series, and a change is said to matter or not, never to be better."""

from backend.guidance.goals import goals_of


def told(day: str, activity: str, score: float | None = None, **more):
    return day, {"activity": activity, "score": score, **more}


def test_first_last_and_whether_it_matters():
    stairs, ana = goals_of(
        [
            told("2026-01-01", "Stairs", 2),
            told("2026-01-01", "Carry Ana", 4),
            told("2026-01-08", "stairs", 3),
            told("2026-01-15", "STAIRS", 3.5),
            told("2026-01-15", "Carry Ana", 5),
        ]
    )
    assert (stairs.first, stairs.last, stairs.times, stairs.verdict.said) == (2, 3.5, 3, "more")
    # 1.3 matters (JMIR Rehabil 2022): one point does not
    assert (ana.first, ana.last, ana.verdict.said) == (4, 5, "within")


def test_rated_once_gets_no_verdict_and_the_last_word_says_whether_it_is_asked_for():
    (one,) = goals_of([told("2026-01-01", "Dance", 6), told("2026-02-01", "Dance", ended=True)])
    assert (one.ended, one.last_on, one.verdict) == (True, "2026-01-01", None)
    (again,) = goals_of(
        [told("2026-01-01", "Dance", 6), told("2026-02-01", "Dance", ended=True), told("2026-03-01", "Dance", 4)]
    )
    assert (again.ended, again.last, again.verdict.said) == (False, 4, "more")


def test_what_was_only_ended_is_no_row():
    assert goals_of([told("2026-02-01", "Dance", ended=True)]) == []
