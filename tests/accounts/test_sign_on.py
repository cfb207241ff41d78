"""Single sign-on of a clinic's staff, with a real OpenID Connect server on this machine."""

from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.management import CommandError, call_command
from identity_provider import BACK, CLINIC, PASSWORD, SECRET, begin, person, query_of, sign_on
from rest_framework.test import APIClient

from backend.accounts.models import Clinic, Membership, SignOn, User
from backend.core.models import AuditEvent

pytestmark = [pytest.mark.system, pytest.mark.django_db]
ALLAUTH = "/_allauth/browser/v1"


@pytest.fixture(autouse=True)
def _counts_of_its_own(db, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}


def test_a_new_colleague_comes_in_with_the_role_of_their_group(clinic, idp):
    client, error = sign_on(idp, "sofia")
    assert error is None
    me = client.get("/api/v1/me").json()
    assert (me["email"], me["name"]) == ("sofia@hospital.example", "Sofia Silva")
    assert [job["role"] for job in me["memberships"]] == ["physiotherapist"]
    # the provider's second factor is not the clinic's: ours is asked for
    assert me["second_factor"]["needed"] is True
    assert client.get("/api/v1/patients").status_code == 403
    user = User.objects.get(email="sofia@hospital.example")
    assert not user.has_usable_password()
    acts = list(AuditEvent.objects.filter(actor_id=user.pk).values_list("action", "kind"))
    assert ("sign_in", "sign_on") in acts
    assert ("connect_sign_on", "") in acts
    assert SocialAccount.objects.get(user=user).extra_data == {}  # nothing of the provider's is kept


def test_the_request_carries_pkce_state_and_nonce_and_the_secret_is_sealed(clinic, idp):
    asked = query_of(begin(APIClient()))
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["nonce"]) >= 32
    assert asked["state"]
    assert asked["redirect_uri"] == f"http://127.0.0.1:8000{BACK}"
    one = SignOn.objects.get()
    assert SECRET not in one.sealed_secret
    read = clinic.desk.get(clinic.url).json()
    assert SECRET not in str(read)
    assert (read["has_secret"], read["domains"]) == (True, ["hospital.example"])


def test_an_answer_to_another_attempt_is_refused(clinic, idp):
    mine, other = APIClient(), APIClient()
    back = idp.let_in(begin(mine), "sofia")
    begin(other)
    stolen = other.get(back)  # somebody else's answer, put into this browser
    assert query_of(stolen["Location"])["error"]
    assert other.get("/api/v1/me").status_code == 401
    assert mine.get(back.replace("state=", "state=x")).status_code == 302
    assert mine.get("/api/v1/me").status_code == 401
    # the right state, but the nonce of another attempt
    third = APIClient()
    location = begin(third)
    asked = query_of(location)
    back = idp.let_in(location.replace(asked["nonce"], "0" * len(asked["nonce"])), "sofia")
    assert query_of(third.get(back)["Location"])["error"] == "unknown"
    assert third.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"email": "tom@hospital.example", "email_verified": False, "groups": ["physio"]}, "address_not_verified"),
        ({"email": "tom@hospital.example", "groups": ["physio"]}, "address_not_verified"),
        ({"email": "tom@hospital.example", "email_verified": "true", "groups": ["physio"]}, "address_not_verified"),
        ({"groups": ["physio"]}, "no_address"),
        ({"email": "tom@elsewhere.example", "email_verified": True, "groups": ["physio"]}, "address_of_others"),
        ({"email": "tom@hospital.example", "email_verified": True, "groups": ["kitchen"]}, "no_role"),
        ({"email": "tom@hospital.example", "email_verified": True}, "no_role"),
    ],
)
def test_who_is_not_let_in_leaves_no_account(clinic, idp, claims, why):
    idp.knows("tom", **claims)
    client, error = sign_on(idp, "tom")
    assert error == why
    assert client.get("/api/v1/me").status_code == 401
    assert not User.objects.filter(email__startswith="tom@").exists()
    assert AuditEvent.objects.filter(action="sign_on_refused", kind=why).exists()


def test_an_account_is_never_taken_over(clinic, idp, cast):
    """Whoever is more here than this clinic's staff connects the two by hand; who is not theirs is left alone."""
    anna = person("anna@hospital.example", "Anna")  # signs in here, and belongs to nobody
    idp.knows("anna", email="anna@hospital.example", email_verified=True, groups=["physio"])
    _, error = sign_on(idp, "anna")
    assert error == "account_exists"
    assert not anna.memberships.exists()
    Membership.objects.create(user=anna, clinic=clinic.clinic, role="physiotherapist")
    cast.zoe.user, cast.zoe.name = anna, "Anna"
    cast.zoe.save()  # … and a patient elsewhere
    _, error = sign_on(idp, "anna")
    assert error == "account_exists"
    cast.zoe.user = None
    cast.zoe.save()
    User.objects.filter(pk=anna.pk).update(is_staff=True)
    assert sign_on(idp, "anna")[1] == "account_exists"
    User.objects.filter(pk=anna.pk).update(is_staff=False)
    client, error = sign_on(idp, "anna")  # all hers is the clinic's own: its sign-in may open it
    assert error is None
    assert client.get("/api/v1/me").json()["id"] == anna.pk


def test_an_address_that_somebody_else_typed_first_is_no_claim_to_it(clinic, idp):
    idp.knows("bea", email="bea@hospital.example", email_verified=True, groups=["physio"])
    squatter = User.objects.create_user("bea@hospital.example", PASSWORD)
    EmailAddress.objects.create(user=squatter, email=squatter.email, verified=False, primary=True)
    client, error = sign_on(idp, "bea")
    assert error is None
    assert client.get("/api/v1/me").json()["id"] != squatter.pk
    assert not User.objects.filter(pk=squatter.pk).exists()


def test_somebody_signed_in_connects_and_the_other_way_round_is_refused(clinic, idp, client_of, cast):
    mine = client_of(clinic.ruben, fresh=True)
    idp.knows("rr", email="ruben@private.example", email_verified=False, groups=[])
    answer = mine.post("/api/v1/sign-on/connect", {"clinic": str(CLINIC)})
    assert answer.status_code == 200, answer.content
    back = mine.get(idp.let_in(answer.json()["location"], "rr"))
    assert "error" not in query_of(back["Location"])
    assert SocialAccount.objects.get(user=clinic.ruben).uid == "rr"
    client, error = sign_on(idp, "rr")
    assert error is None
    assert client.get("/api/v1/me").json()["email"] == "ruben@hospital.example"
    assert mine.get("/api/v1/sign-on/connect").json()[0]["connected"] is True
    assert mine.delete("/api/v1/sign-on/connect", {"clinic": str(CLINIC)}).status_code == 204
    assert mine.delete("/api/v1/sign-on/connect", {"clinic": str(CLINIC)}).status_code == 404
    assert client_of(clinic.ruben).post("/api/v1/sign-on/connect", {"clinic": str(CLINIC)}).status_code == 403
    assert (
        client_of(cast.otto, fresh=True).post("/api/v1/sign-on/connect", {"clinic": str(CLINIC)}).status_code == 404
    )


def test_roles_follow_the_groups_and_those_of_the_desk_stay(clinic, idp):
    idp.knows("kim", email="kim@hospital.example", email_verified=True, groups=["physio", "chief"])
    sign_on(idp, "kim")
    kim = User.objects.get(email="kim@hospital.example")
    Membership.objects.create(user=kim, clinic=clinic.clinic, role="doctor")

    def roles():
        return set(kim.memberships.active().values_list("role", flat=True))

    assert roles() == {"physiotherapist", "administrator", "doctor"}
    idp.knows("kim", email="kim@hospital.example", email_verified=True, groups=["chief"])
    assert sign_on(idp, "kim")[1] is None
    assert roles() == {"administrator", "doctor"}
    kim.memberships.filter(role="doctor").delete()
    idp.knows("kim", email="kim@hospital.example", email_verified=True, groups=[])
    assert sign_on(idp, "kim")[1] == "no_role"


@pytest.mark.parametrize(
    ("accepted", "claims", "strong"),
    [
        ([], {"amr": ["pwd", "mfa"]}, False),
        (["mfa"], {"amr": ["pwd"]}, False),
        (["mfa"], {"amr": ["pwd", "mfa"]}, True),
        (["urn:hospital:two-factors"], {"acr": "urn:hospital:two-factors"}, True),
    ],
)
def test_the_providers_second_factor_counts_as_the_clinic_says(clinic, idp, accepted, claims, strong):
    SignOn.objects.update(second_factor=accepted)
    idp.knows("eva", email="eva@hospital.example", email_verified=True, groups=["physio"], **claims)
    client, error = sign_on(idp, "eva")
    assert error is None
    assert client.get("/api/v1/patients").status_code == (200 if strong else 403)


def test_where_the_clinic_requires_it_other_ways_are_closed_in_words(clinic, idp, client_of):
    wanted = idp.settings(roles={"physio": "physiotherapist"}, only_way=True)
    refused = clinic.desk.put(clinic.url, wanted)
    assert refused.status_code == 400  # it has to be shown first that it works
    assert refused.json()["errors"][0]["code"] == "untried"
    colleague = person("sofia@hospital.example", "Sofia")
    Membership.objects.create(user=colleague, clinic=clinic.clinic, role="physiotherapist")
    before = APIClient()
    assert before.post(f"{ALLAUTH}/auth/login", {"email": colleague.email, "password": PASSWORD}).status_code == 200
    idp.knows("rr", email="ruben@hospital.example", email_verified=True, amr=["mfa"])
    SignOn.objects.update(second_factor=["mfa"])
    desk, error = sign_on(idp, "rr")
    assert error is None
    assert desk.put(clinic.url, wanted | {"client_secret": "", "second_factor": ["mfa"]}).status_code == 200
    assert before.get("/api/v1/me").status_code == 401
    assert desk.get("/api/v1/me").status_code == 200
    client = APIClient()
    german = {"HTTP_ACCEPT_LANGUAGE": "de"}
    wrong = client.post(f"{ALLAUTH}/auth/login", {"email": colleague.email, "password": "nonsense nonsense"})
    assert "sign_on_required" not in wrong.content.decode()  # said to nobody who does not know the password
    right = client.post(f"{ALLAUTH}/auth/login", {"email": colleague.email, "password": PASSWORD}, **german)
    assert (right.status_code, right.json()["errors"][0]["code"]) == (400, "sign_on_required")
    assert "Mit Ihrer Praxis anmelden" in right.json()["errors"][0]["message"]
    assert client.get("/api/v1/me").status_code == 401
    assert sign_on(idp, "sofia")[1] is None
    # Who leaves the clinic signs in as before, and who only is its patient always did.
    colleague.memberships.all().delete()
    answer = client.post(f"{ALLAUTH}/auth/login", {"email": colleague.email, "password": PASSWORD})
    assert answer.status_code == 200


def test_a_code_by_mail_does_not_lead_round_it(clinic, idp, mailoutbox):
    from backend.accounts import outbox

    SignOn.objects.update(required=True)
    client = APIClient()
    client.post(f"{ALLAUTH}/auth/code/request", {"email": "ruben@hospital.example"})
    outbox.send_due()
    code = next(word for word in mailoutbox[-1].body.split() if (len(word) == 6 and word.isupper()) or "-" in word)
    answer = client.post(f"{ALLAUTH}/auth/code/confirm", {"code": code})
    assert answer.json()["errors"][0]["code"] == "sign_on_required", answer.content
    assert client.get("/api/v1/me").status_code == 401


def test_only_hosts_that_the_operator_names_are_called(clinic, idp, settings):
    for issuer in ("http://10.0.0.1:8080/x", "https://evil.example", "ftp://127.0.0.1/", "http://u:p@127.0.0.1/"):
        answer = clinic.desk.put(clinic.url, idp.settings(issuer=issuer))
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "issuer"), issuer
    settings.SIGN_ON_HOSTS = []
    refused = APIClient().post("/api/v1/sign-on", {"email": "sofia@hospital.example"})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "unreached")


def test_a_domain_belongs_to_one_clinic_and_only_an_operator_gives_it(clinic):
    Clinic.objects.create(name="Altona")
    with pytest.raises(CommandError, match="no other clinic"):
        call_command("sign_on_domain", "Altona", "hospital.example")
    with pytest.raises(CommandError, match=r"hospital\.example"):
        call_command("sign_on_domain", "Altona", "not a domain")
    assert clinic.desk.put(clinic.url, {"domains": ["other.example"]}).status_code == 400
    unknown = APIClient().post("/api/v1/sign-on", {"email": "a@nowhere.example"})
    assert unknown.json()["errors"][0]["code"] == "no_clinic"


def test_only_an_administrator_sees_and_sets_it_and_only_when_fresh(clinic, idp, client_of, cast):
    sofia = person("sofia@hospital.example", "Sofia")
    Membership.objects.create(user=sofia, clinic=clinic.clinic, role="physiotherapist")
    assert client_of(sofia).get(clinic.url).status_code == 403
    assert client_of(cast.otto).get(clinic.url).status_code == 404
    assert client_of(clinic.ruben).put(clinic.url, idp.settings()).status_code == 403
    assert clinic.desk.delete(clinic.url).status_code == 204
    assert APIClient().get("/api/v1/sign-on").json() == {"offered": False}
