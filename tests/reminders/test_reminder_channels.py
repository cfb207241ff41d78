"""What leaves the house: real letters to a real mail server and a real push endpoint on this machine."""

import base64
import json
import socket
import threading
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from email.policy import default as modern
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from uuid import UUID

import http_ece
import pytest
from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid
from reminder_help import BY, NOON

from backend.core.errors import Refused
from backend.reminders import actions
from backend.reminders.channels import email, push_service, sms, webpush
from backend.reminders.channels.base import Letter, Permanent, Sent, Transient
from backend.reminders.channels.words import WORDS
from backend.reminders.models import PushSubscription

KEY = UUID("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")
CLINICAL = ("dexa", "dxa", "scan", "hip", "pain", "bone", "osteoporosis", "pregnan", "medicine", "exercise", "clinic",
            "weight", "hüft", "schmerz", "knochen", "schwanger", "medikament", "übung", "praxis")  # fmt: skip


def letter(**more) -> Letter:
    about = {"recipient": "user:1", "key": KEY, "round": 0, "count": 1, "kinds": ("dexa-baseline",), "language": "en"}
    return Letter(**(about | {"address": "maria@example.org"} | more))


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("count", [1, 4])
def test_a_mail_says_nothing_of_health_and_leads_into_the_app(settings, language, count):
    settings.PUBLIC_URL = "https://toh.example"
    mail = email.compose(letter(language=language, count=count))
    html, kind = mail.alternatives[0]
    assert kind == "text/html"
    for words in (mail.subject, mail.body, html):
        plain = words.replace(settings.PUBLIC_URL, "").lower()
        assert not [word for word in CLINICAL if word in plain.split("/unsubscribe/")[0]]
    assert "https://toh.example/more/messages" in mail.body
    assert "https://toh.example/more/messages" in html


def test_every_copy_of_a_letter_has_the_same_id_and_another_letter_another():
    assert email.message_id(letter()) == email.message_id(letter(count=3))
    others = {email.message_id(letter(**more)) for more in ({}, {"round": 1}, {"recipient": "user:2"})}
    assert len(others) == 3
    assert letter().topic == letter(count=2).topic != letter(round=1).topic
    assert len(letter().topic) == 32


def test_no_word_that_leaves_the_house_is_clinical():
    for words in WORDS.values():
        for sentence in words.values():
            assert not [word for word in CLINICAL if word in sentence.lower()]


class _Post:
    """A mail server of this machine; says what a test wants to the recipient."""

    def __init__(self):
        self.answer, self.taken, self.talks = "250 OK", [], 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.talks += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if not self.answer.startswith("250"):
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(message_from_bytes(envelope.content, policy=modern))
        return "250 taken"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def post(settings):
    handler = _Post()
    server = Controller(handler, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield handler
    server.stop()


@contextmanager
def curt_server(*lines):
    """A server that says `lines`, one to each thing that it is told, and then the last one again; its port."""

    class Talk(StreamRequestHandler):
        def handle(self):
            self.wfile.write(f"{lines[0]}\r\n".encode())
            for _ in self.rfile:
                self.wfile.write(f"{lines[-1]}\r\n".encode())

    with ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.mark.system
class TestRealMail:
    def test_it_arrives_whole(self, post):
        answer = email.send(letter())
        assert isinstance(answer, Sent)
        (mail,) = post.taken
        assert mail["Message-ID"] == answer.message_id == email.message_id(letter())
        assert mail["To"] == "maria@example.org"
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert "/api/v1/unsubscribe/" in mail["List-Unsubscribe"]
        assert mail["Auto-Submitted"] == "auto-generated"
        assert {part.get_content_type() for part in mail.iter_parts()} == {"text/plain", "text/html"}

    def test_an_unknown_mailbox_is_permanent_and_a_full_one_passes(self, post):
        post.answer = "550 no such person"
        assert email.send(letter()) == Permanent("550")
        post.answer = "452 full"
        assert email.send(letter()) == Transient("452")
        post.answer = "535 who are you"
        assert email.send(letter()) == Transient("535")

    def test_what_the_server_says_before_anybody_is_named_is_trouble_of_ours(self, post, settings):
        for greeting, told in (("554 no service here", "greeting-554"), ("421 busy", "greeting-421")):
            with curt_server(greeting) as settings.EMAIL_PORT:
                assert email.send(letter()) == Transient(told)
        with curt_server("220 hello", "550 not you") as settings.EMAIL_PORT:
            assert isinstance(email.send(letter()), Transient)

    def test_who_may_send_is_not_whether_somebody_has_a_mailbox(self, post):
        for words in ("554 5.7.1 Relay access denied", "550 5.7.26 not authenticated", "554 relaying denied"):
            post.answer = words
            assert email.send(letter()) == Transient(words[:3])
        post.answer = "550 5.1.1 no such person"
        assert email.send(letter()) == Permanent("550")

    def test_letters_sent_together_share_one_connection_even_past_a_refusal(self, post):
        with email.together():
            assert isinstance(email.send(letter()), Sent)
            post.answer = "550 no such person"
            assert email.send(letter()) == Permanent("550")
            post.answer = "250 OK"
            assert isinstance(email.send(letter()), Sent)
        assert (post.talks, len(post.taken)) == (1, 2)
        email.send(letter())
        assert post.talks == 2

    def test_a_line_that_breaks_off_is_opened_anew_for_the_next_letter(self, post):
        with email.together():
            email.send(letter())
            email._line().connection.sock.shutdown(socket.SHUT_RDWR)
            assert isinstance(email.send(letter()), Transient)
            assert isinstance(email.send(letter()), Sent)

    def test_a_server_that_is_away_passes(self, post, settings):
        settings.EMAIL_PORT = free_port()
        assert isinstance(email.send(letter()), Transient)


class Browser:
    """What a browser holds, and its push service: decrypts what comes, answers what a test wants."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.auth = b"0123456789abcdef"
        self.status, self.headers, self.got = 201, {}, []
        browser = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if browser.status == 201:
                    plain = http_ece.decrypt(body, private_key=browser.key, auth_secret=browser.auth)
                    browser.got.append((json.loads(plain), self.headers))
                self.send_response(browser.status)
                for name, value in browser.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/push/abc"

    @property
    def p256dh(self) -> str:
        raw = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    def subscribe(self, user) -> PushSubscription:
        auth = base64.urlsafe_b64encode(self.auth).decode().rstrip("=")
        return actions.register_browser(by=BY, user=user, endpoint=self.endpoint, p256dh=self.p256dh, auth=auth)


@pytest.fixture
def phone(settings):
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    settings.VAPID_PRIVATE_KEY = base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")
    settings.PUSH_HOSTS = ["127.0.0.1", "push.example", ".push.example.net"]
    one = Browser()
    yield one
    one.server.shutdown()
    one.server.server_close()


class Gateway:
    """A gateway for text messages; says what a test wants."""

    def __init__(self):
        self.status, self.got = 200, []
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                gateway.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(gateway.status)
                self.send_header("Location", "http://127.0.0.1:9/")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def gateway(settings):
    one = Gateway()
    settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{one.server.server_port}/send"
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.mark.system
class TestRealTextMessages:
    LETTER = Letter("user:1", KEY, 0, 2, ("dexa-repeat",), "en", phone="+351912345678")

    def test_neutral_words_under_a_stable_key(self, gateway):
        assert sms.ready(self.LETTER)
        assert [sms.send(self.LETTER), sms.send(self.LETTER)] == [Sent("200", self.LETTER.topic)] * 2
        first, second = gateway.got
        assert first == second == {"to": "+351912345678", "text": "You have 2 new messages.", "id": self.LETTER.topic}

    @pytest.mark.parametrize(
        ("status", "answer"),
        [
            (429, Transient("429")),
            (503, Transient("503")),
            (400, Permanent("400")),
            (422, Permanent("422")),
            (302, Transient("302")),
            (401, Transient("401")),
            (402, Transient("402")),
            (404, Transient("404")),
        ],
    )
    def test_what_passes_and_what_does_not(self, gateway, status, answer):
        gateway.status = status
        assert sms.send(self.LETTER) == answer
        assert len(gateway.got) == 1, "a redirect is not followed"

    def test_a_gateway_that_is_away_passes(self, settings):
        settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{free_port()}/send"
        assert sms.send(self.LETTER) == Transient("ConnectionError")

    def test_off_unless_a_gateway_and_a_number_are_known(self, settings):
        assert not sms.ready(self.LETTER)
        settings.SMS_GATEWAY_URL = "http://127.0.0.1:9/"
        assert not sms.ready(Letter("user:1", KEY, 0, 1, (), "en"))


@pytest.mark.system
@pytest.mark.django_db
class TestRealPush:
    def test_the_browser_decrypts_neutral_words_under_a_stable_topic(self, phone, cast):
        row = phone.subscribe(cast.maria.user)
        answer = webpush.send(letter(subscriptions=(row,)))
        assert isinstance(answer, Sent)
        ((data, headers),) = phone.got
        assert data == {
            "title": "TOH Tracker",
            "body": "You have a new message.",
            "topic": letter().topic,
            "url": "/more/messages",
        }
        assert headers["Topic"] == letter().topic
        assert int(headers["TTL"]) == push_service.TTL_S
        assert Vapid.verify(headers["Authorization"])
        first = headers["Authorization"]
        webpush.send(letter(round=1, subscriptions=(row,)))
        assert phone.got[1][1]["Authorization"] == first, "signed once for all browsers of a push service"

    @pytest.mark.parametrize("code", [404, 410])
    def test_a_browser_that_is_gone_is_forgotten(self, phone, cast, code):
        row = phone.subscribe(cast.maria.user)
        phone.status = code
        assert webpush.send(letter(subscriptions=(row,))) == Permanent(str(code))
        assert not PushSubscription.objects.exists()

    def test_too_many_says_when_to_come_again(self, phone, cast):
        row = phone.subscribe(cast.maria.user)
        phone.status, phone.headers = 429, {"Retry-After": "1800"}
        assert webpush.send(letter(subscriptions=(row,))) == Transient("429", wait=timedelta(minutes=30))
        assert PushSubscription.objects.exists()

    @pytest.mark.parametrize("code", [401, 403])
    def test_a_signature_that_is_not_taken_is_trouble_of_ours(self, phone, cast, code):
        row = phone.subscribe(cast.maria.user)
        phone.status = code
        assert isinstance(webpush.send(letter(subscriptions=(row,))), Transient)
        assert PushSubscription.objects.exists()

    def test_trouble_over_there_passes_and_a_redirect_is_not_followed(self, phone, cast):
        row = phone.subscribe(cast.maria.user)
        phone.status = 500
        assert webpush.send(letter(subscriptions=(row,))) == Transient("500")
        phone.status, phone.headers = 302, {"Location": "http://169.254.169.254/"}
        assert webpush.send(letter(subscriptions=(row,))) == Permanent("302")

    def test_one_browser_that_takes_it_is_enough(self, phone, cast):
        row = phone.subscribe(cast.maria.user)
        gone = Browser()
        gone.status = 410
        other = gone.subscribe(cast.maria.user)
        assert isinstance(webpush.send(letter(subscriptions=(other, row))), Sent)
        gone.server.shutdown()
        gone.server.server_close()

    def test_a_hanging_endpoint_passes(self, phone, cast, monkeypatch):
        row = phone.subscribe(cast.maria.user)
        monkeypatch.setattr(webpush, "TIMEOUT_S", 0.2)
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            monkeypatch.setattr(Browser, "endpoint", f"http://127.0.0.1:{silent.getsockname()[1]}/x")
            row = phone.subscribe(cast.maria.user)
            assert isinstance(webpush.send(letter(subscriptions=(row,))), Transient)


@pytest.mark.parametrize(
    ("endpoint", "expected"),
    [
        ("https://push.example/abc", True),
        ("https://eu.push.example.net/abc", True),
        ("http://push.example/abc", False),
        ("https://push.example:8443/abc", False),
        ("https://push.example.evil/abc", False),
        ("https://evilpush.example/abc", False),
        ("https://push.example.net/abc", False),
        ("https://user@push.example/abc", False),
        ("https://push.example@evil/abc", False),
        ("https://127.0.0.1/abc", False),
        ("http://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
        ("https://[bad", False),
        ("", False),
    ],
)
def test_only_known_push_services_are_called(settings, endpoint, expected):
    settings.PUSH_HOSTS = ["push.example", ".push.example.net"]
    assert webpush.allowed(endpoint) is expected


@pytest.mark.django_db
def test_an_address_of_another_host_is_refused_at_the_door(settings, cast):
    settings.PUSH_HOSTS = ["push.example"]
    with pytest.raises(Refused) as refused:
        actions.register_browser(by=BY, user=cast.nina, endpoint="https://internal/", p256dh="x", auth="y")
    assert refused.value.field == "endpoint"


@pytest.mark.django_db
def test_the_address_is_not_readable_in_the_database(settings, cast):
    settings.PUSH_HOSTS = ["push.example"]
    row = actions.register_browser(by=BY, user=cast.nina, endpoint="https://push.example/abc", p256dh="x", auth="y")
    assert "push.example" not in row.secret


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("120", timedelta(minutes=2)),
        ("99999999999999", webpush.LONGEST_WAIT),
        ("Wed, 14 Jan 2026 12:10:00 GMT", timedelta(minutes=10)),
        ("Wed, 14 Jan 2026 11:10:00 GMT", timedelta()),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after_in_both_of_its_forms(said, expected):
    assert webpush.retry_after({"Retry-After": said}, NOON) == expected
