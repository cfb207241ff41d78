"""The few words that leave the application. None of them says anything about health."""

WORDS = {
    "en": {
        "one": "You have a new message.",
        "many": "You have {count} new messages.",
        "digest": "{count} on your list, {today} of them for today.",
        "digest_why": "You get this because your overview by e-mail is on. You can change that in the settings.",
        "desk_why": "You get this because messages by e-mail are on. You can change that in the settings.",
        "open": "Open the app to read it",
        "greeting": "Hello,",
        "why": "You get this because reminders by e-mail are on. You can change that in the app’s settings.",
        "stop": "No more e-mails of this kind",
        "stopped": "Done. You get no more e-mails of this kind. Messages still wait for you in the app.",
        "really": "Stop e-mails of this kind? Messages will still wait for you in the app.",
        "unknown": "This link does not work (any more).",
        "event": "Something to look at in the app",
    },
    "de": {
        "one": "Sie haben eine neue Nachricht.",
        "many": "Sie haben {count} neue Nachrichten.",
        "digest": "{count} auf Ihrer Liste, davon {today} für heute.",
        "digest_why": "Sie erhalten dies, weil Ihre Übersicht per E-Mail eingeschaltet ist. Ändern können Sie das in den "
        "Einstellungen.",
        "desk_why": "Sie erhalten dies, weil Nachrichten per E-Mail eingeschaltet sind. Ändern können Sie das in den "
        "Einstellungen.",
        "open": "Öffnen Sie die App, um sie zu lesen",
        "greeting": "Guten Tag,",
        "why": "Sie erhalten dies, weil Erinnerungen per E-Mail eingeschaltet sind. Ändern können Sie das in den "
        "Einstellungen der App.",
        "stop": "Keine E-Mails dieser Art mehr",
        "stopped": "Erledigt. Sie erhalten keine E-Mails dieser Art mehr. In der App finden Sie Ihre Nachrichten weiterhin.",
        "really": "Keine E-Mails dieser Art mehr? In der App finden Sie Ihre Nachrichten weiterhin.",
        "unknown": "Dieser Link gilt nicht (mehr).",
        "event": "Etwas zum Ansehen in der App",
    },
}


def say(name: str, language: str, **numbers: int) -> str:
    """The sentence `name` in `language` (English where there is no such language)."""
    return WORDS.get(language, WORDS["en"])[name].format(**numbers)


def news(count: int, language: str) -> str:
    return say("one" if count == 1 else "many", language, count=count)


def digest(waiting: int, today: int, language: str) -> str:
    return say("digest", language, count=waiting, today=today)
