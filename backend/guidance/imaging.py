"""Which picture is needed, and which picture must not reassure?"""

from collections.abc import Iterator

from backend.guidance.days import FAR, Spans, intersect, states, union
from backend.guidance.history import History, Series
from backend.guidance.pain_course import improving
from backend.guidance.registry import C, Claim, P, Span, Trigger, finding
from backend.guidance.words import joint_of, sides_said


def lasting(history: History, series: Series) -> Spans:
    """Days with pain that nothing says is better, gone or fallen; after that, from the next painful entry on."""
    better = improving(history)[series.joint, series.side]
    if not better:
        return series.running
    marks: list[tuple[int, int, bool]] = []
    for run in series.runs:
        marks += [(row.day, 0, True) for row in run.pains if not any(a <= row.day < b for a, b in better)]
        if run.end < FAR:
            marks.append((run.end, -1, False))
    marks += [(a, 1, False) for a, _ in better]
    return states((day, holds) for day, _, holds in sorted(marks))


@finding(
    "mri-for-diagnosis", (P, C), "soon", "000 001 003",
    en="Hip-area pain in a suspected episode for 14 days, and no MRI recorded.",
    de="Schmerz im Hüftbereich in einer vermuteten Episode seit 14 Tagen, und keine MRT eingetragen.",
)  # fmt: skip
def mri_for_diagnosis(history: History) -> Iterator[Claim]:
    previous_end = -FAR
    for episode in history.story.episodes:
        suspected = [episode.suspected_days]
        for series in history.hips:
            runs = [run for run in series.runs if run.end > suspected[0][0] and run.start < suspected[0][1]]
            spans: list[Span] = []
            for run in runs:
                scan = min(history.mri_days("hip", series.side, run.start, previous_end + 1), default=FAR)
                days = union([(run.start + int(history.th.diagnosis_mri_days), min(run.end, scan))])
                for a, b in intersect(intersect(days, lasting(history, series)), suspected):
                    seen = [row.key for row in run.pains if row.day <= a]
                    by = "rule:mri-recorded" if b == scan else "rule:condition-ended"
                    spans.append(Span(a, b, tuple(dict.fromkeys((seen[0], seen[-1]))), {}, by))
            yield Claim("condition", f"{series.subject}:{episode.number}", series.side, "hip", tuple(spans))
        previous_end = episode.open_days[1]


@finding(
    "early-xray-normal", (C,), "info", "000 001",
    en="A normal X-ray recorded less than 42 days after onset: it does not exclude.",
    de="Ein unauffälliges Röntgenbild weniger als 42 Tage nach Beginn: es schließt nichts aus.",
)  # fmt: skip
def early_xray_normal(history: History) -> Iterator[Claim]:
    triggers = []
    for row in history.of("imaging"):
        data = row.data
        if data.get("modality") != "xray" or data.get("result") != "normal":
            continue
        joint = joint_of(data.get("site"))
        if data.get("site") is not None and joint is None:
            continue
        sides = sides_said(data.get("side"))
        onsets = []
        for series in history.series.values():
            if (joint is None or series.joint == joint) and (not sides or series.side in (*sides, "unknown")):
                run = series.run_on(row.day)
                onsets += [run.start] if run else []
        episode = history.story.episode_on(row.day)
        if not onsets and episode and row.day < episode.open_days[1]:
            onsets = [episode.onset]
        ages = [row.day - onset for onset in onsets if 0 <= row.day - onset < history.th.early_xray_days]
        if ages:
            triggers.append(Trigger.of(row, days=min(ages), side=str(data.get("side") or "")))
    yield Claim("entry", "", None, "hip", (), tuple(triggers), int(history.th.entry_days))
