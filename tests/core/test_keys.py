"""Keys are changed while people work: what older ones have sealed or signed goes on, until it is written anew."""

import json
import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.conf import settings as ours
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from backend.accounts.models import Invitation, OutgoingMail, SignOn
from backend.core import clock, crypto
from backend.core.actor import Actor
from backend.reminders.actions import register_browser
from backend.reminders.models import PushSubscription
from backend.reminders.recipients import clinician, with_ways

OLD, NEW = "old-key-" * 5, "new-key-" * 5
BY = Actor.system("test")


@pytest.fixture
def sealed(cast, settings):
    """A row of everything that is encrypted, by the old key."""
    settings.FIELD_KEYS = [OLD]
    settings.PUSH_HOSTS = ["push.example"]
    Authenticator.objects.create(user=cast.sofia, type="totp", data={"secret": crypto.encrypt("JBSW")})
    Authenticator.objects.create(
        user=cast.sofia, type="recovery_codes", data={"seed": crypto.encrypt("seed"), "used_mask": 3}
    )
    register_browser(by=BY, user=cast.maria.user, endpoint="https://push.example/1", p256dh="p", auth="a")
    SignOn.objects.create(
        clinic=cast.ponte, issuer="https://a.example", client_id="a", sealed_secret=crypto.encrypt("ours")
    )
    SignOn.objects.create(clinic=cast.altona, issuer="https://b.example", client_id="b")  # without a secret
    now = clock.now()
    OutgoingMail.objects.create(sealed=crypto.encrypt("letter"), created_at=now, due_at=now, useless_at=now)


def rotate(**more):
    out = StringIO()
    call_command("rotate_field_keys", stdout=out, **more)
    return out.getvalue()


def test_rows_are_written_anew_and_the_old_key_may_go(sealed, settings):
    settings.FIELD_KEYS = [NEW, OLD]
    assert "mfa.Authenticator: 2 to write anew" in rotate(dry_run=True)
    said = rotate()
    assert "mfa.Authenticator: 2 written anew, 0 unreadable" in said
    assert "reminders.PushSubscription: 1 written anew" in said
    assert "accounts.OutgoingMail: 1 written anew" in said
    assert "accounts.SignOn: 1 written anew, 0 unreadable" in said
    settings.FIELD_KEYS = [NEW]
    assert crypto.decrypt(Authenticator.objects.get(type="totp").data["secret"]) == "JBSW"
    codes = Authenticator.objects.get(type="recovery_codes").data
    assert (crypto.decrypt(codes["seed"]), codes["used_mask"]) == ("seed", 3)
    assert json.loads(crypto.decrypt(PushSubscription.objects.get().secret))["endpoint"] == "https://push.example/1"
    assert "0 written anew" in rotate()  # again: nothing to do


def test_a_row_that_no_key_opens_is_told_and_left(sealed, settings):
    settings.FIELD_KEYS = [NEW]
    before = PushSubscription.objects.get().secret
    with pytest.raises(CommandError, match="add the key of that time"):
        rotate()
    assert PushSubscription.objects.get().secret == before
    with pytest.raises(InvalidToken):
        crypto.renew(before)


def test_every_place_that_encrypts_a_column_is_known():
    """Whoever encrypts another column adds it to `crypto.SEALED`."""
    found = {
        path.relative_to(ours.BASE_DIR).as_posix()
        for path in (ours.BASE_DIR / "backend").rglob("*.py")
        if re.search(r"crypto\.encrypt\(", path.read_text())
    }
    assert found == {
        "backend/accounts/adapters.py",  # mfa.Authenticator
        "backend/accounts/outbox.py",  # accounts.OutgoingMail
        "backend/accounts/sign_on/actions.py",  # accounts.SignOn
        "backend/exchange/links/actions.py",  # exchange.HealthLink
        "backend/exchange/links/opening.py",  # a file's address, for minutes
        "backend/reminders/actions.py",  # reminders.PushSubscription
        "backend/reminders/unsubscribe.py",  # a link in a mail
    }
    assert {label for label, _, _ in crypto.SEALED} == {
        "mfa.Authenticator",
        "accounts.OutgoingMail",
        "accounts.SignOn",
        "exchange.HealthLink",
        "reminders.PushSubscription",
    }


def test_with_the_old_secret_key_behind_the_new_one_nobody_is_signed_out(cast, settings):
    client = Client()
    client.force_login(cast.maria.user)
    before = settings.SECRET_KEY
    invitation = Invitation(pk="01980000-0000-7000-8000-000000000001")
    invitation.code_digest = invitation.code_digest_of("123456")
    settings.SECRET_KEY = "another-" * 8
    assert client.get("/api/v1/me").status_code == 401
    client.force_login(cast.maria.user)  # by the new one
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "third---" * 8, ["another-" * 8, before]
    assert client.get("/api/v1/me").status_code == 200
    assert invitation.code_fits("123456")
    assert not invitation.code_fits("123457")
    settings.SECRET_KEY_FALLBACKS = []
    assert not invitation.code_fits("123456")


def test_a_browser_that_belongs_to_another_push_key_is_not_called(cast, settings):
    settings.PUSH_HOSTS = ["push.example"]
    keys = [push_key() for _ in range(2)]
    settings.VAPID_PRIVATE_KEY = keys[0]
    row = register_browser(by=BY, user=cast.sofia, endpoint="https://push.example/1", p256dh="p", auth="a")

    def called():
        (people,) = with_ways({"k": [clinician(cast.sofia, None)]}).values()
        return people[0].subscriptions

    assert called() == (row,)
    settings.VAPID_PRIVATE_KEY = keys[1]
    assert called() == ()
    register_browser(by=BY, user=cast.sofia, endpoint="https://push.example/2", p256dh="p", auth="a")
    assert [one.digest for one in called()] == [PushSubscription.digest_of("https://push.example/2")]
    PushSubscription.objects.filter(pk=row.pk).update(server_key="")  # of before this was noted
    assert len(called()) == 2


def push_key():
    """A key as `manage.py push_key` makes one."""
    import base64

    from cryptography.hazmat.primitives.asymmetric import ec

    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")
