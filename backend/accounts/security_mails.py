"""What a person is told by mail when something about the way into their account, or into their record, has changed.

`tell(user, kind)` is the one way; each kind has its words here, in both languages. A letter names no illness and no clinic,
and has no link: who gets a false one must not be used to following it.
"""

from typing import Any

from allauth.account.models import EmailAddress

from backend.accounts import outbox
from backend.accounts.models import User
from backend.core import clock

APP = "TOH Tracker"
# By kind: what happened, in English and German, as one sentence that begins a letter.
HAPPENED: dict[str, dict[str, str]] = {
    "address_changed": {
        "en": "the e-mail address of your account was changed to {to}. This one no longer belongs to it.",
        "de": "die E-Mail-Adresse Ihres Kontos wurde auf {to} geändert. Diese hier gehört nicht mehr dazu.",
    },
    "address_added": {
        "en": "the e-mail address {to} was added to your account.",
        "de": "die E-Mail-Adresse {to} wurde zu Ihrem Konto hinzugefügt.",
    },
    "address_removed": {
        "en": "the e-mail address {to} was removed from your account.",
        "de": "die E-Mail-Adresse {to} wurde von Ihrem Konto entfernt.",
    },
    "password_changed": {
        "en": "the password of your account was changed. You stay signed in only where it was changed.",
        "de": "das Passwort Ihres Kontos wurde geändert. Angemeldet bleiben Sie nur dort, wo es geändert wurde.",
    },
    "password_reset": {
        "en": "a new password for your account was chosen by a link that we had sent you.",
        "de": "für Ihr Konto wurde mit einem Link, den wir Ihnen geschickt hatten, ein neues Passwort gewählt.",
    },
    "factor_added": {
        "en": "codes from an app were set up as the second factor of your account.",
        "de": "Codes aus einer App wurden als zweiter Faktor Ihres Kontos eingerichtet.",
    },
    "factor_removed": {
        "en": "the codes from an app were removed from your account.",
        "de": "die Codes aus einer App wurden von Ihrem Konto entfernt.",
    },
    "factors_reset": {
        "en": "every second factor of your account was taken away by the people who run this server.",
        "de": "alle zweiten Faktoren Ihres Kontos wurden von den Betreibern dieses Servers entfernt.",
    },
    "passkey_added": {
        "en": "a passkey was added to your account.",
        "de": "ein Passkey wurde zu Ihrem Konto hinzugefügt.",
    },
    "passkey_removed": {
        "en": "a passkey was removed from your account.",
        "de": "ein Passkey wurde von Ihrem Konto entfernt.",
    },
    "recovery_codes_renewed": {
        "en": "new recovery codes were made for your account. The old ones no longer work.",
        "de": "für Ihr Konto wurden neue Wiederherstellungscodes erstellt. Die alten gelten nicht mehr.",
    },
    "token_made": {
        "en": "an access token for scripts was made in your account.",
        "de": "in Ihrem Konto wurde ein Zugriffstoken für Skripte erstellt.",
    },
    "sign_on_connected": {
        "en": "your account was connected with your clinic’s own sign-in.",
        "de": "Ihr Konto wurde mit der eigenen Anmeldung Ihrer Praxis verbunden.",
    },
    "sign_on_disconnected": {
        "en": "your account was disconnected from your clinic’s own sign-in.",
        "de": "die Verbindung Ihres Kontos mit der eigenen Anmeldung Ihrer Praxis wurde getrennt.",
    },
    "record_opened": {
        "en": "somebody of your clinic who does not belong to your team has opened your record in an emergency, for four hours. "
        "Who and when stands in the app, under “Who has seen your record”.",
        "de": "jemand aus Ihrer Praxis, der nicht zu Ihrem Team gehört, hat Ihre Akte im Notfall für vier Stunden geöffnet. Wer "
        "und wann, steht in der App unter „Wer Ihre Akte gesehen hat“.",
    },
    "emergency_access": {
        "en": "somebody of your clinic has opened a record in an emergency without being on its team. Who and why stands in the "
        "app, under Settings.",
        "de": "jemand aus Ihrer Praxis hat im Notfall eine Akte geöffnet, ohne zu ihrem Team zu gehören. Wer und warum, steht in "
        "der App unter Einstellungen.",
    },
    "new_device": {
        "en": "somebody has signed in to your account on a device that we have not seen before.",
        "de": "jemand hat sich auf einem Gerät, das wir noch nicht kennen, in Ihrem Konto angemeldet.",
    },
    "consent_withdrawn": {
        "en": "the consent to keep and use what you enter was withdrawn. New entries wait on your phone and are not sent.",
        "de": "die Einwilligung, Ihre Einträge aufzubewahren und zu nutzen, wurde widerrufen. Neue Einträge warten auf Ihrem "
        "Telefon und werden nicht gesendet.",
    },
    "consent_given": {
        "en": "the consent to keep and use what you enter was given again. What waited on your phone is sent.",
        "de": "die Einwilligung, Ihre Einträge aufzubewahren und zu nutzen, wurde wieder erteilt. Was auf Ihrem Telefon "
        "gewartet hat, wird gesendet.",
    },
    "erasure_asked": {
        "en": "the deletion of your account and of everything in it was asked for. It is carried out on {day}; until then it "
        "can be taken back in the app with “Keep everything”.",
        "de": "die Löschung Ihres Kontos mit allem, was darin ist, wurde verlangt. Sie wird am {day} ausgeführt; bis dahin "
        "können Sie sie in der App mit „Alles behalten“ zurücknehmen.",
    },
    "erasure_withdrawn": {
        "en": "the deletion of your account was taken back. Everything stays.",
        "de": "die Löschung Ihres Kontos wurde zurückgenommen. Alles bleibt.",
    },
    "erased": {
        "en": "your account and everything in it were deleted, as was asked for. This is the last letter to this address.",
        "de": "Ihr Konto wurde mit allem, was darin war, gelöscht, wie es verlangt worden war. Dies ist der letzte Brief an "
        "diese Adresse.",
    },
    "account_deactivated": {
        "en": "your account was switched off. Nobody can sign in to it.",
        "de": "Ihr Konto wurde stillgelegt. Niemand kann sich darin anmelden.",
    },
}
_SUBJECT = {"en": "Something changed in your account", "de": "Etwas an Ihrem Konto hat sich geändert"}
_LETTER = {
    "en": "Hello,\n\n{happened}\n\nTime: {at} UTC\n\nIf it was you, you need not do anything. If it was not, open {app} "
    "as you usually do, choose a new password, and end the sessions that you do not know. If you cannot sign in any more, "
    "ask for a new password there, or tell your clinic.\n",
    "de": "Guten Tag,\n\n{happened}\n\nZeit: {at} UTC\n\nWenn Sie es waren, müssen Sie nichts tun. Wenn nicht, öffnen Sie "
    "{app} wie gewohnt, wählen Sie ein neues Passwort und beenden Sie die Sitzungen, die Sie nicht kennen. Wenn Sie sich "
    "nicht mehr anmelden können, fordern Sie dort ein neues Passwort an, oder sagen Sie Ihrer Klinik Bescheid.\n",
}


def tell(user: User, kind: str, *, at_address: str = "", **words: Any) -> None:
    """Write to the person, in the caller's transaction; `at_address`: to that address too (an old one, say)."""
    language = user.language if user.language in _SUBJECT else "en"
    happened = HAPPENED[kind][language].format_map(words)
    body = _LETTER[language].format(happened=happened, app=APP, at=f"{clock.now():%Y-%m-%d %H:%M}")
    for address in dict.fromkeys(filter(None, (at_address, _address_of(user)))):
        outbox.post(_SUBJECT[language], body, address)


def _address_of(user: User) -> str:
    """Where somebody can be written to: an address that was never shown to be theirs could be anybody's."""
    primary = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk").first()
    return primary.email if primary else ""
