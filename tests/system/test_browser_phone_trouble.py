"""The patient's app in Chromium where something is missing: room, permission to keep anything, a server that answers, a hand that points.

On one database: nothing here depends on which.
"""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.system import phone

pytestmark = [
    pytest.mark.system,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.parametrize("product", ["sqlite"], indirect=True, scope="session"),
]

TOMAS, MARIA = "tomas@demo.example", "maria@demo.example"
DENIED = "does not let the app save anything on this device"
SCREENS = [
    "/progress",
    "/plan",
    "/more/results",
    "/more/messages",
    "/more/appointment",
    "/more/medicines",
    "/more/questionnaires",
    "/more/settings",
    "/more/people",
    "/more/consents",
    "/more/privacy/seen",
    "/welcome",
    "/",
]


def go(page: Page, address: str) -> None:
    """To another screen without loading the page anew."""
    page.evaluate(
        "(to) => { const link = document.createElement('a'); link.href = to; document.body.append(link);"
        " link.click(); link.remove(); }",
        address,
    )


def enter(page: Page, base: str, email: str) -> None:
    page.goto(base)
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill(phone.PASSWORD)
    page.keyboard.press("Enter")


def test_a_phone_without_room_says_so_and_keeps_what_was_typed(running, playwright, tmp_path):
    """The browser's own quota, not a stub: it is asked when a transaction is committed."""
    context = phone.phone(playwright, tmp_path)
    page = context.new_page()
    phone.sign_in(page, running.base, TOMAS)
    phone.installed(page)
    context.close()

    context = phone.phone(playwright, tmp_path)  # a database that is opened anew asks how much room there is
    page = context.new_page()
    page.goto(f"{running.base}/healthz")
    quota = context.new_cdp_session(page)
    quota.send("Storage.overrideQuotaForOrigin", {"origin": running.base, "quotaSize": 1000})
    page.goto(running.base)
    phone.tap(page, "Log")
    page.locator(".spot-button[aria-label='Left hip']").first.click()
    phone.press(page, 10)
    page.get_by_role("button", name="Save this day").click()
    expect(page.get_by_text("This phone has no room left. The entry was not saved.")).to_be_visible()
    expect(phone.strength(page, 10)).to_be_checked()
    expect(page.locator(".badge")).to_contain_text("No room on this phone")
    quota.send("Storage.overrideQuotaForOrigin", {"origin": running.base})
    page.get_by_role("button", name="Save this day").click()
    page.locator(".log-save .saved").wait_for()
    expect(page.get_by_role("radiogroup")).to_have_count(0)
    context.close()


@pytest.mark.parametrize(
    "how",
    [
        "Object.defineProperty(window, 'indexedDB', { value: undefined })",
        """IDBFactory.prototype.open = () => {
            const asked = { error: new DOMException("denied", "SecurityError") };
            setTimeout(() => asked.onerror?.({ target: asked, preventDefault() {}, stopPropagation() {} }));
            return asked; }""",
    ],
    ids=["missing", "failing"],
)
def test_a_browser_that_keeps_nothing_says_so_on_every_screen(running, playwright, tmp_path, how):
    context = phone.phone(playwright, tmp_path)
    context.add_init_script(how)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    enter(page, running.base, TOMAS)
    expect(page.locator(".badge")).to_contain_text("Cannot save on this device")
    for address in [*SCREENS, "/log"]:
        go(page, address)
        expect(page.locator("main h1")).to_be_visible()
        expect(page.get_by_text(DENIED)).to_be_visible()
    go(page, "/more/learn")
    expect(page.get_by_text("When to call today")).to_be_visible()
    go(page, "/more/settings")
    page.get_by_role("button", name="Sign out").click()
    page.locator("input[type=email]").wait_for()
    assert errors == []
    context.close()


def test_with_cookies_switched_off_the_password_is_not_blamed(running, playwright, tmp_path):
    settings = tmp_path / "Default"
    settings.mkdir()
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (settings / "Preferences").write_text(json.dumps(blocked))
    context = phone.phone(playwright, tmp_path)
    page = context.new_page()
    enter(page, running.base, TOMAS)
    expect(page.get_by_role("alert")).to_contain_text("Please allow cookies and storage")
    context.close()


def test_a_phone_that_does_not_promise_to_keep_entries_is_told(running, playwright, tmp_path):
    context = phone.phone(playwright, tmp_path)
    context.add_init_script(
        "StorageManager.prototype.persist = StorageManager.prototype.persisted = async () => false"
    )
    page = context.new_page()
    phone.sign_in(page, running.base, TOMAS)
    phone.log_pain(page, 2)
    go(page, "/more/settings")
    expect(page.get_by_text("This phone may clear entries when it runs out of room.")).to_be_visible()
    context.close()


HELD = """
const real = window.fetch;
window.fetch = async (address, how) => {
    if (String(address).includes("/sync/pull")) {
        await new Promise((done) => setTimeout(done, 3000));
        while (!window.answering) await new Promise((done) => setTimeout(done, 20));
    }
    return real(address, how);
};
window.said = [];
new MutationObserver(() => window.said.push(document.body.innerText))
    .observe(document, { childList: true, subtree: true, characterData: true });
"""
# what only somebody who has looked may say
LIES = [
    "No exercises are planned",
    "It begins when you log",
    "Nothing is decided",
    "No exercises have been planned",
    "Nothing entered yet",
    "Reminders from your plan will arrive here",
    "Nothing is asked at the moment",
    "not stated",
    "Nobody helps you here yet",
    "Sent",
]


def test_a_slow_first_reading_is_waited_for_calmly(running, playwright, tmp_path):
    """Pulls that take 3 s and more: no screen says "nothing" before the first one has been answered, and none is blank."""
    context = phone.phone(playwright, tmp_path)
    context.add_init_script(HELD)
    page = context.new_page()
    enter(page, running.base, MARIA)
    page.locator(".today-head").wait_for()
    for address in SCREENS:
        go(page, address)
        expect(page.locator("main h1")).to_be_visible()
        expect(page.get_by_text("Opening your notebook")).to_be_visible()
    go(page, "/more/learn")
    expect(page.get_by_text("When to call today")).to_be_visible()
    said = page.evaluate("window.said")
    assert [lie for lie in LIES if any(lie in moment for moment in said)] == []
    page.evaluate("window.answering = true")
    for address, there in [
        ("/", "Exercises today"),
        ("/progress", "6 weeks"),
        ("/plan", "Your exercises"),
        ("/more/results", "Add"),
        ("/more/settings", "Remind me to log at"),
    ]:
        go(page, address)
        expect(page.locator("main").get_by_text(there, exact=True).first).to_be_visible()
    expect(page.get_by_text("Opening your notebook")).to_have_count(0)
    page.locator(".badge-saved").wait_for()
    context.close()


def focused(page: Page) -> dict:
    """What has the focus, and how it shows."""
    return page.evaluate(
        """() => { const at = document.activeElement; const look = getComputedStyle(at); return {
            name: at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent.trim(),
            spot: at.classList.contains("spot-button"),
            ring: at.matches(":focus-visible") && look.outlineStyle !== "none" && parseFloat(look.outlineWidth) }; }"""
    )


def test_body_map_and_numbers_by_keyboard(running, playwright, tmp_path):
    context = phone.phone(playwright, tmp_path)
    page = context.new_page()
    phone.sign_in(page, running.base, MARIA)
    phone.tap(page, "Log")
    page.get_by_role("button", name="No pain today").focus()

    # one place after the other with Tab, left before right, each with a ring that can be seen
    met = []
    for _ in range(15):
        page.keyboard.press("Tab")
        at = focused(page)
        assert at["spot"], at
        assert at["ring"] >= 2, at
        met.append(at["name"])
    assert met[:4] == ["Left hip", "Right hip", "Left groin", "Right groin"]
    assert met[-3:] == ["Low back", "Left buttock", "Right buttock"]
    assert len(set(met)) == 15

    # Space chooses, Enter too; the focus stays where it is
    hip = page.get_by_role("button", name="Right hip", exact=True)
    while focused(page)["name"] != "Right hip":
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(hip).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Space")
    expect(hip).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Space")
    expect(hip).to_have_attribute("aria-pressed", "true")
    assert focused(page)["name"] == "Right hip"

    # from the last place one Tab leads to the numbers; nothing has been said with them yet
    numbers = page.get_by_role("radiogroup", name="Right hip", exact=True)
    page.get_by_role("button", name="Right buttock").focus()
    page.keyboard.press("Tab")
    expect(phone.strength(page, 0)).to_be_focused()
    expect(numbers.get_by_role("radio", checked=True)).to_have_count(0)
    ring = page.evaluate("parseFloat(getComputedStyle(document.activeElement.parentElement).outlineWidth)")
    assert ring >= 2
    for key, value in [("Space", 0), ("ArrowRight", 1), ("ArrowDown", 2), ("ArrowLeft", 1), ("ArrowUp", 0)]:
        page.keyboard.press(key)
        expect(phone.strength(page, value)).to_be_checked()
        expect(numbers.get_by_role("radio", checked=True)).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="and a half")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".numbers-chosen")).to_have_text("0.5")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".numbers-chosen")).to_have_text("1")

    # Enter takes the number and sends no form
    hip.click()
    expect(numbers).to_have_count(0)
    hip.click()
    phone.strength(page, 0).focus()
    page.keyboard.press("Enter")
    expect(phone.strength(page, 0)).to_be_checked()
    expect(page.locator(".log-save .saved")).to_have_count(0)
    context.close()
