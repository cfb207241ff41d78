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
    page.set_default_timeout(60_000)
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


def noted(page: Page) -> None:
    """The worker notes what it shows. Chromium without a screen forgets a notification after some seconds, as it
    asks the screen which still stand there."""
    (worker,) = page.context.service_workers
    worker.evaluate(
        """() => {
            self.told = [];
            const real = self.registration.showNotification.bind(self.registration);
            self.registration.showNotification = (title, { body, tag, data }) => {
                self.told.push({ title, body, tag, url: data.url });
                return real(title, { body, tag, data });
            };
        }"""
    )


def tags_that_stand(context: BrowserContext) -> list[str]:
    (worker,) = context.service_workers
    return worker.evaluate("async () => (await self.registration.getNotifications()).map((one) => one.tag)")


def tap(context: BrowserContext, tag: str) -> None:
    """Tap the notification that was shown last, while it stands there."""
    (worker,) = context.service_workers
    worker.evaluate(
        "async (tag) => { const [one] = await self.registration.getNotifications({ tag });"
        " self.dispatchEvent(new NotificationEvent('notificationclick', {notification: one})); }",
        tag,
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


def until_told(page: Page, number: int) -> dict[str, str]:
    """The last of so many that were shown since `noted`."""
    (worker,) = page.context.service_workers
    for _ in range(400):
        if len(rows := worker.evaluate("() => self.told")) == number:
            return rows[-1]
        page.wait_for_timeout(50)
    raise AssertionError(f"{number} notifications expected: {rows}")


def test_a_push_message_says_nothing_of_health_and_opens_the_right_screen(running, chromium):
    page = signed_in(chromium, running.base, "tomas@demo.example")
    expect(page.get_by_role("heading", name="How much weight today")).to_be_visible()
    under_its_worker(page)
    noted(page)
    first, other = letter(), letter(count=3)
    deliver(page, running.base, first)
    seen = until_told(page, 1)
    assert (seen["title"], seen["body"], seen["tag"]) == ("TOH Tracker", "You have a new message.", first.topic)
    assert not [word for word in CLINICAL if word in json.dumps(seen).lower().replace("tracker", "")]
    deliver(page, running.base, first)
    assert until_told(page, 2)["tag"] == first.topic
    assert tags_that_stand(page.context).count(first.topic) <= 1, "a second copy replaces the first"
    deliver(page, running.base, other)
    assert until_told(page, 3)["body"] == "You have 3 new messages."
    tap(page.context, other.topic)
    expect(page.get_by_role("heading", name="Messages")).to_be_visible()
    assert page.url == f"{running.base}/more/messages"
    assert other.topic not in tags_that_stand(page.context)
    page.context.close()


def test_at_the_desk_it_opens_the_patient(running, chromium, token_of):
    rows = token_of("physio@demo.example").get("/api/v1/dashboard/worklist").json()["rows"]
    patient = rows[0]["patient"]
    page = signed_in(chromium, running.base, "physio@demo.example")
    expect(page.get_by_role("heading", name="Worklist").or_(page.get_by_text(patient["name"])).first).to_be_visible()
    under_its_worker(page)
    noted(page)
    told = letter(desk=True, patient=UUID(patient["id"]))
    deliver(page, running.base, told)
    assert patient["name"] not in json.dumps(until_told(page, 1))
    tap(page.context, told.topic)
    expect(page.locator("aside").get_by_text(patient["name"]).first).to_be_visible()
    page.context.close()
