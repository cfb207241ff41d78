"""Odd characters, names of encodings and cursors of nowhere are refused in words; none of them is an error of ours."""

import base64
import json
from urllib.parse import quote

import pytest
from django.test import Client, override_settings

from backend.core.errors import Refused
from backend.core.names import one_line

LOGIN = "/_allauth/browser/v1/auth/login"


def cursor_of(text):
    return quote(base64.b64encode(text.encode()).decode())


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/patients?search=%00",
        "/api/v1/patients?search=Mar%00ia",
        "/api/v1/patients?cursor=" + cursor_of("p=%00"),
        "/api/v1/patients?cursor=" + cursor_of("p=a%00b&o=1"),
        "/api/v1/patients/{maria}/records?cursor=" + cursor_of("p=not-a-day"),
        "/api/v1/patients/{maria}/seen?cursor=" + cursor_of("p=%00"),
        "/api/v1/messages?cursor=" + cursor_of("p=never"),
        "/api/v1/dashboard/worklist?search=%00",
        "/api/v1/invitations?patient=%00",
        "/fhir/Patient?name=%00",
        "/fhir/Condition%00",
        "/api/v1/calendar/%00.ics",
        "/%00",
        "/admin/?q=%00",
    ],
)
@pytest.mark.parametrize("who", ["sofia", "maria"])
def test_a_nul_and_a_cursor_of_nowhere_are_refused(cast, client_of, path, who):
    client = client_of(getattr(cast, who))
    client.raise_request_exception = False
    answer = client.get(path.replace("{maria}", str(cast.maria.pk)))
    assert 400 <= answer.status_code < 500, (path, answer.status_code)


@pytest.mark.parametrize("charset", ["hex", "rot13", "zlib", "utf-7", "utf-16", "punycode", "undefined", "x" * 300])
@pytest.mark.parametrize("path", ["/api/v1/sync/push", LOGIN, "/api/v1/invitations/look"])
def test_the_name_of_an_encoding_is_no_way_to_run_a_codec(cast, client_of, charset, path):
    client = client_of(cast.maria) if path != LOGIN else Client()
    client.raise_request_exception = False
    answer = client.generic("POST", path, b'{"items": []}', content_type=f"application/json; charset={charset}")
    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")
    assert "UTF-8" in answer.json()["detail"]


def test_utf_8_by_any_of_its_names_is_read(cast, client_of):
    for name in ("utf-8", "UTF-8", '"utf-8"', "utf8"):
        kind = f"application/json; charset={name}"
        assert client_of(cast.maria).generic("POST", "/api/v1/sync/push", b'{"items": []}', kind).status_code == 200


@pytest.mark.parametrize("text", ['"\\ud800"', '"a\\udfffb"', '"\\udc00\\ud800"'])
def test_half_a_character_is_refused(cast, client_of, text):
    client = client_of(cast.maria, fresh=True)
    client.raise_request_exception = False
    for path, body in (
        ("/api/v1/sync/push", '{"items": [{"kind": "medicine", "name": %s}]}'),
        ("/api/v1/push/subscriptions", '{"endpoint": %s, "keys": {}}'),
        ("/api/v1/tokens", '{"name": %s}'),
    ):
        answer = client.post(path, body % text, content_type="application/json")
        assert (answer.status_code, "surrogate" in answer.json()["detail"]) == (400, True), path
    for body in ('{"email": "a@example.org", "password": %s}', '{"email": %s, "password": "x"}'):
        door = Client(raise_request_exception=False)
        assert door.post(LOGIN, body % text, content_type="application/json").status_code == 400


def test_a_whole_pair_of_surrogates_is_a_character(cast, client_of, entry):
    body = json.dumps({"items": [entry("medicine", name="\U0001f9b4")]})
    assert "\\ud83e" in body
    answer = client_of(cast.maria).post("/api/v1/sync/push", body, content_type="application/json")
    assert answer.json()["results"][0]["result"] == "created"


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://a b.push.apple.com/x", "https://.push.apple.com/x", "https://a..push.apple.com/x",
        "https://-a.push.apple.com/x", "https://a_b.push.apple.com/x", "https://ä.push.apple.com/x",
        "https://\u2100.push.apple.com/x", "https://fcm.googleapis.com\\@x.example/y", "https://fcm.googleapis.com/x\ty",
        "https://user@fcm.googleapis.com/x", "https://@fcm.googleapis.com/x", "https://fcm.googleapis.com:99999/x",
        "https://fcm.googleapis.com:/x:x", "https://[::1/x", "https://%66cm.googleapis.com/x", "https://fcm.googleapis.com/ä",
        "https://" + "a" * 64 + ".push.apple.com/x",
    ],
)  # fmt: skip
def test_a_browsers_address_of_odd_characters_is_refused_in_words(cast, client_of, endpoint):
    keys = {"p256dh": "B" * 87, "auth": "a" * 22}
    client = client_of(cast.maria)
    client.raise_request_exception = False
    answer = client.post("/api/v1/push/subscriptions", {"endpoint": endpoint, "keys": keys}, format="json")
    if endpoint.startswith("https://fcm.googleapis.com:/x"):
        assert answer.status_code == 201  # an empty port is the usual one
        return
    assert answer.status_code == 400, endpoint
    assert answer.json()["errors"][0]["field"] == "endpoint"


ODD_NAMES = {
    "line break": "Maria\nBcc: all@example.org",
    "carriage return": "Maria\rX",
    "line separator": "Maria\u2028X",
    "right-to-left override": "Maria \u202egnp.exe",
    "isolate": "\u2066Maria",
    "mark": "Maria\u200f",
    "zero width": "Ma\u200bria",
    "escape": "\x1b[31mMaria",
}


@pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES.keys())
def test_a_name_is_one_line_of_letters_that_show_as_they_are(cast, client_of, entry, name):
    desk, phone = client_of(cast.sofia), client_of(cast.maria, fresh=True)
    for client, method, path, body in (
        (phone, "patch", "/api/v1/me", {"name": name}),
        (phone, "post", "/api/v1/tokens", {"name": name}),
        (desk, "post", "/api/v1/patients", {"name": name}),
        (desk, "patch", f"/api/v1/patients/{cast.maria.pk}", {"name": name}),
        (desk, "post", "/api/v1/dashboard/views", {"name": name, "filters": {}}),
    ):
        answer = getattr(client, method)(path, body, format="json")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "name"), path
    taken = phone.post("/api/v1/sync/push", {"items": [entry("medicine", name=name)]}, format="json").json()
    assert [taken["results"][0][part] for part in ("result", "field")] == ["refused", "name"]
    with pytest.raises(Refused):
        one_line("name", name)


def test_names_of_all_languages_pass():
    for name in ("Größmann-Żółć", "O’Neill", "محمد", "नेहा", "می\u200cخواهم", "李小龍", "Anna 2."):
        assert one_line("name", f" {name} ") == name


def test_security_txt_names_whom_to_tell_and_ends_within_a_year(db):
    with override_settings(SECURITY_CONTACT=["mailto:safe@clinic.example", "https://clinic.example/tell"]):
        answer = Client().get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    told = [line.partition(": ")[::2] for line in answer.content.decode().splitlines()]
    assert [value for name, value in told if name == "Contact"] == [
        "mailto:safe@clinic.example", "https://clinic.example/tell",
    ]  # fmt: skip
    from datetime import datetime, timedelta

    from backend.core import clock

    expires = datetime.fromisoformat(dict(told)["Expires"])
    assert timedelta(days=60) < expires - clock.now() < timedelta(days=365)


def test_nothing_here_is_for_a_search_engine(db):
    assert Client().get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
