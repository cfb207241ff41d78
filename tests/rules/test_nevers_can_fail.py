"""Each never of §5 broken on purpose: the check that holds it must then fail on a told history, and pass without the break.

The thirteenth is of the ways in, not of the rules: `tests/exchange/fhir/test_never_13_can_fail.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from math import ceil
from typing import Any

import pytest

from backend.guidance import REMINDERS, PatientFacts, engine, habits, imaging, in_force, kilograms, pregnancy
from backend.guidance import return_to_exercise as gates
from backend.guidance.context import Context
from backend.guidance.course import Course
from backend.guidance.spans import FOREVER
from backend.guidance.texts import findings_de, findings_en
from tests.rules import test_nevers as nevers
from tests.rules.histories import START, Row, moment

HER = PatientFacts("female", 1990, "UTC")
ALWAYS = [(-FOREVER, FOREVER)]
Break = Callable[[pytest.MonkeyPatch], None]


def told(*entries: tuple[int, str, dict[str, Any]]) -> list[Row]:
    return [
        (f"k{index:04d}", kind, START + timedelta(days=day), moment(HER, day, 8) + timedelta(seconds=index), data)
        for index, (day, kind, data) in enumerate(entries)
    ]


def hurts(day: int, intensity: float = 5) -> tuple[int, str, dict[str, Any]]:
    return day, "pain", {"site": "hip", "side": "left", "intensity": intensity}


ILL = told(*(hurts(day, 2 if day < 9 else 6) for day in range(13)))
DIAGNOSED = (0, "diagnosis", {"site": "hip", "side": "left", "basis": "clinical"})
EXPECTING = told((0, "pregnancy", {"gestation_week": 30}), hurts(0))
THIN = told(hurts(0), DIAGNOSED, (1, "dexa", {"site": "total_hip", "side": "left", "t_score": -1.8}))
SIGNED = told(hurts(0), (1, "prescription", {"side": "left", "status": "PWB", "percent": 30}))
DRINKS = told((0, "habit", {"alcohol_drinks_per_day": 6}))


def says(words: str, *, german: bool = False) -> Break:
    """A patient's text of a finding that every such history opens says something else."""

    def broken(patch: pytest.MonkeyPatch) -> None:
        table = (findings_de if german else findings_en).PATIENT
        for name in ("pain-worse", "weight-bearing-undecided", "pregnancy-hip-pain"):
            patch.setitem(table, name, ("Seen.", words, "Because.", ""))

    return broken


def dexa_for_everybody(patch: pytest.MonkeyPatch) -> None:
    item = replace(nevers.at(HER, ILL, 12).due[0], reminder="dexa-baseline")
    patch.setitem(REMINDERS, "dexa-baseline", replace(REMINDERS["dexa-baseline"], plan=lambda ctx: [item]))


def always(module: Any, name: str) -> Break:
    return lambda patch: patch.setattr(module, name, lambda ctx: ALWAYS)


def resolved_at_once(patch: pytest.MonkeyPatch) -> None:
    real = Course.state_spans
    patch.setattr(
        Course, "state_spans", lambda self, *states: ALWAYS if states == ("resolved",) else real(self, *states)
    )


def any_picture_is_an_mri(kind: str) -> Break:
    def broken(patch: pytest.MonkeyPatch) -> None:
        def first(ctx: Context, area: str, onset: int, *, before: int | None = None) -> int:
            return next((fact.day for fact in ctx.facts.of(kind) if fact.day >= onset), FOREVER)

        for module in (imaging, pregnancy):
            patch.setattr(module, "mri_since", first)

    return broken


def sets_resolved(patch: pytest.MonkeyPatch) -> None:
    real = engine._episode
    patch.setattr(engine, "_episode", lambda *given: replace(real(*given), state="resolved"))


def raises_the_load(patch: pytest.MonkeyPatch) -> None:
    real = engine._load

    def more(ctx: Context, side: str) -> Any:
        load = real(ctx, side)
        return load and replace(load, status="FWB", key="nobody")

    patch.setattr(engine, "_load", more)


def silent_until_week_28(patch: pytest.MonkeyPatch) -> None:
    real = engine.assess

    def waits(*given: Any) -> Any:
        answer = real(*given)
        return replace(answer, findings=()) if given[0].of("pregnancy") else answer

    patch.setattr(nevers, "assess", waits)


def allowance_for_all(patch: pytest.MonkeyPatch) -> None:
    real = habits._steps
    patch.setattr(habits, "_steps", lambda rows, minus=None: real(rows))


def nothing_ends(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(in_force, "_lapses", lambda ctx, side: [])


def rounded_up(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(kilograms, "part_of", lambda percent, kg: ceil(percent * kg / 100))


def newest_weight_counts(patch: pytest.MonkeyPatch) -> None:
    real = kilograms.limit_of
    from backend.guidance import load_limit

    def newest(order: Any, signed: Any, since: Any, today: int, *, max_age: int) -> Any:
        return real(order, None, list(since)[-1:] or [signed], today, max_age=max_age)

    patch.setattr(load_limit, "limit_of", newest)


CASES: list[tuple[str, Break, Callable[..., None], tuple[Any, ...]]] = [
    ("1 a reminder without a diagnosis", dexa_for_everybody, nevers.test_1_no_dexa_reminder_without_a_diagnosis, (HER, ILL, 12)),
    ("1 words", says("Arrange a DEXA scan."), nevers.test_1_no_finding_of_a_patient_asks_for_dexa, (HER, ILL, 12)),
    ("1 German words", says("Lassen Sie eine DEXA vereinbaren.", german=True), nevers.test_1_no_finding_of_a_patient_asks_for_dexa, (HER, ILL, 12)),
    ("2 NSAID", says("Take ibuprofen."), nevers.test_2_no_patient_text_names_a_drug, (HER, EXPECTING, 3)),
    ("2 bisphosphonate", says("Fragen Sie nach Alendronat.", german=True), nevers.test_2_no_patient_text_names_a_drug, (HER, ILL, 12)),
    ("3 not permitted", always(gates, "permitted"), nevers.test_3_each_gate_closes_by_itself, (5, "permission")),
    ("3 not resolved", resolved_at_once, nevers.test_3_each_gate_closes_by_itself, (5, "resolution")),
    ("3 not full weight", always(gates, "full_load"), nevers.test_3_each_gate_closes_by_itself, (5, "FWB")),
    ("4 X-ray", any_picture_is_an_mri("imaging"), nevers.test_4_a_normal_xray_closes_nothing, (HER, EXPECTING, 20, 9, "left")),
    ("4 DEXA", any_picture_is_an_mri("dexa"), nevers.test_4_a_normal_dexa_closes_nothing_but_t_scores, (HER, EXPECTING, 20, 9)),
    ("4 early MRI", any_picture_is_an_mri("imaging"), nevers.test_4_a_normal_mri_within_48_hours_closes_nothing, (1,)),
    ("5 words", says("This is common in pregnancy."), nevers.test_5_pain_in_pregnancy_is_never_called_normal, (HER, EXPECTING, 3)),
    ("5 silence", silent_until_week_28, nevers.test_5_before_week_28_the_general_rules_speak, (HER, ILL, 12)),
    ("6 drilling", says("Decompression is better than medicine."), nevers.test_6_no_drilling_and_no_fracture_played_down, (HER, ILL, 12)),
    ("6 fracture", says("A fracture is rarer than with old age."), nevers.test_6_no_drilling_and_no_fracture_played_down, (HER, ILL, 12)),
    ("7 before resolution", resolved_at_once, nevers.test_7_the_t_score_rule_waits_for_resolution, (HER, THIN, 5)),
    ("8 words", says("Your hip is healed."), nevers.test_8_nothing_is_safe_cleared_or_healed, (HER, ILL, 12)),
    ("8 German words", says("Sie ist ausgeheilt.", german=True), nevers.test_8_nothing_is_safe_cleared_or_healed, (HER, ILL, 12)),
    ("8 sets resolved", sets_resolved, nevers.test_8_only_a_clinician_resolves_an_episode, (HER, ILL, 12)),
    ("9 raises the load", raises_the_load, nevers.test_9_the_load_is_what_a_clinician_prescribed, (HER, SIGNED, 3)),
    ("9 words", says("You can now put more weight on it."), nevers.test_9_the_load_is_what_a_clinician_prescribed, (HER, ILL, 12)),
    ("10 pregnant", allowance_for_all, nevers.test_10_no_alcohol_allowance, (HER, DRINKS, 20, "pregnant")),
    ("10 breastfeeding", allowance_for_all, nevers.test_10_no_alcohol_allowance, (HER, DRINKS, 120, "postpartum")),
    ("11 nothing ends", nothing_ends, nevers.test_11_no_load_of_an_earlier_episode_is_in_force, ("left", ILL, 2, 3)),
    ("12 rounded up", rounded_up, nevers.test_12_kilograms_only_fall_until_somebody_signs, (33.3, 70.0, [])),
    ("12 heavier", newest_weight_counts, nevers.test_12_kilograms_only_fall_until_somebody_signs, (30, 60.0, [(9, 90.0)])),
]  # fmt: skip


def run(check: Callable[..., None], given: tuple[Any, ...]) -> None:
    generated = getattr(check, "hypothesis", None)
    (generated.inner_test if generated else check)(*given)


@pytest.mark.parametrize(("broken", "check", "given"), [pytest.param(*rest, id=name) for name, *rest in CASES])
def test_a_broken_never_is_caught(
    broken: Break, check: Callable[..., None], given: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(check, given)
    broken(monkeypatch)
    with pytest.raises(AssertionError):
        run(check, given)
