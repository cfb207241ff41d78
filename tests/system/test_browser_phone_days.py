"""The patient's app in Chromium on days that are not like others: the clock, the zone, an update, a refusal, a first visit.

On one database: nothing here depends on which.
"""

import contextlib
import http.client
import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.system import phone
from tests.system.test_browser_phone import Notebook
from tests.system.waiting import within

pytestmark = [
    pytest.mark.system,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.parametrize("product", ["sqlite"], indirect=True, scope="session"),
]

TOMAS = "tomas@demo.example"


def on_server(notebook, count):
    """What arrived of pain since the test began, as (day, intensity), when there are `count` of it."""
    assert within(30, lambda: len(notebook.new_pain()) >= count)
    return notebook.new_pain()


def opened(playwright, folder, running, email=TOMAS, *, at=None, **more):
    context = phone.phone(playwright, folder, **more)
    context.add_init_script(phone.DEAF_TO_TIME)
    page = context.new_page()
    if at:
        page.clock.install(time=at)
    phone.sign_in(page, running.base, email)
    phone.installed(page)
    return context, page


def test_the_day_is_the_one_that_the_patient_meant(running, token_of, playwright, tmp_path):
    """Midnight, both changes of the clock, another zone, a clock that is wrong: the wall clock where the patient is decides."""
    notebook = Notebook(token_of(TOMAS))
    # ten to midnight in Los Angeles: the server is on the next day already
    context, page = opened(
        playwright, tmp_path, running, at=datetime(2026, 3, 5, 7, 50, tzinfo=UTC), zone="America/Los_Angeles"
    )
    phone.log_pain(page, 3)
    # the same page after midnight, what is half said being about the day before
    phone.tap(page, "Log")
    page.locator(".spot-button[aria-label='Left hip']").first.click()
    phone.press(page, 0)
    phone.at(page, datetime(2026, 3, 5, 8, 10, tzinfo=UTC))
    page.clock.run_for(31_000)
    expect(page.locator(".log-date")).to_contain_text("4 March")
    phone.press(page, 1)
    page.get_by_role("button", name="Save this day").click()
    page.locator(".log-save .saved").wait_for()
    # and when the phone is taken up again, the page has turned over
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".log-date")).to_contain_text("Today, 5 Mar")
    phone.log_pain(page, 4)
    assert on_server(notebook, 3) == [("2026-03-04", 3), ("2026-03-04", 1), ("2026-03-05", 4)]
    context.close()

    # the hour that does not exist and the hour that comes twice; then a day's flight to the east, on the same phone
    lisbon = [(datetime(2026, 3, 29, hour, 30, tzinfo=UTC), 2) for hour in (0, 1)]
    lisbon += [(datetime(2026, 10, 25, hour, 30, tzinfo=UTC), 5) for hour in (0, 1)]
    context = phone.phone(playwright, tmp_path)
    context.add_init_script(phone.DEAF_TO_TIME)
    page = context.new_page()
    page.clock.install(time=lisbon[0][0])
    page.goto(running.base)
    for moment, intensity in lisbon:
        phone.at(page, moment)
        phone.tap(page, "Today")
        phone.log_pain(page, intensity, place="Left hip" if moment.hour == 0 else "Right hip")
    context.close()
    context = phone.phone(playwright, tmp_path, zone="Pacific/Kiritimati")
    context.add_init_script(phone.DEAF_TO_TIME)
    page = context.new_page()
    page.clock.install(time=datetime(2026, 11, 1, 11, 0, tzinfo=UTC))
    page.goto(f"{running.base}/log/2026-03-29")
    expect(page.get_by_text("hip · 2 of 10")).to_have_count(2)  # days do not move with the traveller
    phone.log_pain(page, 6)
    days = [day for day, _ in on_server(notebook, 8)[3:]]
    assert days == ["2026-03-29", "2026-03-29", "2026-10-25", "2026-10-25", "2026-11-02"]
    context.close()


def test_a_clock_that_is_a_week_fast_is_said_and_its_entry_can_be_mended(running, token_of, playwright, tmp_path):
    """The server refuses a day that has not come; the tray says so in plain words, and the entry is mended or discarded."""
    notebook = Notebook(token_of("ines@demo.example"))
    context, page = opened(playwright, tmp_path, running, "ines@demo.example")
    page.clock.install(time=datetime.now(UTC).timestamp() + 7 * 86_400)
    for intensity in (3, 4):
        phone.tap(page, "Today")
        phone.log_pain(page, intensity)
    badge = page.locator(".badge")
    expect(badge).to_contain_text("2 entries need you")
    badge.click()
    tray = page.locator("main")
    expect(tray.get_by_text("The day lies in the future")).to_have_count(2)
    tray.get_by_role("button", name="Take off").first.click()
    expect(badge).to_contain_text("1 entry needs you")
    page.clock.set_system_time(datetime.now(UTC))
    tray.get_by_role("button", name="Mend").click()
    sheet = page.get_by_role("dialog")
    sheet.locator("input[type=date]").fill(datetime.now().date().isoformat())
    sheet.get_by_role("button", name="Save").click()
    assert on_server(notebook, 1) == [(datetime.now().date().isoformat(), 4)]
    expect(page.locator(".badge-saved")).to_be_visible()
    context.close()


def test_the_badge_says_why_entries_wait(running, playwright, tmp_path):
    context, page = opened(playwright, tmp_path, running, "peter@demo.example")
    badge = page.locator(".badge")
    push = "**/api/v1/sync/push"
    context.set_offline(True)
    phone.log_pain(page, 2)
    expect(badge).to_contain_text("No connection · 1")
    said = {"offline": badge.inner_text()}
    context.route(push, lambda route: route.fulfill(status=503, headers={"Retry-After": "600"}))
    context.set_offline(False)
    expect(badge).to_contain_text("asks us to wait · 1", timeout=60_000)
    badge.click()
    said["later"] = badge.inner_text()
    context.unroute(push)
    context.route(push, lambda route: route.fulfill(status=401, json={}))
    page.get_by_role("button", name="Try now").click()
    expect(badge).to_contain_text("asks us to wait · 1")  # somebody between here and the server signs nobody out
    ended = {"type": "urn:toh-tracker:not_authenticated", "title": "", "status": 401, "detail": "", "errors": []}
    context.unroute(push)
    context.route(
        push,
        lambda route: route.fulfill(status=401, body=json.dumps(ended), content_type="application/problem+json"),
    )
    page.get_by_role("button", name="Try now").click()
    expect(page.get_by_role("dialog", name="Sign in again")).to_be_visible()
    assert len(set(said.values())) == 2
    context.unroute(push)
    expect(page.locator("input[type=email]")).to_have_value("peter@demo.example")
    page.locator("input[type=password]").fill(phone.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".badge-saved")).to_be_visible()
    context.close()


def test_an_ordinary_day_takes_five_taps(running, token_of, playwright, tmp_path):
    notebook = Notebook(token_of(TOMAS))
    context, page = opened(playwright, tmp_path, running, has_touch=True)
    page.evaluate("document.taps = 0; addEventListener('pointerdown', () => document.taps++, true)")
    page.locator("nav.bar").get_by_role("link", name="Log").tap()
    page.get_by_role("button", name="Same places as").tap()
    page.locator(".numbers .number-button").nth(3).tap()
    page.get_by_role("button", name="As decided").tap()
    page.get_by_role("button", name="Save this day").tap()
    page.locator(".log-save .saved").wait_for()
    assert page.evaluate("document.taps") == 5
    assert [value for _, value in on_server(notebook, 1)] == [3]
    context.close()


def test_exercises_say_how_and_run_by_the_clock(running, token_of, playwright, tmp_path):
    client = token_of("ines@demo.example")
    notebook = Notebook(client)
    clinic = token_of("physio@demo.example")
    how = "Lying down, slide the heel towards you.\nSlowly."
    answer = clinic.post(
        f"/api/v1/patients/{notebook.patient}/records",
        json={"kind": "programme", "category": "range_of_motion", "minutes": 10, "instructions": how},
    )
    assert answer.status_code == 201, answer.text
    context, page = opened(playwright, tmp_path, running, "ines@demo.example")
    row = page.locator(".today-exercise", has_text="10 minutes")
    row.get_by_text("How to do it").click()
    expect(row.get_by_text("slide the heel towards you")).to_be_visible()
    row.get_by_text("How to do it").click()
    page.clock.install()
    row.get_by_role("button", name="Start").click()
    expect(row.get_by_text("slide the heel towards you")).to_be_visible()
    row.get_by_role("button", name="0").click()
    row.get_by_role("button", name="1").click()
    page.clock.fast_forward(6 * 60_000)
    expect(row.get_by_role("timer")).to_contain_text("6:0")
    page.reload()  # the clock runs on
    expect(row.get_by_role("timer")).to_contain_text("6:")
    row.get_by_role("button", name="Stop").click()
    expect(row).to_contain_text("6 minutes")
    phone.tap(page, "Plan")
    expect(page.get_by_text("slide the heel towards you")).to_be_visible()
    done = within(
        20,
        lambda: [
            change["record"]["minutes"]
            for change in notebook.pull(notebook.from_here)
            if change["type"] == "record" and change["record"]["kind"] == "exercise"
        ],
    )
    assert done == [6]
    context.close()


IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1"


def test_how_the_app_gets_onto_the_home_screen(running, playwright, tmp_path):
    context, page = opened(playwright, tmp_path / "apple", running, user_agent=IPHONE)
    # this browser offers what Safari never does
    context.add_init_script("addEventListener('beforeinstallprompt', (one) => one.stopImmediatePropagation(), true)")
    page.goto(f"{running.base}/welcome")
    expect(page.locator(".install-steps li")).to_have_count(3)
    expect(page.locator(".install-steps")).to_contain_text("share sign")
    context.close()
    context, page = opened(playwright, tmp_path / "android", running)
    page.evaluate(
        """() => {
            const event = new Event("beforeinstallprompt", { cancelable: true });
            event.prompt = async () => { document.prompted = true; };
            dispatchEvent(event);
            document.held = event.defaultPrevented;
        }"""
    )
    phone.tap(page, "More")
    page.get_by_role("link", name="First questions").click()
    page.get_by_role("button", name="Add to the home screen").click()
    assert page.evaluate("[document.held, document.prompted]") == [True, True]
    context.close()


class NewVersion:
    """The product behind another port, where a new version can appear: the same files, and a service worker that differs."""

    def __init__(self, base):
        self.target, self.version = urlsplit(base).netloc, 1
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                link = http.client.HTTPConnection(outer.target, timeout=20)
                left_out = ("accept-encoding", "if-modified-since", "if-none-match")
                headers = {name: value for name, value in self.headers.items() if name.lower() not in left_out}
                headers |= {"Host": outer.target, "Origin": base, "Referer": base}
                link.request(self.command, self.path, body, headers)
                answer = link.getresponse()
                data = answer.read()
                if self.path == "/sw.js":
                    data += f"\n// version {outer.version}".encode()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("content-length", "transfer-encoding", "connection", "etag", "date"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                link.close()
                with contextlib.suppress(ConnectionError):  # a page that is left hears no more
                    self.wfile.write(data)

            do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def test_a_new_version_asks_first_and_loses_nothing_half_entered(running, token_of, playwright, tmp_path):
    notebook = Notebook(token_of(TOMAS))
    with NewVersion(running.base) as served:
        context = phone.phone(playwright, tmp_path)
        page = context.new_page()
        phone.sign_in(page, served.base, TOMAS)
        phone.installed(page)
        page.reload()  # from here on the worker answers
        page.goto(f"{served.base}/welcome")
        page.get_by_role("button", name="Tobacco").click()
        phone.tap(page, "Log")
        page.locator(".spot-button[aria-label='Left hip']").first.click()
        phone.press(page, 5)
        page.locator("details.fold summary").last.click()
        page.locator("#note").fill("after the stairs")
        page.evaluate("document.before = true")
        other = context.new_page()
        other.goto(f"{served.base}/log")
        other.locator(".spot-button[aria-label='Right hip']").first.click()
        served.version = 2
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
        notice = page.locator(".update-notice")
        expect(notice).to_be_visible(timeout=60_000)
        assert page.evaluate("document.before")  # nothing happened by itself
        notice.get_by_role("button", name="Later").click()
        expect(notice).to_have_count(0)
        page.reload()
        notice.get_by_role("button", name="Use it now").click()
        page.wait_for_function("!document.before && !!navigator.serviceWorker.controller")
        expect(page.locator(".update-notice")).to_have_count(0)
        # the window that was not asked is told, and keeps what stands half entered in it
        told = other.locator(".update-notice")
        expect(told).to_contain_text("another window")
        told.get_by_role("button", name="Begin anew").click()
        expect(told).to_have_count(0)
        expect(other.get_by_role("radiogroup")).to_have_count(1)
        other.close()
        expect(phone.strength(page, 5)).to_be_checked()
        page.locator("details.fold summary").last.click()
        expect(page.locator("#note")).to_have_value("after the stairs")
        page.get_by_role("button", name="Save this day").click()
        page.locator(".log-save .saved").wait_for()
        page.goto(f"{served.base}/welcome")
        expect(page.get_by_role("button", name="Tobacco")).to_have_attribute("aria-pressed", "true")
        assert [value for _, value in on_server(notebook, 1)] == [5]
        assert page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.waiting)") is None
        context.close()
