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


def catalogue_of(language: str) -> Any:
    """The findings' words in a language: TITLES, PATIENT and CLINICIAN."""
    return _FINDINGS[_language(language)]


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


def finding_text(finding: FindingState, audience: str, language: str, unit: str = "kg") -> Text:
    """The words of one finding for `patient` or `clinician`, weights in `kg` or `lb`. KeyError where the audience does not see it."""
    lang = _language(language)
    table = _FINDINGS[lang].PATIENT if audience == "patient" else _FINDINGS[lang].CLINICIAN
    params = _finding_params(finding, lang, unit)
    variant = f"{finding.id}:{finding.params.get('variant')}"
    names = [f"{finding.id}:decided"] if "load_key" in finding.params else []
    said = next(table[name] for name in (*names, variant, finding.id) if name in table or name == finding.id)
    seen, do, why, number = (words.named_sources(" ".join(part.format_map(params).split()), lang) for part in said)
    if audience != "patient" and names and names[0] not in table and params["load"]:
        seen += f" {words.SIGNED_SINCE[lang]}: {params['load']}."
    return Text(seen, do, why, numbers.chosen(finding, audience, lang) or number)


def _finding_params(finding: FindingState, lang: str, unit: str) -> _Params:
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
    if "outcome" in params:
        params["outcome"] = words.FALLS[lang].get(str(params["outcome"]), words.FALLS[lang][""])
    if "load" in params:
        amount = [numbers.limit_weight(params["load_kg"], lang, unit)] if params.get("load_kg") else []
        amount += [f"{params['load_percent']} %"] if params.get("load_percent") else []
        plain = words.LOADS[lang].get(str(params["load"]), str(params["load"]))
        params["load_plain"] = f": {plain}" + (f" ({', '.join(amount)})" if amount else "")
    for which in ("reported", "prescribed", "load"):
        if params.get(f"{which}_percent"):
            params[which] = f"{params[which]} {params[f'{which}_percent']} %"
        elif params.get(f"{which}_kg"):
            params[which] = f"{params[which]} {numbers.plain(params[f'{which}_kg'], lang)} kg"
    if "limit_kg" in params:
        params["limit_weight"] = numbers.limit_weight(params["limit_kg"], lang, unit)
        params["median_weight"] = numbers.reading(params["median_kg"], lang, unit)
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
    for which in ("signed_kg", "now_kg"):
        params[f"{which}_words"] = numbers.plain(params[which], lang) if which in params else ""
    params["due_words"] = _due(params, lang)
    params["of_where"] = f" ({words.where(params['site'], params.get('side'), lang)})" if params.get("site") else ""
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
    return words.named_sources(" ".join(table[key].format_map(params).split()), lang)


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
