"""What a text says of a thing: that it is so, that it is not, perhaps, once, of another person, or only that it is feared.

Codes speak first (`verificationStatus`, the certainty of ICD-10-GM), words second, in English and German. A word speaks of
the thing when it stands before it in the same clause, or right behind it; nothing is concluded from what is not understood.
"""

import re
from typing import Any

from backend.exchange.fhir.elements import codings, listed
from backend.exchange.fhir.problems import NotForUs

# ICD-10-GM: A excluded, V suspected, Z state after, G certain (KBV S_ICD_DIAGNOSESICHERHEIT; extension of the German
# basis profiles 1.5.0). Seen with both URLs, and as a code without a system.
CERTAINTY = re.compile(r"diagnosesicherheit", re.I)
CERTAIN = {
    "A": "excluded: the patient does not have it (ICD-10-GM certainty A)",
    "V": "only suspected (ICD-10-GM certainty V)",
    "Z": "a state after it, not the thing itself (ICD-10-GM certainty Z)",
}
VERIFIED = {
    "entered-in-error": "entered in error",
    "refuted": "refuted: the patient does not have it",
    "unconfirmed": "not confirmed",
    "provisional": "not confirmed",
    "differential": "not confirmed",
}
DENIED = "denied in words: it is not so"
WORDS: tuple[tuple[str, str, str], ...] = (
    # (what it says, before the thing, behind it)
    (
        "of the family, not of the patient",
        r"family (medical )?history|fam\.? ?hx|\bfhx?\b|familienanamnese|\b(mother|father|sister|brother|parents?|siblings?|"
        r"(grand)?(mother|father)s?|aunt|uncle|husband|partner|mutter|vater|schwester|bruder|eltern|großmutter|großvater)\b",
        r"\bin (der )?(family|familie)\b|\b(of|bei|in) (the |her |his |der |dem )?(mother|father|mutter|vater|schwester|bruder)\b",
    ),
    (
        "a risk or a fear, not the thing itself",
        r"\brisk\b|\brisiko\w*|\bgefahr\b|gefährdet|\bfear\b|\bafraid\b|\bangst\b|\bfurcht\b|prevent\w*|prophyla\w*|screening"
        r"|vorbeug\w*|vorsorge\w*|education|counsel\w*|beratung",
        r"\brisk\b|risiko|prophyla\w*|prevention|screening|\bgefahr\b|counsel\w*|beratung",
    ),
    (
        "care afterwards, not the thing itself",
        r"after ?care|follow[- ]?up|nachsorge|nachbehandlung|nachuntersuchung|subsequent (encounter|care)|rehabilitation"
        r"|sequel\w*|folgen|folgezustand|spätfolge\w*|surveillance|check-?up|status check",
        r"after ?care|follow[- ]?up|nachsorge|nachbehandlung|subsequent encounter|sequel\w*|kontrolle\b",
    ),
    (
        DENIED,
        r"\bno\b|\bnot\b|\bwithout\b|\bden(y|ies|ied)\b|\bnegative for\b|\babsence of\b|\bruled out\b|\bexclu(ded|sion of)\b"
        r"|\bfree of\b|\bnever\b|\bkein\w*|\bohne\b|\bnicht\b|\bausschluss\b|\bausgeschlossen\w*|\bverneint\b|\bkein nachweis\b",
        r"\bruled out\b|\bexcluded\b|\babsent\b|\bnot (seen|found|present|detected|confirmed)\b|\bdenie[sd]\b|\bnegative?\b"
        r"|\bausgeschlossen\b|\bverneint\b|\bnicht (nachweisbar|vorhanden|bestätigt)\b|[:=-] ?(no|none|nein|n)\b|\bnegativ\b",
    ),
    (
        "not certain in words",
        r"\bsuspect\w*|\bsuspicio\w*|\bpossibl[ey]\b|\bprobabl[ey]\b|\blikely\b|\bunlikely\b|\bquery\b|\brule out\b|\br/o\b"
        r"|\bquestionable\b|\bconcern for\b|\bdifferential\b|\bd\.?d\.? |\bv\. ?a\.|\bva\.|\bvd\. ?auf|\bverdacht\w*"
        r"|\bfraglich\w*|\bmöglich\w*|\bwahrscheinlich\w*|\bvermutlich\w*|\bvermutet\w*|\?",
        r"\?|\bsuspected\b|\bunlikely\b|\bunconfirmed\b|\bvermutet\b|\bfraglich\b|\bunknown\b|\bunbekannt\b|\bto be excluded\b"
        r"|\bauszuschließen\b|\bmöglich\b|\bpossible\b|\bprobable\b|\bwahrscheinlich\b",
    ),
    (
        "of the past, on a day that is not known",
        r"\bhistory of\b|\bhistory:|\bhx\b|\bh/o\b|\bold\b|\bprevious\w*|\bprior\b|\bstatus post\b|\bs/p\b|\bpast\b|\bhealed\b"
        r"|\bz\. ?n\.|\bzn\b|\bzustand nach\b|\bst\. ?n\.|\behemalig\w*|\bfrüher\w*|\balte[rs]?\b|\banamnestisch\b|\bformer\b",
        r"\bhealed\b|\bin the past\b|\bverheilt\b|\bausgeheilt\b|\bkonsolidiert\b|\b(years?|jahren?) (ago|her)\b|\bnonunion\b",
    ),
)
PATTERNS = tuple((what, re.compile(before, re.I), re.compile(behind, re.I)) for what, before, behind in WORDS)
# A comma ends nothing: "no dislocation, fracture" denies both. What is left out for it is left out, never made up.
CLAUSE = re.compile(r"[;·]|(?<=[a-zäöüß]{3})\. (?=[A-ZÄÖÜ])| but | aber | jedoch ", re.I)
# So far behind a thing a word still speaks of it.
BEHIND = 40


def certain_by_code(resource: dict[str, Any]) -> None:
    """NotForUs where a code says that it is not so, not certain, or past."""
    verified = {value for _, value, _ in codings(resource.get("verificationStatus"))}
    for status, why in VERIFIED.items():
        if status in verified:
            raise NotForUs(why)
    for coding in listed((resource.get("code") or {}).get("coding")):
        for extension in listed(coding.get("extension")):
            if CERTAINTY.search(str(extension.get("url") or "")):
                said = extension.get("valueCode") or (extension.get("valueCoding") or {}).get("code")
                if said in CERTAIN:
                    raise NotForUs(CERTAIN[said])


def how(text: str, thing: re.Pattern[str]) -> str | None:
    """What the words say of `thing` other than that it is so; None where, somewhere, it is simply said."""
    found: str | None = None
    for match in thing.finditer(text):
        said = _at(text, match.start(), match.end())
        if said is None:
            return None
        found = found or said
    return found


def _at(text: str, start: int, end: int) -> str | None:
    before, behind = _clause_before(text[:start]), _clause_behind(text[end:])
    for what, pattern, after in PATTERNS:
        if pattern.search(before) or after.search(behind):
            return what
    return None


def _clause_before(text: str) -> str:
    return CLAUSE.split(text)[-1] if text else ""


def _clause_behind(text: str) -> str:
    return CLAUSE.split(text)[0][:BEHIND] if text else ""


def plain(text: str, thing: re.Pattern[str]) -> None:
    """NotForUs where no part of the text simply says that it is so."""
    parts = [part for part in text.split(" · ") if thing.search(part)]
    said = [how(part, thing) for part in parts]
    # The words of a person and the display of a code: what either of them takes back is taken back.
    doubt = next((one for one in said if one), None)
    if doubt:
        raise NotForUs(doubt)
