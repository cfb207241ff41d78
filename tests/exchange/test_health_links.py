"""A SMART Health Link, opened by the specification alone: with jwcrypto, which shares nothing with what wrote it."""

import base64
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from jwcrypto import jwe, jwk
from rest_framework.test import APIClient

from backend.core import clock, crypto
from backend.core.audit import broken_links
from backend.core.models import AuditEvent
from backend.exchange.links import actions
from backend.exchange.models import HealthLink
from backend.patients.privacy import erasure

# The pain of a later entry, as it stands in the document.
NEW_PAIN = "9 of 10"
ALL_OF_THEM = ["make_health_link", "read", "refuse_health_link", "end_health_link"]


def place(patient):
    return f"/api/v1/patients/{patient.pk}/health-links"


@pytest.fixture
def maria(cast, client_of, entry):
    client = client_of(cast.maria)
    client.post("/api/v1/sync/push", {"items": [entry(back=1), entry()]}, format="json")
    return client


def made(client, patient, **wishes):
    answer = client.post(place(patient), {"lasts": "week"} | wishes, format="json")
    assert answer.status_code == 201, answer.content
    return answer.json()


def payload_of(link):
    """What stands behind `shlink:/`, as any reader takes it apart."""
    text = link.partition("shlink:/")[2]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def ask(link, *, recipient="Dr Meyer", **body):
    """The manifest request of a reader that has nothing but the link."""
    address = re.sub(r"^https?://[^/]+", "", payload_of(link)["url"])
    return APIClient().post(address, {"recipient": recipient} | body, format="json", REMOTE_ADDR="192.0.2.77")


def opened(link, token):
    box = jwe.JWE(algs=["dir", "A256GCM"])
    box.deserialize(token, jwk.JWK(kty="oct", k=payload_of(link)["key"]))
    assert box.jose_header["alg"] == "dir"
    assert box.jose_header["enc"] == "A256GCM"
    assert box.jose_header["cty"] == "application/fhir+json"
    return json.loads(box.payload)


def told(bundle):
    return " ".join(section["text"]["div"] for section in bundle["entry"][0]["resource"]["section"])


def trail(patient, *acts):
    rows = AuditEvent.objects.filter(patient_id=patient.pk, action__in=acts or ALL_OF_THEM).order_by("number")
    return [(row.action, row.kind, row.actor_name) for row in rows]


def test_the_link_is_what_the_specification_says(cast, maria, settings):
    issued = made(maria, cast.maria, passcode="1234", follows=True, label="For Dr Meyer")
    before, _, _ = issued["link"].partition("shlink:/")
    assert before == f"{settings.PUBLIC_URL}/link#"
    payload = payload_of(issued["link"])
    assert payload.keys() == {"url", "key", "exp", "flag", "label", "v"}
    assert len(payload["url"]) <= 128
    assert re.search(r"/[\w-]{43}$", payload["url"])
    assert re.fullmatch(r"[\w-]{43}", payload["key"])
    assert (payload["flag"], payload["label"], payload["v"]) == ("LP", "For Dr Meyer", 1)
    assert payload["exp"] == pytest.approx((clock.now() + timedelta(days=7)).timestamp(), abs=60)
    assert issued["qr"].startswith("<svg")
    plain = payload_of(made(maria, cast.maria)["link"])
    assert "flag" not in plain
    assert plain["key"] != payload["key"]


@pytest.mark.parametrize("follows", [True, False])
def test_an_independent_reader_opens_it_and_finds_a_patient_summary(cast, maria, follows):
    link = made(maria, cast.maria, follows=follows, language="de")["link"]
    answer = ask(link)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    (file,) = answer.json()["files"]
    assert (file["contentType"], file["fhirVersion"]) == ("application/fhir+json", "4.0.1")
    assert file["status"] == ("can-change" if follows else "finalized")
    assert ("Retry-After" in answer) == follows
    bundle = opened(link, file["embedded"])
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "document")
    assert bundle["entry"][0]["resource"]["language"] == "de"
    assert "Maria" in json.dumps(bundle)


def test_a_link_that_follows_shows_what_came_since_and_the_other_what_there_was(cast, maria, entry):
    following = made(maria, cast.maria, follows=True)["link"]
    fixed = made(maria, cast.maria)["link"]
    assert (
        maria.post("/api/v1/sync/push", {"items": [entry(intensity=9)]}, format="json").json()["results"][0]["result"]
        == "created"
    )
    assert NEW_PAIN in told(opened(following, ask(following).json()["files"][0]["embedded"]))
    assert NEW_PAIN not in told(opened(fixed, ask(fixed).json()["files"][0]["embedded"]))


def test_each_encryption_has_an_iv_of_its_own(cast, maria):
    link = made(maria, cast.maria, follows=True)["link"]
    ivs = {ask(link).json()["files"][0]["embedded"].split(".")[2] for _ in range(5)}
    assert len(ivs) == 5


def test_what_is_longer_than_the_reader_takes_comes_by_an_address_once(cast, maria):
    link = made(maria, cast.maria, passcode="1234")["link"]
    (file,) = ask(link, passcode="1234", embeddedLengthMax=100).json()["files"]
    assert "embedded" not in file
    path = re.sub(r"^https?://[^/]+", "", file["location"])
    answer = APIClient().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/jose")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert opened(link, answer.content.decode())["type"] == "document"
    assert APIClient().get(path).status_code == 404
    again = re.sub(
        r"^https?://[^/]+", "", ask(link, passcode="1234", embeddedLengthMax=0).json()["files"][0]["location"]
    )
    with clock.moved_to(clock.now() + timedelta(minutes=6)):
        assert APIClient().get(again).status_code == 404
    assert APIClient().get("/api/v1/shl/file/" + crypto.encrypt('["unsubscribe", "x", 9e9, ""]')).status_code == 404
    assert APIClient().get("/api/v1/shl/file/nonsense").status_code == 404


def test_a_wrong_passcode_is_counted_for_ever_and_the_last_one_ends_it(cast, maria):
    link = made(maria, cast.maria, passcode="1234", lasts="year")["link"]
    left = []
    for hours in (0, 30, 60, 90, 120):
        with clock.moved_to(clock.now() + timedelta(hours=hours)):
            answer = ask(link, passcode="0000")
            assert answer.status_code == 401
            left.append(answer.json())
    assert left == [{"remainingAttempts": n} for n in (4, 3, 2, 1, 0)]
    assert ask(link, passcode="1234").status_code == 404
    row = HealthLink.objects.get()
    assert row.state(clock.now()) == "locked"
    assert trail(cast.maria, "refuse_health_link") == [
        *[("refuse_health_link", "passcode", "Dr Meyer")] * 5, ("refuse_health_link", "locked", "Dr Meyer"),
    ]  # fmt: skip
    assert maria.get(place(cast.maria)).json()[0]["state"] == "locked"


def test_a_right_passcode_gives_no_tries_back_and_none_at_all_takes_none(cast, maria):
    link = made(maria, cast.maria, passcode="1234")["link"]
    assert ask(link, passcode="9999").json() == {"remainingAttempts": 4}
    assert ask(link, passcode="1234").status_code == 200
    assert (ask(link).status_code, ask(link).json()) == (401, {"remainingAttempts": 4})
    assert ask(link, passcode="").json() == {"remainingAttempts": 3}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's test database is one connection's")
def test_many_guesses_at_once_are_as_many_as_one_after_the_other(cast, maria):
    link = made(maria, cast.maria, passcode="1234")["link"]

    def guess(number):
        try:
            return ask(link, passcode=f"{number:04}").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        codes = sorted(pool.map(guess, range(16)))
    assert codes == [401] * 5 + [404] * 11
    assert HealthLink.objects.get().attempts_left == 0


def test_ended_run_out_or_unknown_is_one_answer(cast, maria):
    ended, brief = made(maria, cast.maria), made(maria, cast.maria, lasts="hour")
    assert maria.delete(f"{place(cast.maria)}/{ended['id']}").status_code == 204
    assert ask(ended["link"]).status_code == 404
    assert maria.delete(f"{place(cast.maria)}/{ended['id']}").status_code == 204  # once more changes nothing
    with clock.moved_to(clock.now() + timedelta(hours=1)):
        over = ask(brief["link"])
    assert (
        over.status_code,
        APIClient().post("/api/v1/shl/guess", {"recipient": "x"}, format="json").status_code,
    ) == (
        404,
        404,
    )
    assert trail(cast.maria, "refuse_health_link") == [
        ("refuse_health_link", "revoked", "Dr Meyer"), ("refuse_health_link", "expired", "Dr Meyer"),
    ]  # fmt: skip
    ask(ended["link"])  # one row an hour says it
    assert len(trail(cast.maria, "refuse_health_link")) == 2
    assert len(trail(cast.maria, "end_health_link")) == 1


def test_its_patient_reads_who_opened_it_as_they_called_themselves(cast, maria):
    issued = made(maria, cast.maria)
    ask(issued["link"], recipient="  Dr\u202e Meyer,\n Lisboa " + "x" * 300)
    (row,) = maria.get(f"/api/v1/patients/{cast.maria.pk}/seen").json()["results"]
    assert (row["act"], row["role"], row["kind"], row["network"]) == (
        "looked",
        "recipient",
        "health-link",
        "192.0.2.0/24",
    )
    assert row["name"] == ("Dr Meyer, Lisboa " + "x" * 300)[:100]
    (listed,) = maria.get(place(cast.maria)).json()
    assert [one["name"] for one in listed["openings"]] == [row["name"]]
    assert {"link", "qr", "key", "secret", "content", "digest"} & listed.keys() == set()
    assert broken_links() == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "recipient"), ({"recipient": " \n "}, "recipient"), ({"recipient": ["x"]}, "recipient"),
        ({"recipient": "x", "embeddedLengthMax": -1}, "embeddedLengthMax"),
        ({"recipient": "x", "passcode": {"a": 1}}, "passcode"),
    ],
)  # fmt: skip
def test_a_request_that_is_none_is_told_why(cast, maria, body, field):
    address = re.sub(r"^https?://[^/]+", "", payload_of(made(maria, cast.maria)["link"])["url"])
    answer = APIClient().post(address, body, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
    assert trail(cast.maria, "read") == []


def test_a_page_of_any_origin_may_ask_and_what_it_says_beyond_is_passed_over(cast, maria):
    address = re.sub(r"^https?://[^/]+", "", payload_of(made(maria, cast.maria)["link"])["url"])
    before = APIClient().options(
        address, HTTP_ORIGIN="https://viewer.example", HTTP_ACCESS_CONTROL_REQUEST_METHOD="POST"
    )
    assert before.status_code == 204
    assert "POST" in before["Access-Control-Allow-Methods"]
    assert before["Access-Control-Allow-Headers"].startswith("content-type")
    answer = APIClient().post(
        address, '{"recipient": "x", "ours": 1}', content_type="text/plain", HTTP_ACCEPT="text/html"
    )
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert "Access-Control-Allow-Credentials" not in answer
    assert "no-store" in answer["Cache-Control"]
    assert APIClient().post("/api/v1/shl/x", {"recipient": "x"}, format="json")["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("who", ["zoe", "otto", "nina", "jonas"])
def test_for_outsiders_there_is_no_such_record(cast, client_of, maria, who):
    issued = made(maria, cast.maria)
    other = client_of(getattr(cast, who))
    assert other.get(place(cast.maria)).status_code == 404
    assert other.post(place(cast.maria), {"lasts": "day"}, format="json").status_code == 404
    assert other.get(f"{place(cast.maria)}/{issued['id']}").status_code == 404
    assert other.delete(f"{place(cast.maria)}/{issued['id']}").status_code == 404
    if who in ("zoe", "jonas"):  # hers under a record of one's own
        assert other.get(f"{place(getattr(cast, who))}/{issued['id']}").status_code == 404
        assert other.delete(f"{place(getattr(cast, who))}/{issued['id']}").status_code == 404


def test_a_clinician_shares_nothing_for_a_patient(cast, client_of, maria):
    issued = made(maria, cast.maria)
    desk = client_of(cast.sofia)
    assert desk.get(place(cast.maria)).status_code == 403
    assert desk.post(place(cast.maria), {"lasts": "day"}, format="json").status_code == 403
    assert desk.get(f"{place(cast.maria)}/{issued['id']}").status_code == 403
    assert desk.delete(f"{place(cast.maria)}/{issued['id']}").status_code == 403


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"lasts": "ever"}, "lasts"), ({"lasts": None}, "lasts"), ({"passcode": "123"}, "passcode"),
        ({"label": "x" * 81}, "label"), ({"label": "a\u202eb"}, "label"), ({"language": "fr"}, "language"),
        ({"follows": "perhaps"}, "follows"), ({"key": "mine"}, "key"),
    ],
)  # fmt: skip
def test_a_wish_that_cannot_be_met_names_its_field(cast, maria, wish, field):
    answer = maria.post(place(cast.maria), {"lasts": "week"} | wish, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_so_many_at_once_and_no_more(cast, maria, monkeypatch):
    monkeypatch.setattr(actions, "MOST_OPEN", 2)
    first = made(maria, cast.maria)
    made(maria, cast.maria)
    answer = maria.post(place(cast.maria), {"lasts": "week"}, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "too_many")
    maria.delete(f"{place(cast.maria)}/{first['id']}")
    made(maria, cast.maria)


def test_a_link_is_asked_only_so_often(cast, maria, monkeypatch):
    from backend.exchange.links import opening

    monkeypatch.setattr(opening, "MOST_AN_HOUR", 2)
    link = made(maria, cast.maria)["link"]
    assert [ask(link).status_code for _ in range(3)] == [200, 200, 429]
    assert int(ask(link)["Retry-After"]) > 0


def test_it_can_be_shown_again_until_it_ends(cast, maria):
    issued = made(maria, cast.maria, passcode="1234")
    again = maria.get(f"{place(cast.maria)}/{issued['id']}").json()
    assert again["link"] == issued["link"]
    maria.delete(f"{place(cast.maria)}/{issued['id']}")
    assert maria.get(f"{place(cast.maria)}/{issued['id']}").status_code == 404


def test_neither_key_nor_token_nor_passcode_lies_open_in_a_row_and_nothing_of_an_ended_one(cast, maria):
    issued = made(maria, cast.maria, passcode="482915")
    payload = payload_of(issued["link"])
    row = HealthLink.objects.get()
    kept = " ".join(str(getattr(row, field.attname)) for field in HealthLink._meta.concrete_fields)
    for secret in (payload["key"], payload["url"].rpartition("/")[2], "482915", "Maria"):
        assert secret not in kept
    maria.delete(f"{place(cast.maria)}/{issued['id']}")
    row.refresh_from_db()
    assert (row.secret, row.passcode, row.content) == ("", "", "")
    made(maria, cast.maria, lasts="hour")
    assert actions.forget_secrets() == 0
    with clock.moved_to(clock.now() + timedelta(hours=2)):
        assert actions.forget_secrets() == 1
    assert not HealthLink.objects.exclude(secret="", content="").exists()


def test_who_withdraws_their_consent_shares_nothing_any_more(cast, maria):
    from backend.patients.consents.texts import CURRENT

    base = f"/api/v1/patients/{cast.maria.pk}/consents"
    maria.post(base, {"kind": "data_use", "version": CURRENT}, format="json")
    link = made(maria, cast.maria)["link"]
    maria.post(f"{base}/data_use/withdraw")
    assert ask(link).status_code == 404
    answer = maria.post(place(cast.maria), {"lasts": "day"}, format="json")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "rests")
    maria.post(base, {"kind": "data_use", "version": CURRENT}, format="json")
    assert ask(link).status_code == 404  # a yes later opens no old door
    assert trail(cast.maria, "end_health_link") == [("end_health_link", "", "sharing ended")]


def test_whose_account_is_deleted_shares_nothing_from_the_wish_on(cast, maria, settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path
    link = made(maria, cast.maria, follows=True)["link"]
    ask(link, recipient="Dr Meyer of Maria")
    assert maria.post("/api/v1/erasure", {"password": "correct horse battery"}, format="json").status_code == 201
    assert ask(link).status_code == 404
    assert trail(cast.maria, "refuse_health_link") == [("refuse_health_link", "revoked", "Dr Meyer")]
    with clock.moved_to(clock.now() + timedelta(days=settings.ERASURE_DAYS + 1)):
        assert erasure.erase_due() == 1
        assert ask(link).status_code == 404
    assert not HealthLink.objects.exists()
    assert not AuditEvent.objects.filter(actor_name__contains="Maria").exists()
    assert broken_links() == []


def test_a_script_makes_and_shows_no_links(cast, maria):
    from backend.accounts.actions import create_token
    from backend.core.actor import Actor

    issued = made(maria, cast.maria)
    _, secret = create_token(by=Actor.system("test"), user=cast.maria.user, name="mine", scope="write", strong=True)
    script = APIClient()
    script.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert script.post(place(cast.maria), {"lasts": "day"}, format="json").status_code == 403
    assert script.get(f"{place(cast.maria)}/{issued['id']}").status_code == 403


def test_it_shows_a_load_that_a_finding_holds_back_as_the_summary_does(cast, maria, client_of, entry):
    from backend.tracking.assessment import reassess

    desk = client_of(cast.sofia)
    for item in (
        entry("diagnosis", back=40, site="hip", side="left", basis="mri"),
        entry("prescription", back=39, side="left", status="WBAT", aid="cane"),
    ):
        answer = desk.post(f"/api/v1/patients/{cast.maria.pk}/records", item, format="json")
        assert answer.status_code == 201, answer.content
    link = made(maria, cast.maria, follows=True)["link"]
    unable = entry("weight_bearing", side="left", status="UNABLE")
    assert maria.post("/api/v1/sync/push", {"items": [unable]}, format="json").status_code == 200
    reassess(cast.maria.pk)
    bundle = opened(link, ask(link).json()["files"][0]["embedded"])
    assert "Left: no weight (NWB)" in told(bundle)
    assert told(bundle) == told(maria.get(f"/fhir/Patient/{cast.maria.pk}/$summary").json())
    assert "CarePlan" not in {entry["resource"]["resourceType"] for entry in bundle["entry"]}


def test_the_page_that_reads_links_sets_no_cookie_and_keeps_the_policy(db, settings, tmp_path):
    settings.FRONTEND_DIST = tmp_path
    (tmp_path / "link.html").write_text("<!doctype html><title>TOH Tracker</title>")
    answer = APIClient().get("/link")
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"<!doctype html>")
    assert not answer.cookies
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert answer["Referrer-Policy"] == "same-origin"
    answer.close()


def test_a_clinic_does_not_learn_to_whom_a_patient_shows_the_record(cast, maria, client_of):
    ask(made(maria, cast.maria)["link"], recipient="Dr Meyer, Lisboa")
    admin, place_of_it = client_of(cast.ruben), f"/api/v1/clinics/{cast.ponte.pk}/audit"
    assert not [row for row in admin.get(place_of_it).json()["results"] if row["what"] == "health-link"]
    asked = admin.get(place_of_it, {"record": str(cast.maria.pk)}).json()["results"]
    (row,) = [row for row in asked if row["what"] == "health-link"]
    assert (row["name"], row["address"], row["person"]) == ("", None, None)
