"""What lies in the copy, in words, for whoever unpacks it."""

_EN = """TOH Tracker: a copy of everything that is kept about you

everything.json    every row about you, by table, and who has seen your record ("seen")
{fhir}csv/               the same as tables for a spreadsheet
{more}files/             what is attached, when there is any

Left out: passwords, keys and their fingerprints.
{kept}A cell that a spreadsheet would calculate begins with an apostrophe.
"""
_DE = """TOH Tracker: eine Kopie von allem, was über Sie gespeichert ist

everything.json    jede Zeile über Sie, nach Tabellen, und wer Ihre Akte gesehen hat („seen“)
{fhir}csv/               dasselbe als Tabellen
{more}files/             was angehängt ist, falls es etwas gibt

Nicht dabei: Passwörter, Schlüssel und deren Prüfsummen.
{kept}Eine Zelle, die ein Tabellenprogramm berechnen würde, beginnt mit einem Apostroph.
"""
_FHIR = {
    "en": "fhir-bundle.json   your record in FHIR R4, which other health software can read\n",
    "de": "fhir-bundle.json   Ihre Akte in FHIR R4, für andere Software im Gesundheitswesen\n",
}
_MORE = {
    "en": "csv/entries/       one table for each kind of entry, with its earlier versions\n",
    "de": "csv/entries/       eine Tabelle je Art von Eintrag, mit früheren Fassungen\n",
}
_KEPT = {
    "en": "Also left out, as in the app: notes that your clinic marked as internal, and findings meant for clinicians\n"
    "only. Ask your clinic for those.\n",
    "de": "Ebenfalls nicht dabei, wie in der App: Notizen, die Ihre Praxis als intern gekennzeichnet hat, und Befunde,\n"
    "die nur für Fachpersonen bestimmt sind. Fragen Sie dafür Ihre Praxis.\n",
}


def readme(language: str, *, record: bool) -> str:
    """The text; `record` when there is a patient's record in the copy."""
    chosen = "de" if language == "de" else "en"
    parts = {"fhir": _FHIR[chosen], "more": _MORE[chosen], "kept": _KEPT[chosen]} if record else {}
    return (_DE if chosen == "de" else _EN).format(**{"fhir": "", "more": "", "kept": ""} | parts)
