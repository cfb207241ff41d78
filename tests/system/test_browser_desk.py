"""A physiotherapist's morning at the desk in Chromium, by keyboard from beginning to end."""

import io

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.system.desk import DESK, PHONE, TABLET, signed_in, tab_to
from tests.system.looks import at_200_percent, axe, overflow, squeezed
from tests.system.waiting import within

pytestmark = [pytest.mark.system, pytest.mark.browser, pytest.mark.slow]

SIZES = [DESK, TABLET, PHONE]


def nothing_wrong(page: Page, where: str) -> None:
    """axe finds nothing at any of the three sizes, in light and in dark."""
    wrong: list[str] = []
    for theme, sizes in (("light", SIZES[:2]), ("dark", SIZES[1:])):
        page.emulate_media(color_scheme=theme)
        for size in sizes:
            page.set_viewport_size(size)
            wrong += [f"{where}, {theme}, {size['width']} px: {one}" for one in axe(page)]
    assert not wrong, "\n".join(wrong)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)


def holds_together(page: Page, base: str) -> None:
    """Nothing is wider than the screen, cut off or a letter a line, also with letters twice as large."""
    wrong: list[str] = []
    for address in ("/", "/overview", "/people", "/questionnaires", "/settings"):
        page.goto(base + address)
        page.locator("main h1").first.wait_for()
        page.wait_for_load_state("networkidle")
        found = [*squeezed(page), *overflow(page), *at_200_percent(page)]
        wrong += [f"{address}: {one}" for one in found]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("size", SIZES, ids=["desk", "tablet", "phone"])
def test_a_working_morning_by_keyboard(running, token_of, chromium, size):
    desk = token_of("physio@demo.example")
    jonas = token_of("jonas@demo.example")
    key = jonas.get("/api/v1/me").json()["patient"]["id"]

    def states() -> set[str]:
        return {row["state"] for row in desk.get(f"/api/v1/patients/{key}/findings?state=standing").json()}

    page = signed_in(chromium, running.base, "physio@demo.example", size)
    page.locator(".worklist-row").first.wait_for()
    assert page.locator(".group-name").first.inner_text().startswith("Contact today")
    assert not squeezed(page)
    if size is DESK:
        nothing_wrong(page, "worklist")

    # the worst first: j goes there, Enter opens it, and the panel says why
    worst = page.locator(".worklist-name").first
    page.keyboard.press("j")
    expect(worst).to_be_focused()
    for _ in range(10):
        if page.evaluate("document.activeElement.dataset.patient") == key:
            break
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    panel = page.locator("aside")
    expect(panel.locator("#panel-name")).to_have_text("Jonas Weber")
    expect(panel.locator("#panel-name")).to_be_focused()  # also when the name came after the panel
    expect(panel.get_by_text("Contact someone today").first).to_be_visible()
    if size is DESK:
        nothing_wrong(page, "panel")

    # a signed prescription, and the patient's phone shows it
    page.keyboard.press("p")
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    tab_to(page, "TTWB")
    page.keyboard.press("Space")
    expect(sheet.get_by_text("What the patient will read")).to_be_visible()
    tab_to(page, "Sign prescription")
    page.keyboard.press("Enter")
    expect(page.locator(".undo-words")).to_have_text("Prescription signed: Jonas Weber")
    phone = signed_in(chromium, running.base, "jonas@demo.example", PHONE)
    expect(phone.get_by_text("Toes only").first).to_be_visible()
    phone.context.close()

    # acknowledged, and taken back
    assert "open" in within(10, states)
    page.locator("#panel-name").focus()
    page.keyboard.press("a")
    # several findings are read before they are acknowledged
    expect(page.get_by_role("dialog")).to_contain_text("Of these for today")
    page.get_by_role("dialog").get_by_role("button", name="Acknowledge").press("Enter")
    expect(page.locator(".undo-words")).to_contain_text("acknowledged: Jonas Weber")
    assert within(10, lambda: states() == {"acknowledged"})
    page.keyboard.press("u")
    expect(page.locator(".undo-words")).to_contain_text("Taken back")
    assert within(10, lambda: "open" in states())
    page.keyboard.press("s")
    expect(page.locator(".undo-words")).to_contain_text("Reviewed: Jonas Weber")

    # the course: one axis, a cursor across all tracks, and the report for the doctor
    page.keyboard.press("c")
    page.locator(".course-area svg").wait_for()
    tab_to(page, "Course. Arrow keys")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".cursor-list")).to_contain_text("decided")
    if size is DESK:
        nothing_wrong(page, "course")
    with page.expect_download() as download:
        page.get_by_role("link", name="Report (PDF)").focus()
        page.keyboard.press("Enter")
    report = PdfReader(io.BytesIO(download.value.path().read_bytes()))
    assert 1 <= len(report.pages) <= 2
    assert report.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Jonas Weber" in report.pages[0].extract_text()
    if size is PHONE:
        holds_together(page, running.base)
    page.context.close()


def test_the_list_keeps_its_place_and_says_what_changed(running, token_of, chromium):
    page = signed_in(chromium, running.base, "physio@demo.example", DESK)
    page.locator(".worklist-row").first.wait_for()
    before = page.locator(".worklist-name").all_inner_texts()
    desk = token_of("physio@demo.example")
    made = desk.post("/api/v1/patients", json={"name": "Nova Chegada", "timezone": "Europe/Lisbon"}).json()
    desk.post(f"/api/v1/patients/{made['id']}/records", json={"kind": "note", "text": "new", "internal": True})
    expect(page.locator(".worklist-update")).to_contain_text("1 change", timeout=60_000)
    assert page.locator(".worklist-name").all_inner_texts() == before
    page.keyboard.press("r")
    expect(page.get_by_text("Nova Chegada")).to_be_visible()
    page.context.close()
