"""The report's own words. What findings and reminders say comes from the guidance and stands there."""

from datetime import date
from typing import Any

from backend.guidance import Limit

MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
}
LOAD = {
    "en": {
        "NWB": "no weight (NWB)", "TTWB": "toe touch only (TTWB)", "PWB": "partial weight (PWB)",
        "WBAT": "weight as tolerated (WBAT)", "FWB": "full weight (FWB)",
    },
    "de": {
        "NWB": "keine Belastung (NWB)", "TTWB": "nur Fußkontakt (TTWB)", "PWB": "Teilbelastung (PWB)",
        "WBAT": "Belastung nach Toleranz (WBAT)", "FWB": "Vollbelastung (FWB)",
    },
}  # fmt: skip
AID = {
    "en": {
        "none": "no aid", "one_crutch": "one crutch", "two_crutches": "two crutches", "cane": "cane",
        "walker": "walker", "wheelchair": "wheelchair",
    },
    "de": {
        "none": "keine Hilfe", "one_crutch": "eine Gehstütze", "two_crutches": "zwei Gehstützen", "cane": "Gehstock",
        "walker": "Gehgestell", "wheelchair": "Rollstuhl",
    },
}  # fmt: skip
STATE = {
    "en": {"suspected": "suspected", "active": "active", "improving": "improving", "resolved": "resolved"},
    "de": {"suspected": "Verdacht", "active": "aktiv", "improving": "Besserung", "resolved": "abgeschlossen"},
}
BASIS = {
    "en": {"clinical": "clinical", "imaging": "imaging", "both": "clinical and imaging"},
    "de": {"clinical": "klinisch", "imaging": "Bildgebung", "both": "klinisch und Bildgebung"},
}
URGENCY = {
    "en": {"now": "today", "soon": "within days", "routine": "next visit", "info": "for information"},
    "de": {"now": "heute", "soon": "in den nächsten Tagen", "routine": "nächster Besuch", "info": "zur Kenntnis"},
}
FINDING_STATE = {
    "en": {"open": "open", "acknowledged": "open, seen", "resolved": "closed"},
    "de": {"open": "offen", "acknowledged": "offen, gesehen", "resolved": "geschlossen"},
}
MODALITY = {
    "en": {"mri": "MRI", "xray": "X-ray", "ct": "CT", "bone_scan": "Bone scan"},
    "de": {"mri": "MRT", "xray": "Röntgen", "ct": "CT", "bone_scan": "Szintigrafie"},
}
RESULT = {
    "en": {
        "normal": "normal", "marrow_oedema": "marrow oedema", "demineralisation": "demineralisation",
        "fracture": "fracture", "osteonecrosis_pattern": "pattern of osteonecrosis", "resolved": "changes gone",
        "other": "other", "unknown": "result not stated",
    },
    "de": {
        "normal": "unauffällig", "marrow_oedema": "Knochenmarködem", "demineralisation": "Demineralisation",
        "fracture": "Fraktur", "osteonecrosis_pattern": "Muster einer Osteonekrose", "resolved": "Veränderungen zurückgebildet",
        "other": "anderes", "unknown": "Ergebnis nicht angegeben",
    },
}  # fmt: skip
PREGNANCY = {
    "en": {"pregnant": "pregnant", "postpartum": "within a year after delivery"},
    "de": {"pregnant": "schwanger", "postpartum": "innerhalb eines Jahres nach der Geburt"},
}
LABELS: dict[str, dict[str, str]] = {
    "en": {
        "title_doctor": "Report for the referring doctor", "title_patient": "My recovery", "born": "born", "own_number": "no.", "female": "female",
        "male": "male", "unknown": "sex not stated", "written": "written", "page": "page", "of": "of", "empty": "Nothing has been recorded yet.",
        "episode": "Episode", "since": "since", "days": "days", "day": "day", "diagnosed": "diagnosed", "resolved_on": "resolved on",
        "episode_none": "No episode recorded.", "earlier_episodes": "Earlier episodes",
        "load": "Weight bearing", "load_mine": "How much weight each leg may take", "load_none": "no prescription in force",
        "load_ended": "nothing decided since {day}; before, in the earlier episode: {load}, {by}",
        "load_ended_patient": "Nobody has decided since {day}: keep weight off and use an aid. What was decided in the earlier episode no longer counts.",
        "earlier": "earlier episode", "weight": "body weight", "practice": "On a scale, standing ({side})", "practice_days": "on {days} of the last 28 days, readings: {n}; last day {readings} kg, limit {limit}; not a measure of walking",
        "practice_unknown": "unknown", "measured": "Load measured while walking ({side})", "measured_days": "on {days} of the last 28 days", "peak_kg": "peak {n} kg", "mean_kg": "mean {n} kg", "steps": "{n} steps", "share_above_limit": "{n} % of the steps above the limit set in the device",
        "load_held": "Less for now. {seen} Decided before: {load}.", "load_none_patient": "Nobody has decided yet. Ask before you put weight on it.",
        "decided": "decided by", "on": "on", "review": "review", "left": "left", "right": "right", "Left": "Left", "Right": "Right",
        "attention": "Open now", "attention_patient": "What needs attention", "attention_none": "No finding is open.", "attention_none_patient": "Nothing is open at the moment. That is not an all-clear: new or worse pain is a reason to call.",
        "more": "and {n} more", "left_out": "and {n} earlier", "course": "Pain and weight bearing", "course_patient": "Your pain, and the weight that was decided",
        "pain_axis": "Pain 0–10, highest of each day, hip area", "load_axis": "Prescribed load", "no_pain": "No pain was logged in this time.",
        "pain_line": "{side}: {n} days with a score, last {last}, median of the last 14 days {median}, highest {worst}.", "median_none": "none",
        "pain_line_patient": "{side}: pain logged on {n} days. Last: {last}. Highest: {worst}.",
        "logged": "Entries on {n} of the last {of} days.", "unsided": "side not stated",
        "findings": "Findings", "finding": "Finding", "opened": "Opened", "state": "State", "sources": "Sources", "findings_none": "No findings so far.",
        "prescriptions": "Prescriptions", "date": "Date", "side": "Side", "load_col": "Load", "aid": "Aid", "review_col": "Review", "by": "By", "prescriptions_none": "No prescription recorded.",
        "dexa": "Bone density (DEXA)", "site": "Site", "change": "Change since the scan before", "machine": "Machine", "dexa_none": "No scan recorded.",
        "dexa_note": "For follow-up of recovery, not for diagnosis. A verdict stands only where the clinic's own precision error for the site is known (2.77 × precision error, ISCD) and both scans come from one machine.",
        "first": "first scan", "other_machine": "not comparable: another machine", "machine_unknown": "not comparable: machine not stated", "no_bmd": "no BMD to compare",
        "beyond": "{d}: more than the least significant change ({l})", "within": "{d}: within the least significant change ({l})", "no_verdict": "{d}: no verdict, precision error not entered",
        "examined": "Examination: first and last", "examined_what": "What", "first_col": "First", "last_col": "Last", "change_col": "Change", "verdict_col": "Against the error",
        "error_more": "more than the error ({n}, {source})", "error_within": "within the error ({n}, {source})", "no_error": "no error is known for it", "measured_once": "measured once", "not_comparable": "not comparable: {why}",
        "because_rater": "somebody else measured", "because_tool": "another tool, or none named", "because_device": "another device, or none named", "because_aid": "another aid, or none named", "because_mode": "active and passive", "because_unit": "another unit",
        "life": "Daily life", "life_asked": "asked, not decided yet", "life_yes": "yes", "life_not_yet": "not yet", "life_from": "from",
        "goals": "The patient's own activities, 0 to 10", "goals_mine": "What you want to do again, 0 to 10", "goal_once": "rated once", "goal_ended": "no longer asked", "goals_note": "0: cannot do it. 10: as well as before the illness.",
        "matters_more": "enough to matter (more than {n}, {source})", "matters_within": "too small to matter (up to {n}, {source})", "goal_verdict": "Does the change matter?",
        "examined_note": "A change within the error may be none. In a test people get better by repeating it: the first try is a rehearsal.",
        "imaging": "Imaging, fractures, procedures", "medicines": "Medicines recorded", "started": "started", "stopped": "stopped", "fracture": "Fracture", "procedure": "Procedure",
        "due": "What is due", "due_patient": "What comes next", "due_none": "Nothing is due in the next twelve months.", "overdue": "overdue",
        "programme": "Exercises", "programme_none": "No exercises have been set.", "minutes": "minutes", "until": "until", "daily": "every day",
        "scans": "Your scans", "scans_note": "A scan follows recovery. What the numbers mean for you, your clinician can say.",
        "foot": "Put together by TOH Tracker from what was recorded. It informs; it does not diagnose, prescribe or release anybody to more load. Rules {version}.",
        "foot_patient": "Put together by TOH Tracker from what was recorded. It does not replace your clinician. Do not put on more weight than was decided. Rules {version}.",
        "box": "□ stands for a character that the typeface does not have.",
        "chart_alt": "Chart of the highest pain of each day from {first} to {last}, per side, and below it the prescribed load. {lines}", "pregnancy": "Pregnancy", "week": "week {n}",
        "lab": "25-OH vitamin D", "progress": "Is it getting better?",
        "progress_note": "The seven days up to yesterday against the seven that began four weeks ago. It is about pain alone and changes nothing in how much weight the leg may take.",
    },
    "de": {
        "title_doctor": "Bericht für die zuweisende Praxis", "title_patient": "Mein Verlauf", "born": "geboren", "own_number": "Nr.", "female": "weiblich",
        "male": "männlich", "unknown": "Geschlecht nicht angegeben", "written": "erstellt am", "page": "Seite", "of": "von", "empty": "Noch ist nichts eingetragen.",
        "episode": "Episode", "since": "seit", "days": "Tage", "day": "Tag", "diagnosed": "Diagnose am", "resolved_on": "abgeschlossen am",
        "episode_none": "Keine Episode eingetragen.", "earlier_episodes": "Frühere Episoden",
        "load": "Belastung", "load_mine": "Wie viel Gewicht jedes Bein tragen darf", "load_none": "keine Verordnung gilt",
        "load_ended": "nichts entschieden seit {day}; zuvor, in der früheren Episode: {load}, {by}",
        "load_ended_patient": "Seit {day} hat niemand entschieden: Entlasten Sie das Bein und benutzen Sie eine Hilfe. Was in der früheren Episode galt, zählt nicht mehr.",
        "earlier": "frühere Episode", "weight": "Körpergewicht", "practice": "Auf der Waage, im Stehen ({side})", "practice_days": "an {days} der letzten 28 Tage, Werte: {n}; letzter Tag {readings} kg, Grenze {limit}; kein Maß für das Gehen",
        "practice_unknown": "unbekannt", "measured": "Beim Gehen gemessene Belastung ({side})", "measured_days": "an {days} der letzten 28 Tage", "peak_kg": "höchster Wert {n} kg", "mean_kg": "Mittelwert {n} kg", "steps": "{n} Schritte", "share_above_limit": "{n} % der Schritte über der im Gerät eingestellten Grenze",
        "load_held": "Vorerst weniger. {seen} Zuvor entschieden: {load}.", "load_none_patient": "Noch hat niemand entschieden. Fragen Sie, bevor Sie belasten.",
        "decided": "entschieden von", "on": "am", "review": "Überprüfung", "left": "links", "right": "rechts", "Left": "Links", "Right": "Rechts",
        "attention": "Jetzt offen", "attention_patient": "Was Aufmerksamkeit braucht", "attention_none": "Kein Befund ist offen.", "attention_none_patient": "Im Moment ist nichts offen. Das ist keine Entwarnung: Bei neuem oder stärkerem Schmerz rufen Sie an.",
        "more": "und {n} weitere", "left_out": "und {n} frühere", "course": "Schmerz und Belastung", "course_patient": "Ihr Schmerz und die entschiedene Belastung",
        "pain_axis": "Schmerz 0–10, höchster Wert des Tages, Hüftgegend", "load_axis": "Verordnete Belastung", "no_pain": "In dieser Zeit wurde kein Schmerz eingetragen.",
        "pain_line": "{side}: {n} Tage mit Wert, zuletzt {last}, Median der letzten 14 Tage {median}, höchster {worst}.", "median_none": "keiner",
        "pain_line_patient": "{side}: Schmerz an {n} Tagen eingetragen. Zuletzt: {last}. Höchster: {worst}.",
        "logged": "Einträge an {n} der letzten {of} Tage.", "unsided": "Seite nicht angegeben",
        "findings": "Befunde", "finding": "Befund", "opened": "Seit", "state": "Stand", "sources": "Quellen", "findings_none": "Bisher keine Befunde.",
        "prescriptions": "Verordnungen", "date": "Datum", "side": "Seite", "load_col": "Belastung", "aid": "Hilfe", "review_col": "Überprüfung", "by": "Von", "prescriptions_none": "Keine Verordnung eingetragen.",
        "dexa": "Knochendichte (DEXA)", "site": "Ort", "change": "Änderung zur Messung davor", "machine": "Gerät", "dexa_none": "Keine Messung eingetragen.",
        "dexa_note": "Zur Verlaufskontrolle, nicht zur Diagnose. Ein Urteil steht nur, wo der eigene Präzisionsfehler der Praxis für den Ort bekannt ist (2,77 × Präzisionsfehler, ISCD) und beide Messungen vom selben Gerät stammen.",
        "first": "erste Messung", "other_machine": "nicht vergleichbar: anderes Gerät", "machine_unknown": "nicht vergleichbar: Gerät nicht angegeben", "no_bmd": "keine BMD zum Vergleich",
        "beyond": "{d}: mehr als die kleinste signifikante Änderung ({l})", "within": "{d}: innerhalb der kleinsten signifikanten Änderung ({l})", "no_verdict": "{d}: kein Urteil, Präzisionsfehler nicht eingetragen",
        "examined": "Untersuchung: zuerst und zuletzt", "examined_what": "Was", "first_col": "Zuerst", "last_col": "Zuletzt", "change_col": "Änderung", "verdict_col": "Gegen den Messfehler",
        "error_more": "mehr als der Messfehler ({n}, {source})", "error_within": "innerhalb des Messfehlers ({n}, {source})", "no_error": "dafür ist kein Messfehler bekannt", "measured_once": "einmal gemessen", "not_comparable": "nicht vergleichbar: {why}",
        "because_rater": "von jemand anderem gemessen", "because_tool": "anderes Werkzeug oder keines genannt", "because_device": "anderes Gerät oder keines genannt", "because_aid": "andere Gehhilfe oder keine genannt", "because_mode": "aktiv und passiv", "because_unit": "andere Einheit",
        "life": "Alltag", "life_asked": "gefragt, noch nicht entschieden", "life_yes": "ja", "life_not_yet": "noch nicht", "life_from": "ab",
        "goals": "Eigene Tätigkeiten, 0 bis 10", "goals_mine": "Was Sie wieder tun wollen, 0 bis 10", "goal_once": "einmal bewertet", "goal_ended": "wird nicht mehr gefragt", "goals_note": "0: geht gar nicht. 10: so gut wie vor der Erkrankung.",
        "matters_more": "groß genug, um zu zählen (mehr als {n}, {source})", "matters_within": "zu klein, um zu zählen (bis {n}, {source})", "goal_verdict": "Zählt die Änderung?",
        "examined_note": "Eine Änderung innerhalb des Messfehlers kann keine sein. In einem Test wird man schon durch Wiederholen besser: Der erste Versuch ist die Probe.",
        "imaging": "Bildgebung, Frakturen, Eingriffe", "medicines": "Eingetragene Medikamente", "started": "begonnen", "stopped": "beendet", "fracture": "Fraktur", "procedure": "Eingriff",
        "due": "Was ansteht", "due_patient": "Was als Nächstes kommt", "due_none": "In den nächsten zwölf Monaten steht nichts an.", "overdue": "überfällig",
        "programme": "Übungen", "programme_none": "Keine Übungen festgelegt.", "minutes": "Minuten", "until": "bis", "daily": "täglich",
        "scans": "Ihre Messungen", "scans_note": "Eine Messung begleitet den Verlauf. Was die Zahlen für Sie bedeuten, sagt Ihre Fachperson.",
        "foot": "Von TOH Tracker aus dem zusammengestellt, was eingetragen wurde. Er informiert; er stellt keine Diagnose, verordnet nicht und gibt keine höhere Belastung frei. Regeln {version}.",
        "foot_patient": "Von TOH Tracker aus dem zusammengestellt, was eingetragen wurde. Es ersetzt Ihre Fachperson nicht. Belasten Sie nicht mehr als entschieden. Regeln {version}.",
        "box": "□ steht für ein Zeichen, das die Schrift nicht hat.",
        "chart_alt": "Diagramm des höchsten Schmerzes jedes Tages von {first} bis {last}, je Seite, darunter die verordnete Belastung. {lines}", "pregnancy": "Schwangerschaft", "week": "Woche {n}",
        "lab": "25-OH-Vitamin D", "progress": "Wird es besser?",
        "progress_note": "Die sieben Tage bis gestern gegen die sieben, die vor vier Wochen begannen. Es geht nur um Schmerz und ändert nichts daran, wie viel Gewicht das Bein tragen darf.",
    },
}  # fmt: skip
WEEKDAY = {
    "en": {"mon": "Mon", "tue": "Tue", "wed": "Wed", "thu": "Thu", "fri": "Fri", "sat": "Sat", "sun": "Sun"},
    "de": {"mon": "Mo", "tue": "Di", "wed": "Mi", "thu": "Do", "fri": "Fr", "sat": "Sa", "sun": "So"},
}


def day_words(day: date | str | None, language: str) -> str:
    """`12 March 2026`, `12. März 2026`."""
    if not day:
        return "–"
    day = date.fromisoformat(day) if isinstance(day, str) else day
    dot = "." if language == "de" else ""
    return f"{day.day}{dot} {MONTHS[language][day.month - 1]} {day.year}"


def clipped(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def load_words(data: Any, language: str, limit: Limit | None = None) -> str:
    """`partial weight (PWB), 30 % = 21 kg`; the other way of saying it only where `limit` knows it.

    >>> load_words({"status": "PWB", "percent": 30}, "en", Limit(kg=21, percent=30))
    'partial weight (PWB), 21 kg (30 %)'
    >>> load_words({"status": "PWB", "limit_kg": 20}, "de", Limit(kg=20, percent=28))
    'Teilbelastung (PWB), 20 kg (28 %)'
    """
    words = LOAD[language].get(data["status"], data["status"])
    percent, fixed = data.get("percent"), data.get("limit_kg")
    if data["status"] == "TTWB" and data.get("ceiling_kg"):
        return f"{words}, ≤ {int(data['ceiling_kg'])} kg"
    share = percent if percent else limit.percent if limit else None
    kg = limit.kg if limit and data["status"] == "PWB" else int(fixed) if fixed else None
    if kg is None:
        return f"{words}, {percent:g} %" if percent else words
    return f"{words}, {kg} kg" + (f" ({share:g} %)" if share else "")
