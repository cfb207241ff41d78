"""What a patient is asked to agree to, in plain words, in each version ever shown.

A version is never edited once somebody has agreed to it: new words get a new number, and the old ones stay so
that one can read what was agreed to then. `follows` says what withdrawing leads to; `consents.withdraw` does it.
"""

from dataclasses import dataclass

from backend.patients.models import Consent

CURRENT = "1"
Kind = Consent.Kind


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    says: str
    follows: str


TEXTS: dict[tuple[str, str], dict[str, Words]] = {
    (Kind.DATA_USE, "1"): {
        "en": Words(
            "Keeping and using what I enter",
            "What I enter about my health is kept here, so that I see my course, the app can compare it with "
            "published rules, and I can be told what is due. Nobody sells it or uses it for advertising.",
            "Sharing, reminders outside the app and helpers’ access end at once. What you entered stays yours to "
            "read, download or delete.",
        ),
        "de": Words(
            "Aufbewahren und Nutzen meiner Einträge",
            "Was ich über meine Gesundheit eintrage, wird hier aufbewahrt, damit ich meinen Verlauf sehe, die App "
            "ihn mit veröffentlichten Regeln vergleichen und mich an Fälliges erinnern kann. Niemand verkauft es "
            "oder nutzt es für Werbung.",
            "Weitergabe, Erinnerungen außerhalb der App und der Zugang von Helfenden enden sofort. Ihre Einträge "
            "können Sie weiter lesen, herunterladen oder löschen.",
        ),
    },
    (Kind.CLINIC_SHARING, "1"): {
        "en": Words(
            "Sharing my record with my clinic",
            "The physiotherapists and doctors of my clinic may read what I enter, and add prescriptions, results "
            "and notes. I can see who has looked.",
            "The clinic’s people cannot open your record from this moment, and your care team there ends. The "
            "record stays with you. The clinic keeps a note of when you were there and what its own people "
            "signed. To share again you need a new invitation.",
        ),
        "de": Words(
            "Weitergabe an meine Praxis oder Klinik",
            "Physiotherapeutinnen, Physiotherapeuten, Ärztinnen und Ärzte meiner Praxis dürfen lesen, was ich "
            "eintrage, und Verordnungen, Ergebnisse und Notizen hinzufügen. Ich kann sehen, wer hineingesehen hat.",
            "Von diesem Moment an kann dort niemand mehr Ihre Akte öffnen, und Ihr Behandlungsteam dort endet. Die "
            "Akte bleibt bei Ihnen. Die Praxis behält, wann Sie dort waren und was ihre Leute unterschrieben "
            "haben. Um wieder zu teilen, brauchen Sie eine neue Einladung.",
        ),
    },
    (Kind.EMAIL_REMINDERS, "1"): {
        "en": Words(
            "Reminders by e-mail",
            "I may be told by e-mail that something waits for me in the app. The e-mail says nothing about health.",
            "No e-mail is sent any more. Messages still wait for you in the app.",
        ),
        "de": Words(
            "Erinnerungen per E-Mail",
            "Ich darf per E-Mail erfahren, dass in der App etwas auf mich wartet. Die E-Mail sagt nichts über die "
            "Gesundheit.",
            "Es wird keine E-Mail mehr gesendet. In der App finden Sie Ihre Nachrichten weiterhin.",
        ),
    },
    (Kind.PUSH_REMINDERS, "1"): {
        "en": Words(
            "Notifications on my devices",
            "My phone or browser may show that something waits for me in the app, without a word about health.",
            "No notification is sent to any of your devices. Messages still wait for you in the app.",
        ),
        "de": Words(
            "Mitteilungen auf meinen Geräten",
            "Mein Telefon oder Browser darf anzeigen, dass in der App etwas auf mich wartet, ohne ein Wort über "
            "die Gesundheit.",
            "An keines Ihrer Geräte wird mehr eine Mitteilung gesendet. In der App finden Sie Ihre Nachrichten "
            "weiterhin.",
        ),
    },
    (Kind.RESEARCH, "1"): {
        "en": Words(
            "Part of research exports",
            "My entries, without name, address and exact dates of birth, may be part of exports for research on "
            "this illness.",
            "Your record is left out of every export from now on. Exports made before cannot be called back.",
        ),
        "de": Words(
            "Teil von Forschungsauszügen",
            "Meine Einträge, ohne Name, Adresse und genaues Geburtsdatum, dürfen Teil von Auszügen für die "
            "Forschung zu dieser Krankheit sein.",
            "Ihre Akte fehlt von nun an in jedem Auszug. Frühere Auszüge lassen sich nicht zurückholen.",
        ),
    },
}


def words(kind: str, version: str, language: str) -> Words | None:
    """The words of one version; None for a version that never was."""
    known = TEXTS.get((kind, version))
    return known.get(language, known["en"]) if known else None
