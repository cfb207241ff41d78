"""The load on the report: what is in force and in kilograms, what was of an earlier episode, practice on a scale."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Literal

from backend.exchange.report.chart import Step
from backend.exchange.report.words import AID, LABELS, clipped, day_words, load_words
from backend.guidance import Assessment, Limit
from backend.guidance.kilograms import pounds
from backend.guidance.texts.places import SIDE, number
from backend.records.models import Record
from backend.tracking.held import Held, held_load, limit_on_day
from backend.tracking.models import Finding
from backend.tracking.present import finding_json

Reader = Literal["doctor", "patient"]


def sides_of(result: Assessment, reader: Reader) -> list[str]:
    """Both for the doctor; for the patient those that a decision, an episode or new pain is about, not the healthy leg."""
    anew = {one.side for one in result.open_findings if one.id in ("pain-returned", "opposite-hip-pain")}
    ill = {site.side for episode in result.episodes if episode.state != "resolved" for site in episode.sites}
    told = {side for side, terms in result.load_terms.items() if terms}
    return [
        side
        for side in ("left", "right")
        if reader == "doctor" or side in told or side in anew or ill & {side, "both"}
    ]


def load_line(
    side: str,
    result: Assessment,
    records: Sequence[Record],
    reader: Reader,
    language: str,
    findings: Sequence[Finding] = (),
) -> dict[str, Any]:
    """The load in force on a side; where none is, since when, and what was decided in the earlier episode.

    `findings`: those open for the patient, whose page says no more than they allow. The doctor decides, and reads both.
    """
    words = LABELS[language]
    line = {"side": side, "name": words["Left" if side == "left" else "Right"], "status": "", "by": "", "words": ""}
    state = result.load.get(side)
    row = next((row for row in records if state and str(row.pk) == state.key), None)
    if row is None or state is None:
        return line | {"none": _ended(side, result, records, reader, language)}
    by = f"{words['decided']} {row.author_name}" if row.author_name else ""
    parts = [part for part in (by, day_words(row.day, language)) if part]
    if row.data.get("review_on"):
        parts.append(f"{words['review']} {day_words(row.data['review_on'], language)}")
    if reader == "doctor" and state.limit.weight_kg and state.limit.weighed_on:
        day = day_words(date.fromordinal(state.limit.weighed_on), language)
        parts.append(f"{words['weight']} {number(state.limit.weight_kg, language)} kg ({day})")
    held = held_on(side, result, records, findings) if reader == "patient" else None
    if held:
        seen = finding_json(held.by, audience="patient", language=language)["text"]["seen"]
        return line | {
            "status": _in_pounds_too(load_words(held.load, language, held.limit), held.limit, records),
            "aid": AID[language].get(held.load.get("aid") or "", ""),
            "by": words["load_held"].format(seen=seen, load=load_words(row.data, language, state.limit)),
        }
    status = load_words(row.data, language, state.limit)
    if reader == "patient":
        status = _in_pounds_too(status, state.limit, records)
    return line | {
        "status": status,
        "aid": AID[language].get(row.data.get("aid") or "", ""),
        "by": clipped(", ".join(parts), 160),
        "words": clipped(row.data.get("for_patient") or "", 300),
    }


def held_on(side: str, result: Assessment, records: Sequence[Record], findings: Sequence[Finding]) -> Held | None:
    """What an open finding leaves of the load on a side."""
    signed = [row for row in records if row.kind == "prescription" and row.data["side"] in (side, "both")]
    return held_load(side, result, records, signed, findings)


def _in_pounds_too(words: str, limit: Limit, records: Sequence[Record]) -> str:
    return f"{words} · {pounds(limit.kg)} lb" if limit.kg and _reads_pounds(records) else words


def _reads_pounds(records: Sequence[Record]) -> bool:
    chosen = [row.data["weight_unit"] for row in records if row.kind == "setting" and row.data.get("weight_unit")]
    return chosen[-1:] == ["lb"]


def _ended(side: str, result: Assessment, records: Sequence[Record], reader: Reader, language: str) -> str:
    words = LABELS[language]
    terms = result.load_terms.get(side, ())
    last = terms[-1] if terms and terms[-1].ended_by_itself else None
    row = next((row for row in records if last and str(row.pk) == last.key), None)
    if row is None or last is None:
        return words["load_none" if reader == "doctor" else "load_none_patient"]
    if reader == "patient":
        return words["load_ended_patient"].format(day=day_words(last.until, language))
    by = ", ".join(part for part in (row.author_name, day_words(row.day, language)) if part)
    return words["load_ended"].format(day=day_words(last.until, language), load=load_words(row.data, language), by=by)


def practice_lines(
    records: Sequence[Record], result: Assessment, today: date, language: str, held: Collection[str] = ()
) -> list[str]:
    """Practice on a scale of the last four weeks, its last day beside the limit of that day: it says nothing of walking.

    Sides that a finding has `held` are left out, as their practice is on the phone.
    """
    words = LABELS[language]
    lines = []
    for side in ("left", "right"):
        rows = [
            row
            for row in records
            if row.kind == "scale_practice" and row.data["side"] == side and row.day > today - timedelta(days=28)
        ]
        if not rows or side in held:
            continue
        last = [kg for row in rows if row.day == rows[-1].day for kg in row.data["readings_kg"]]
        kg = _limit_of_day(side, rows[-1].day, result, records)
        limit = f"{kg} kg" if kg is not None else words["practice_unknown"]
        text = words["practice_days"].format(
            days=len({row.day for row in rows}),
            n=sum(len(row.data["readings_kg"]) for row in rows),
            readings=" · ".join(number(kg, language, 0 if kg == int(kg) else 1) for kg in last),
            limit=limit,
        )
        lines.append(f"{words['practice'].format(side=SIDE[language][side])}: {text}.")
    return lines


def _limit_of_day(side: str, day: date, result: Assessment, records: Sequence[Record]) -> int | None:
    """The kilograms of the order that was in force at the end of a day, as they were then."""
    terms = result.load_terms.get(side, ())
    term = next((one for one in terms if one.since <= day and (one.until is None or day < one.until)), None)
    row = next((row for row in records if term and str(row.pk) == term.key), None)
    return limit_on_day(row, records, day).kg if row else None


def measured_lines(records: Sequence[Record], today: date, language: str) -> list[str]:
    """What a device measured while walking in the last four weeks, the newest of each side; never called reported."""
    words = LABELS[language]
    lines = []
    for side in ("left", "right", "both", "unknown"):
        rows = [
            row
            for row in records
            if row.kind == "load_measurement"
            and (row.data.get("side") or "unknown") == side
            and row.day > today - timedelta(days=28)
        ]
        if not rows:
            continue
        data = rows[-1].data
        parts = [
            words[name].format(n=number(data[name], language, 0 if data[name] == int(data[name]) else 1))
            for name in ("peak_kg", "mean_kg", "steps")
            if data.get(name) is not None
        ]
        if data.get("share_above_limit") is not None:
            parts.append(words["share_above_limit"].format(n=number(data["share_above_limit"] * 100, language, 0)))
        where = SIDE[language].get(side) or words["unsided"]
        device = f" ({clipped(data['device'], 60)})" if data.get("device") else ""
        days = words["measured_days"].format(days=len({row.day for row in rows}))
        day = day_words(rows[-1].day, language)
        lines.append(f"{words['measured'].format(side=where)}: {days}; {day}{device}: {', '.join(parts)}.")
    return lines


def prescription_row(row: Record, result: Assessment, language: str) -> dict[str, str]:
    """One line of the table; a load that ended by itself is named as of the earlier episode."""
    terms = [term for terms in result.load_terms.values() for term in terms if term.key == str(row.pk)]
    state = next((state for state in result.load.values() if state and state.key == str(row.pk)), None)
    load = load_words(row.data, language, state.limit if state else None)
    if terms and all(term.ended_by_itself for term in terms):
        load += f" – {LABELS[language]['earlier']}"
    return {
        "date": day_words(row.day, language),
        "side": SIDE[language].get(row.data["side"], ""),
        "load": load,
        "aid": AID[language].get(row.data.get("aid") or "", "–"),
        "by": clipped(row.author_name or "–", 40),
        "review": day_words(row.data.get("review_on"), language),
    }


def steps(records: Iterable[Record], result: Assessment) -> list[Step]:
    """Each prescription with its days in force, as the rules say."""
    by_key = {str(row.pk): row for row in records if row.kind == "prescription"}
    steps = []
    for side, terms in result.load_terms.items():
        for term in terms:
            row = by_key.get(term.key)
            if row is not None and term.since != term.until:
                amount = row.data.get("percent")
                words = (
                    f"{amount:g} %" if amount else f"{row.data['limit_kg']:g} kg" if row.data.get("limit_kg") else ""
                )
                steps.append(Step(side, term.since, row.data["status"], words, term.until))
    return steps
