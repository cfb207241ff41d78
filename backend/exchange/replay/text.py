"""A replay as a page that a clinician reads: what was told, what was raised, what would have been sent."""

from textwrap import fill
from typing import Any

from backend.exchange.replay.reader import History

WIDTH = 96
_MARK = {"now": "!!", "soon": "! ", "routine": "· ", "info": "  "}


def as_text(history: History, result: dict[str, Any]) -> str:
    """Day by day: entries, findings opened and closed, reminders; then what stands at the end."""
    told: dict[int, list[str]] = {}
    for day, draft in history.drafts:
        told.setdefault(day, []).append(_entry(draft.kind, draft.data))
    days = {day["day"]: day for day in result["days"]}
    who = {"female": "woman", "male": "man"}.get(history.sex, "person")
    born = f", born {history.birth_year}" if history.birth_year else ""
    lines = [
        f"{history.id} — {who}{born}, {history.timezone}",
        fill(history.source, WIDTH) if history.source else "",
        f"Rules {result['guidance_version']}; day 0 is {history.day_zero.isoformat()}.",
        "",
    ]
    state = None
    for day in sorted({*told, *days}):
        if day > history.until:
            break
        seen = days.get(day)
        head = f"Day {day:>4}  {history.date_of(day):%a %d %b %Y}"
        if seen and seen["state"] != state:
            state = seen["state"]
            head += f"   [{state}]"
        lines.append(head)
        lines += [_wrap("told", entry) for entry in told.get(day, [])]
        for finding in seen["opened"] if seen else []:
            side = f" ({finding['side']})" if finding["side"] else ""
            lines.append(
                f"  {_MARK[finding['urgency']]} opened   {finding['finding']}{side} — {finding['urgency']}"
                f", source {' '.join(finding['sources']) or 'ours'}"
            )
            words = finding["clinician_text"] or finding["patient_text"]
            lines.append(fill(words, WIDTH, initial_indent=" " * 14, subsequent_indent=" " * 14))
        for finding in seen["resolved"] if seen else []:
            lines.append(f"     closed   {finding['finding']} — {finding['reason']}")
        for reminder in seen["reminders"] if seen else []:
            lines.append(f"     sends    {reminder['reminder']} to {reminder['to']}")
        lines.append("")
    lines.append("Open at the end: " + (", ".join(result["open_at_end"]) or "nothing"))
    lines.append(
        "Still planned:   "
        + (
            ", ".join(f"{item['reminder']} {item['due']} ({item['to']})" for item in result["scheduled_at_end"])
            or "nothing"
        )
    )
    return "\n".join(line for line in lines if line is not None)


def _wrap(label: str, words: str) -> str:
    return fill(words, WIDTH, initial_indent=f"     {label:<8} ", subsequent_indent=" " * 14)


def _entry(kind: str, data: dict[str, Any]) -> str:
    """An entry in a few words: values first, flags by name."""
    parts = []
    for name, value in data.items():
        if value is True:
            parts.append(name.replace("_", " "))
        elif value is False:
            parts.append("no " + name.replace("_", " "))
        elif name in (
            "site",
            "side",
            "status",
            "direction",
            "category",
            "modality",
            "result",
            "name",
            "finding",
        ):
            parts.append(str(value).replace("_", " "))
        elif isinstance(value, list):
            parts.append(f"{name.replace('_', ' ')} {', '.join(map(str, value))}")
        else:
            parts.append(f"{name.replace('_', ' ')} {value}")
    return kind.replace("_", " ") + (": " + ", ".join(parts) if parts else "")
