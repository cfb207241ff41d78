"""The letters around an account, in our own words: who reads them is often new here, and in pain.

They name no illness: others see the screen on which a letter arrives.
"""

from typing import Any

APP = "TOH Tracker"
_CONFIRM = {
    "en": (
        "Your code",
        "Hello,\n\nsomebody has opened an account of {app} with this address. If it was you, type this code there:\n\n"
        "{code}\n\nIt works for a quarter of an hour. If it was not you, you need not do anything.\n",
    ),
    "de": (
        "Ihr Code",
        "Guten Tag,\n\njemand hat mit dieser Adresse ein Konto bei {app} angelegt. Wenn Sie das waren, geben Sie dort "
        "diesen Code ein:\n\n{code}\n\nEr gilt eine Viertelstunde. Wenn Sie es nicht waren, müssen Sie nichts tun.\n",
    ),
}
# By the prefix under which allauth sends a letter.
LETTERS: dict[str, dict[str, tuple[str, str]]] = {
    "account/email/email_confirmation_signup": _CONFIRM,
    "account/email/email_confirmation": _CONFIRM,
    "account/email/login_code": {
        "en": (
            "Your code",
            "Hello,\n\nsomebody wants to sign in to {app} with this address. If it was you, type this code there:\n\n"
            "{code}\n\nIt works for ten minutes. If it was not you, you need not do anything.\n",
        ),
        "de": (
            "Ihr Code",
            "Guten Tag,\n\njemand möchte sich mit dieser Adresse bei {app} anmelden. Wenn Sie das waren, geben Sie dort "
            "diesen Code ein:\n\n{code}\n\nEr gilt zehn Minuten. Wenn Sie es nicht waren, müssen Sie nichts tun.\n",
        ),
    },
    "account/email/password_reset_key": {
        "en": (
            "A new password",
            "Hello,\n\nsomebody has asked for a new password for your account of {app}. Open this link to choose one:"
            "\n\n{password_reset_url}\n\nIf it was not you, you need not do anything: your password stays.\n",
        ),
        "de": (
            "Ein neues Passwort",
            "Guten Tag,\n\njemand hat für Ihr Konto bei {app} ein neues Passwort erbeten. Öffnen Sie diesen Link, um "
            "eines zu wählen:\n\n{password_reset_url}\n\nWenn Sie es nicht waren, müssen Sie nichts tun: Ihr Passwort "
            "bleibt.\n",
        ),
    },
    "account/email/account_already_exists": {
        "en": (
            "You have an account already",
            "Hello,\n\nsomebody wanted to open an account of {app} with this address, which has one already. Sign in "
            "with it. If you have forgotten the password, choose a new one here:\n\n{password_reset_url}\n\n"
            "If it was not you, you need not do anything.\n",
        ),
        "de": (
            "Sie haben schon ein Konto",
            "Guten Tag,\n\njemand wollte mit dieser Adresse ein Konto bei {app} anlegen, die schon eines hat. Melden "
            "Sie sich damit an. Wenn Sie das Passwort vergessen haben, wählen Sie hier ein neues:\n\n"
            "{password_reset_url}\n\nWenn Sie es nicht waren, müssen Sie nichts tun.\n",
        ),
    },
    "account/email/unknown_account": {
        "en": (
            "No account with this address",
            "Hello,\n\nsomebody asked for a new password of {app} for this address, which has no account. Perhaps it "
            "was made with another address of yours. A new one begins here:\n\n{signup_url}\n\n"
            "If it was not you, you need not do anything.\n",
        ),
        "de": (
            "Kein Konto mit dieser Adresse",
            "Guten Tag,\n\njemand hat für diese Adresse ein neues Passwort von {app} erbeten, aber sie hat kein Konto. "
            "Vielleicht wurde es mit einer anderen Adresse von Ihnen angelegt. Ein neues beginnt hier:\n\n"
            "{signup_url}\n\nWenn Sie es nicht waren, müssen Sie nichts tun.\n",
        ),
    },
}


def letter(kind: str, language: str, context: dict[str, Any]) -> tuple[str, str] | None:
    """Subject and body; None for a kind that we have no words for."""
    known = LETTERS.get(kind)
    if known is None:
        return None
    subject, body = known.get(language, known["en"])
    return subject, body.format_map({**context, "app": APP})
