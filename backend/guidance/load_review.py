"""Is it time for a clinician to look at the load again? (GUIDANCE §4; all numbers are ours.)"""

from collections.abc import Iterator

from backend.guidance.days import intersect, subtract, union
from backend.guidance.history import History
from backend.guidance.pain_course import worsening
from backend.guidance.registry import RULES, C, Claim, P, Span, due, finding, reminder
from backend.guidance.types import DueItem
from backend.guidance.loading import words
from backend.guidance.words import LEVEL

LOOK_BACK = 14


@finding(
    "ready-for-load-review", (C, P), "routine", "002 003", about_hip=False, stage=1,
    en="The prescription is below full weight and 14 days old; 10 pain-logged days in the last 14, none above 2; no finding of urgency now, no worsening, no fracture within 42 days. All numbers are defaults of this software.",
    de="Die Verordnung liegt unter Vollbelastung und ist 14 Tage alt; 10 Tage mit Schmerzeintrag in den letzten 14, keiner über 2; kein dringender Hinweis, keine Verschlechterung, kein Bruch innerhalb von 42 Tagen. Alle Zahlen sind Voreinstellungen dieser Software.",
)  # fmt: skip
def ready_for_load_review(history: History) -> Iterator[Claim]:
    th = history.th
    now_rules = [rule.id for rule in RULES.values() if rule.urgency == "now"]
    blocked = union(
        [
            *history.open_spans("pain-worse", *now_rules),
            *(span for spans in worsening(history).values() for span in spans),
            *((row.day, row.day + int(th.review_fracture_days) + 1) for row in history.of("fracture")),
        ]
    )
    for side, decisions in sorted(history.decisions.items()):
        series = history.series.get(("hip", side))
        if series is None:
            continue
        days, need = series.days, int(th.review_logged_days)
        enough = union((days[i + need - 1], days[i] + LOOK_BACK) for i in range(len(days) - need + 1))
        high = [day for day, value in zip(days, series.values, strict=True) if value > th.review_highest_pain]
        # A day without a stated intensity blocks: nobody knows how high it was.
        bad = union((day, day + LOOK_BACK) for day in (*high, *series.unvalued))
        calm = subtract(subtract(enough, bad), blocked)
        spans: list[Span] = []
        for decision in decisions:
            if decision.level < LEVEL["FWB"]:
                old = [(decision.start + int(th.review_prescription_days), decision.end)]
                for a, b in intersect(calm, union(old)):
                    keys = (decision.row.key, *series.keys(a - LOOK_BACK + 1, a))
                    params = {"status": words(decision.row), "days": LOOK_BACK}
                    spans.append(Span(a, b, tuple(dict.fromkeys(keys)), params))
        yield Claim("condition", f"leg:{side}", side, "hip", tuple(spans))


@reminder(
    "weight-bearing-review", (C, P), "002 003",
    en="When ready-for-load-review opens, and on each prescription's review date.",
    de="Wenn ready-for-load-review sich öffnet, und am Kontrolltermin jeder Verordnung.",
)  # fmt: skip
def weight_bearing_review(history: History) -> Iterator[DueItem]:
    today = history.today
    opened = sorted(
        {life.opened for life in history.lives if life.rule == "ready-for-load-review" and life.opened <= today < life.closed}
    )
    for day in opened:
        for to in (C, P):
            yield due("weight-bearing-review", to, day, f"ready:{history.iso(day)}", "ready", "ready-for-load-review")
    seen: set[str] = set()
    for decisions in history.decisions.values():
        for decision in decisions:
            review = history.date_field(decision.row, "review_on")
            if review is None or not decision.start <= today < decision.end or decision.row.key in seen:
                continue
            seen.add(decision.row.key)
            for to in (C, P):
                day = max(review, decision.start)
                yield due("weight-bearing-review", to, day, f"prescription:{decision.row.key}", "review", "review-date")

