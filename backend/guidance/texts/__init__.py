"""Words of findings and reminders, in English and German. Identity never depends on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..types import DueItem, FindingState
from . import findings_de, findings_en, numbers, reminders, words

LANGUAGES = ("en", "de")
_FINDINGS = {"en": findings_en, "de": findings_de}


@dataclass(frozen=True, slots=True)
class Text:
    """What was seen, what to do, why, and where a number of ours comes from."""

    seen: str
    do: str
    why: str
    number: str = ""

    @property
    def one_line(self) -> str:
        """For a list: what was seen and what to do first."""
        return f"{self.seen} {self.do.split('. ')[0].rstrip('.')}."

    def __str__(self) -> str:
        return " ".join(part for part in (self.seen, self.do, self.why, self.number) if part)


class _Params(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def _language(language: str) -> str:
    return "de" if language.lower().startswith("de") else "en"


def _decimal(value: float, language: str) -> str:
    text = f"{value:.1f}".replace("-", "−")
    return text.replace(".", ",") if language == "de" else text


def finding_title(finding: str, language: str) -> str:
    """A few words for a finding."""
    return _FINDINGS[_language(language)].TITLES[finding]


def reminder_title(reminder: str, language: str) -> str:
    """A few words for a reminder."""
    return reminders.TITLES[_language(language)][reminder]


def finding_text(finding: FindingState, audience: str, language: str) -> Text:
    """The words of one finding for `patient` or `clinician`. KeyError where the audience does not see it."""
    lang = _language(language)
    table = _FINDINGS[lang].PATIENT if audience == "patient" else _FINDINGS[lang].CLINICIAN
    params = _finding_params(finding, lang)
    seen, do, why, number = (" ".join(part.format_map(params).split()) for part in table[finding.id])
    return Text(seen, do, why, numbers.chosen(finding, audience, lang) or number)


def _finding_params(finding: FindingState, lang: str) -> _Params:
    """What its words may name. A number in a sentence is always the one in force."""
    params = _Params(finding.params)
    params |= {name: numbers.plain(value, lang) for name, value in numbers.in_force(finding).items()}
    params["where"] = words.where(finding.site, finding.side, lang)
    if "t" in params:
        scan = words.SCANS[lang].get(str(params["t_site"]), "")
        side = words.SIDES[lang].get(str(params.get("t_side") or ""), "")
        params["t_place"] = f"{side} {scan}".strip() if lang == "en" else f"{scan} {side}".strip()
        params["t"] = _decimal(float(params["t"]), lang)
        caveats = words.CAVEATS[lang]
        params["caveat"] = " ".join(caveats if params.get("postpartum") else caveats[:1])
        risks = words.risk_line(str(params.get("risks") or ""), lang)
        label = "Additional risk factors" if lang == "en" else "Weitere Risikofaktoren"
        params["risks_line"] = f"{label}: {risks}." if risks else ""
    if "ng_ml" in params:
        params["ng_ml"] = _decimal(float(params["ng_ml"]), lang)
    if "drug_class" in params:
        name = str(params.get("name") or "")
        kind = words.CLASSES[lang].get(str(params["drug_class"]), str(params["drug_class"]))
        params["drug"] = f"{name} ({kind})" if name else kind
    for which in ("reported", "prescribed"):
        if params.get(f"{which}_percent"):
            params[which] = f"{params[which]} {params[f'{which}_percent']} %"
    return params


def reminder_text(item: DueItem | tuple[str, Mapping[str, Any]], audience: str, language: str) -> str:
    """The in-app words of a reminder, from a due item or from (id, params)."""
    lang = _language(language)
    name, given = (item.reminder, item.params) if isinstance(item, DueItem) else item
    params = _Params(given)
    table = (reminders.PATIENT if audience == "patient" else reminders.CLINICIAN)[lang]
    key = f"{name}:{params.get('why') or 'date'}" if name == "weight-bearing-review" else name
    params["hips"] = reminders.HIPS[lang][str(params.get("hips") or "both")]
    params["exercise"] = words.EXERCISES[lang].get(str(params.get("category") or ""), words.EXERCISES[lang][""])
    minutes = int(params.get("minutes") or 0)
    params["minutes_words"] = (
        "" if not minutes else f", {minutes} minutes" if lang == "en" else f", {minutes} Minuten"
    )
    params["due_words"] = _due(params, lang)
    risks = words.risk_line(str(params.get("risks") or ""), lang)
    params["risks_words"] = (
        ""
        if not risks
        else (f" It is yearly because of: {risks}." if lang == "en" else f" Sie ist jährlich wegen: {risks}.")
    )
    params["held_words"] = (
        ""
        if not params.get("held")
        else (
            " It is held from the patient: pregnant or too soon after delivery."
            if lang == "en"
            else " Für die Patientin zurückgehalten: schwanger oder zu bald nach der Geburt."
        )
    )
    return " ".join(table[key].format_map(params).split())


def _due(params: Mapping[str, Any], lang: str) -> str:
    if not params.get("due") or not params.get("days"):
        return "now" if lang == "en" else "jetzt"
    day = date.fromisoformat(str(params["due"]))
    return f"on {day.day} {day:%B} {day.year}" if lang == "en" else f"am {day.day}.{day.month}.{day.year}"


_GATES = {
    "en": {
        "not-resolved": "Weight-bearing exercise waits until your clinician records that the episode is resolved.",
        "no-fwb": "Weight-bearing exercise waits until your clinician records full weight bearing.",
        "no-permission": "Weight-bearing exercise waits for your clinician's permission.",
        "open-finding": "Weight-bearing exercise pauses while something that needs attention is open.",
        "": "",
    },
    "de": {
        "not-resolved": "Übungen mit Belastung warten, bis Ihre Fachperson die Episode als abgeschlossen einträgt.",
        "no-fwb": "Übungen mit Belastung warten, bis Ihre Fachperson Vollbelastung einträgt.",
        "no-permission": "Übungen mit Belastung warten auf die Erlaubnis Ihrer Fachperson.",
        "open-finding": "Übungen mit Belastung pausieren, solange etwas Wichtiges offen ist.",
        "": "",
    },
}


def gate_text(code: str, language: str) -> str:
    """Why weight-bearing exercise is locked, for the patient."""
    return _GATES[_language(language)][code]
