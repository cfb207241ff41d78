"""Two people and one browser: nothing that one of them says, sees or decides comes to be the other's.

Each in Chromium with the real server. On one database: nothing here depends on which.
"""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.system import phone
from tests.system.waiting import within

pytestmark = [
    pytest.mark.system,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.parametrize("product", ["sqlite"], indirect=True, scope="session"),
]

TOMAS, MARIA = "tomas@demo.example", "maria@demo.example"
DOOR = "Sign in again"
# Every row of every local database, and every key beside them, as text: by database name.
KEPT = """async () => {
    const kept = { keys: JSON.stringify({ ...localStorage, ...sessionStorage }) };
    for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((done, fail) => {
            const asked = indexedDB.open(name);
            asked.onsuccess = () => done(asked.result);
            asked.onerror = () => fail(asked.error);
        });
        const rows = {};
        for (const store of db.objectStoreNames) {
            rows[store] = await new Promise((done) => {
                const asked = db.transaction(store).objectStore(store).getAll();
                asked.onsuccess = () => done(asked.result);
            });
        }
        db.close();
        kept[name] = JSON.stringify(rows);
    }
    return kept;
}"""


class Person:
    """Somebody of the demo as the server knows them."""

    def __init__(self, client) -> None:
        self.client = client
        me = client.get("/api/v1/me").json()
        self.account, self.patient = str(me["id"]), me["patient"] and me["patient"]["id"]

    def record(self) -> list[dict]:
        page = self.client.get("/api/v1/sync/pull?after=0&limit=1000").json()
        assert not page["more"]
        return page["changes"]

    def ids(self) -> set[str]:
        """Of every record, finding and message, and the patient's own."""
        return {row[row["type"]]["id"] for row in self.record()}

    def pains(self) -> list[float]:
        rows = [row["record"] for row in self.record() if row["type"] == "record" and row["record"]["kind"] == "pain"]
        return [row["intensity"] for row in sorted(rows, key=lambda row: row["seq"]) if row["is_current"]]

    def state(self) -> str:
        """Everything that others could have changed, without what a clock changes."""
        wish = self.client.get("/api/v1/erasure").json()["state"]
        kept = [{k: v for k, v in row.items() if k != "seq"} for row in self.record() if row["type"] != "profile"]
        return json.dumps([wish, sorted(json.dumps(row, sort_keys=True) for row in kept)])


def tab(context: BrowserContext, base: str) -> Page:
    page = context.new_page()
    page.goto(base)
    return page


def enter(page: Page, email: str) -> None:
    page.locator("input[type=email]").last.fill(email)
    page.locator("input[type=password]").last.fill(phone.PASSWORD)
    page.keyboard.press("Enter")


def sign_out(page: Page, *, unsent: bool = False) -> None:
    phone.tap(page, "More")
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Sign out").click()
    if unsent:
        page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    page.locator("input[type=email]").wait_for()


def kept(page: Page) -> dict[str, str]:
    return page.evaluate(KEPT)


def locked(page: Page) -> None:
    expect(page.get_by_role("dialog", name=DOOR)).to_be_visible()


def nothing_of_the_other(page: Page, *people: Person) -> None:
    """No local row names what only another person's record holds."""
    found = kept(page)
    for one in people:
        own = json.dumps({name: text for name, text in found.items() if name.startswith(f"toh-{one.account}")})
        for other in people:
            if other is not one:
                mixed = [key for key in other.ids() - one.ids() if key in own]
                assert not mixed, f"{len(mixed)} rows of another person in the database of {one.account}"


def emptied(page: Page, person: Person) -> None:
    """What the server knows of this person is not on the device any more."""
    within(10, lambda: not [key for key in person.ids() if key in json.dumps(kept(page))])
    assert not [key for key in person.ids() if key in json.dumps(kept(page))]


@pytest.fixture
def tomas(token_of) -> Person:
    return Person(token_of(TOMAS))


@pytest.fixture
def maria(token_of) -> Person:
    return Person(token_of(MARIA))


# A tab that has slept through whatever the others did, and hears of it from the server only.
DEAF = """
const real = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (name, ...more) {
    if (!["storage", "pageshow"].includes(name)) real.call(this, name, ...more);
};
"""


@pytest.mark.parametrize("hears", [True, False], ids=["hears of the other tab", "hears from the server only"])
def test_two_patients_in_one_browser(running, playwright, tmp_path, tomas, maria, hears):
    context = phone.phone(playwright, tmp_path)
    if not hears:
        context.add_init_script(DEAF)
    here = context.new_page()
    phone.sign_in(here, running.base, TOMAS)
    phone.installed(here)
    phone.tap(here, "Log")
    here.locator(".spot-button[aria-label='Left hip']").first.click()  # half typed
    other = tab(context, running.base)
    other.locator(".today-head").wait_for()
    sign_out(other)
    if hears:
        locked(here)
        emptied(other, tomas)
    enter(other, MARIA)
    other.locator(".today-head").wait_for()
    phone.installed(other)
    before = {one.account: one.state() for one in (tomas, maria)}

    if not hears:
        here.locator(".number-button", has_text="5").first.click()
        here.get_by_role("button", name="Save this day").click()
        locked(here)
        assert {one.account: one.state() for one in (tomas, maria)} == before
    phone.log_pain(other, 3)
    within(10, lambda: maria.pains()[-1] == 3)
    assert tomas.state() == before[tomas.account]

    # the first one comes back in their own tab: what was there goes on, and now the other tab is shut
    enter(here, TOMAS)
    expect(here.get_by_role("dialog", name=DOOR)).to_have_count(0)
    if hears:
        expect(here.locator(".spot-button[aria-label='Left hip']").first).to_have_attribute("aria-pressed", "true")
        here.locator(".spot-button[aria-label='Left hip']").first.click()
    phone.tap(here, "Today")
    phone.log_pain(here, 7)
    within(10, lambda: tomas.pains()[-1] == 7)
    if not hears:
        other.reload()
        other.locator(".today-head").wait_for()
        assert tomas.account in other.evaluate("localStorage['toh.account']")
        nothing_of_the_other(here, tomas, maria)
        context.close()
        return
    locked(other)
    nothing_of_the_other(here, tomas, maria)
    emptied(here, maria)
    enter(other, MARIA)
    expect(other.get_by_role("dialog", name=DOOR)).to_have_count(0)
    phone.log_pain(other, 2)
    within(10, lambda: maria.pains()[-1] == 2)
    assert 7 not in maria.pains()[-2:]
    assert tomas.pains()[-1] == 7
    locked(here)
    nothing_of_the_other(other, tomas, maria)
    context.close()


def test_a_page_out_of_the_browsers_cache_is_behind_the_door(running, playwright, tmp_path, tomas, maria):
    """Back leads to the page as it was left, its memory and half-typed words with it: not for whoever is here now."""
    context = phone.phone(playwright, tmp_path, ignore_default_args=["--disable-back-forward-cache"])
    here = context.new_page()
    here.add_init_script("addEventListener('pageshow', (event) => { document.woken = event.persisted; })")
    phone.sign_in(here, running.base, TOMAS)
    phone.installed(here)
    here.reload()  # a page that the worker answers may be kept; the server's own is not (no-store)
    phone.tap(here, "Log")
    here.locator(".spot-button[aria-label='Left hip']").first.click()
    here.evaluate("document.same = true")
    here.goto("about:blank")
    other = tab(context, running.base)
    other.locator(".today-head").wait_for()
    sign_out(other)
    enter(other, MARIA)
    other.locator(".today-head").wait_for()
    phone.installed(other)
    before = {one.account: one.state() for one in (tomas, maria)}
    here.evaluate("void setTimeout(() => history.back())")  # leaving ends the world that would answer
    here.wait_for_function("document.same && document.woken")
    locked(here)
    phone.log_pain(other, 4)
    assert within(10, lambda: maria.pains()[-1] == 4)
    assert tomas.state() == before[tomas.account]
    emptied(here, tomas)
    enter(here, TOMAS)
    expect(here.get_by_role("dialog", name=DOOR)).to_have_count(0)
    expect(here.locator(".spot-button[aria-label='Left hip']").first).to_have_attribute("aria-pressed", "true")
    locked(other)
    nothing_of_the_other(here, tomas, maria)
    context.close()


CACHED = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
    return found;
}"""


def test_after_a_restart_with_the_same_worker_only_who_is_here_is_seen(running, playwright, tmp_path, tomas, maria):
    """
    The worker that came with the first person serves the second, before and after a restart of the browser. What the first
    had not sent waits in their own database, and goes to nobody else's record.
    """
    context = phone.phone(playwright, tmp_path)
    asleep = context.new_page()
    asleep.add_init_script(DEAF)
    phone.sign_in(asleep, running.base, TOMAS)
    phone.installed(asleep)
    asleep.reload()
    assert asleep.evaluate("Boolean(navigator.serviceWorker.controller)")
    context.route("**/api/v1/sync/push", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    phone.log_pain(asleep, 6, place="Right knee")
    other = tab(context, running.base)
    other.locator(".today-head").wait_for()
    worker = other.evaluate("navigator.serviceWorker.controller.scriptURL")
    sign_out(other, unsent=True)
    enter(other, MARIA)
    other.locator(".today-head").wait_for()
    phone.installed(other)
    before = {one.account: one.state() for one in (tomas, maria)}
    context.close()  # the first one's tab has heard of nothing

    context = phone.phone(playwright, tmp_path)
    context.set_offline(True)
    page = tab(context, running.base)
    page.locator(".today-head").wait_for()
    assert page.evaluate("navigator.serviceWorker.controller.scriptURL") == worker
    assert maria.account in page.evaluate("localStorage['toh.account']")
    nothing_of_the_other(page, tomas, maria)
    waiting = [key for key, text in kept(page).items() if '"intensity":6' in text and f"toh-{tomas.account}" in key]
    assert waiting == [f"toh-{tomas.account}"]
    emptied(page, tomas)
    context.set_offline(False)
    phone.log_pain(page, 2)
    assert within(10, lambda: maria.pains()[-1] == 2)
    assert tomas.state() == before[tomas.account]
    assert [path for path in page.evaluate(CACHED) if path.startswith(("/api", "/_allauth"))] == []
    hers = maria.state()
    sign_out(page)
    emptied(page, maria)
    enter(page, TOMAS)
    assert within(20, lambda: tomas.pains()[-1] == 6)
    assert maria.state() == hers
    nothing_of_the_other(page, tomas, maria)
    context.close()
