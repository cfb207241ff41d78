"""A push message as a phone gets it: what the lock screen shows, and where a tap leads."""

import json
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from backend.reminders.channels import webpush
from backend.reminders.channels.base import Letter

pytestmark = [pytest.mark.system, pytest.mark.browser, pytest.mark.slow]
CLINICAL = ("dexa", "scan", "hip", "pain", "bone", "pregnan", "medicine", "exercise", "clinic", "weight", "load")


def signed_in(chromium, base: str, email: str) -> Page:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    context.grant_permissions(["notifications"], origin=base)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(base)
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill("demo-hip-2026")
    page.keyboard.press("Enter")
    return page


def under_its_worker(page: Page) -> None:
    """A page is led by the service worker from its second loading on."""
    page.evaluate("async () => { await navigator.serviceWorker.ready }")
    page.reload()
    assert page.evaluate(
        "async () => Boolean((await navigator.serviceWorker.ready) && navigator.serviceWorker.controller)"
    )


def deliver(page: Page, base: str, letter: Letter) -> None:
    """Hand the browser what the push service would, decrypted: the server's own payload."""
    talk = page.context.new_cdp_session(page)
    found: list[str] = []

    def registered(event) -> None:
        found.extend(one["registrationId"] for one in event["registrations"] if one["scopeURL"].startswith(base))

    talk.on("ServiceWorker.workerRegistrationUpdated", registered)
    talk.send("ServiceWorker.enable")
    for _ in range(100):
        if found:
            break
        page.wait_for_timeout(50)
    data = json.dumps(webpush.payload(letter))
    talk.send("ServiceWorker.deliverPushMessage", {"origin": base, "registrationId": found[-1], "data": data})


def shown(context: BrowserContext) -> list[dict[str, str]]:
    (worker,) = context.service_workers
    return worker.evaluate(
        "async () => (await self.registration.getNotifications()).map("
        "({title, body, tag, data}) => ({title, body, tag, url: data.url}))"
    )


def tap(context: BrowserContext) -> None:
    (worker,) = context.service_workers
    worker.evaluate(
        "async () => { const [one] = await self.registration.getNotifications();"
        " self.dispatchEvent(new NotificationEvent('notificationclick', {notification: one})); }"
    )


def letter(**more) -> Letter:
    about = {
        "recipient": "user:1",
        "key": uuid4(),
        "round": 0,
        "count": 1,
        "kinds": ("dexa-repeat",),
        "language": "en",
    }
    return Letter(**(about | more))


def until_shown(page: Page, number: int) -> list[dict[str, str]]:
    for _ in range(400):
        if len(rows := shown(page.context)) == number:
            return rows
        page.wait_for_timeout(50)
    raise AssertionError(f"{number} notifications expected: {shown(page.context)}")


def test_a_push_message_says_nothing_of_health_and_opens_the_right_screen(running, chromium):
    page = signed_in(chromium, running.base, "tomas@demo.example")
    expect(page.get_by_role("heading", name="How much weight today")).to_be_visible()
    under_its_worker(page)
    first = letter()
    deliver(page, running.base, first)
    (seen,) = until_shown(page, 1)
    assert (seen["title"], seen["tag"]) == ("TOH Tracker", first.topic)
    assert not [word for word in CLINICAL if word in json.dumps(seen).lower().replace("tracker", "")]
    deliver(page, running.base, first)
    page.wait_for_timeout(300)
    assert len(shown(page.context)) == 1, "a second copy replaces the first"
    deliver(page, running.base, letter(count=3))
    assert {row["body"] for row in until_shown(page, 2)} == {"You have a new message.", "You have 3 new messages."}
    tap(page.context)
    expect(page.get_by_role("heading", name="Messages")).to_be_visible()
    assert page.url == f"{running.base}/more/messages"
    until_shown(page, 1)
    page.context.close()


def test_at_the_desk_it_opens_the_patient(running, chromium, token_of):
    rows = token_of("physio@demo.example").get("/api/v1/dashboard/worklist").json()["rows"]
    patient = rows[0]["patient"]
    page = signed_in(chromium, running.base, "physio@demo.example")
    expect(page.get_by_role("heading", name="Worklist").or_(page.get_by_text(patient["name"])).first).to_be_visible()
    under_its_worker(page)
    deliver(page, running.base, letter(desk=True, patient=UUID(patient["id"])))
    (seen,) = until_shown(page, 1)
    assert patient["name"] not in json.dumps(seen)
    tap(page.context)
    expect(page.locator("aside").get_by_text(patient["name"]).first).to_be_visible()
    page.context.close()
