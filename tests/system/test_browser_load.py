"""A load from the order to the scale, by touch: a clinician prescribes on a tablet, a patient weighs and practises with one thumb."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.system import desk, phone
from tests.system.touch import Finger
from tests.system.waiting import within

pytestmark = [
    pytest.mark.system,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.parametrize("product", ["sqlite"], indirect=True, scope="session"),
]
TOMAS = "tomas@demo.example"


def records(client, kind: str) -> list[dict]:
    key = client.get("/api/v1/me").json()["patient"]["id"]
    return client.get(f"/api/v1/patients/{key}/records?kind={kind}&limit=500").json()["results"]


def keys(page: Page, finger: Finger, typed: str) -> None:
    for key in typed:
        finger.tap(page.locator(".keypad-keys").get_by_role("button", name=key, exact=True))


def test_a_part_load_without_an_aid_is_signed_with_a_reason(running: SimpleNamespace, token_of, chromium) -> None:
    tomas = token_of(TOMAS)
    key = tomas.get("/api/v1/me").json()["patient"]["id"]
    context = chromium.new_context(
        viewport=desk.TABLET, locale="en-GB", has_touch=True, reduced_motion="reduce", service_workers="block"
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(running.base)
    page.locator("input[type=email]").fill("physio@demo.example")
    page.locator("input[type=password]").fill(desk.PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".worklist-row").first.wait_for()
    finger = Finger(page)
    page.goto(f"{running.base}/patients/{key}/course")
    finger.tap(page.get_by_role("button", name="Prescribe load"))
    sheet = page.get_by_role("dialog")
    finger.tap(sheet.get_by_role("button", name="PWB", exact=True))
    finger.tap(sheet.get_by_role("button", name="Kilograms", exact=True))
    sheet.locator("#prescribe-amount").fill("20")
    sheet.locator("#prescribe-weight").fill("70.4")
    expect(sheet.locator(".prescribe-preview")).to_contain_text("20 kg")
    sheet.locator("#prescribe-aid").select_option("none")
    expect(sheet.get_by_text("Part load or none, and no aid. Say why.")).to_be_visible()
    sign = sheet.get_by_role("button", name="Sign prescription")
    finger.tap(sign)
    expect(sheet.locator("#prescribe-reason:invalid")).to_have_count(1)
    sheet.locator("#prescribe-reason").fill("walks in the pool only")
    if sheet.get_by_label("I have looked at this").count():
        sheet.get_by_label("I have looked at this").check()
    finger.twice(sign)
    expect(sheet).to_have_count(0)
    signed = records(tomas, "prescription")[-1]
    assert (signed["limit_kg"], signed["aid"], signed["reason"]) == (20, "none", "walks in the pool only")
    assert signed["body_weight_kg"] == 70.4
    context.close()


def test_a_thumb_weighs_and_practises(running: SimpleNamespace, token_of, playwright: Playwright, tmp_path) -> None:
    running.kept.put_back()
    tomas, sofia = token_of(TOMAS), token_of("physio@demo.example")
    key = tomas.get("/api/v1/me").json()["patient"]["id"]
    order = {"kind": "prescription", "side": "left", "status": "PWB", "percent": 30, "aid": "two_crutches"}
    assert sofia.post(f"/api/v1/patients/{key}/records", json=order).status_code == 201
    assert within(30, lambda: tomas.get(f"/api/v1/patients/{key}").json()["load"]["left"]["percent"] == 30)
    context = phone.phone(playwright, tmp_path, has_touch=True, is_mobile=True)
    page = context.new_page()
    phone.sign_in(page, running.base, TOMAS)
    page.locator(".badge-saved").wait_for()
    finger = Finger(page)
    figure = page.locator(".side-edge-left .today-figure")
    expect(figure).to_have_text("30 %")
    finger.tap(page.get_by_role("button", name="Weigh yourself"))
    keys(page, finger, "70.4")
    finger.twice(page.get_by_role("dialog").get_by_role("button", name="Save"))
    expect(figure).to_have_text("21 kg")
    finger.tap(page.get_by_role("link", name="Practise on a scale"))
    last = page.locator(".practice-last")
    add = page.get_by_role("button", name="Add reading")
    for typed, words in (("19", "19: within"), ("26", "26: five too many"), ("20.5", "20.5: within")):
        keys(page, finger, typed)
        finger.tap(add)
        expect(last).to_have_text(words)
    # the last reading stays in sight of a thumb that lies on the keys
    page.evaluate("scrollTo(0, 0)")
    for part in (last, add, page.locator(".keypad-keys")):
        expect(part).to_be_in_viewport(ratio=0.9)
    # what the keyboard's own microphone writes
    finger.tap(page.get_by_text("Say several numbers"))
    page.locator("#practice-said").fill("twenty is 20, then 22,5")
    finger.tap(page.locator("form", has=page.locator("#practice-said")).get_by_role("button"))
    expect(last).to_have_text("22.5: 1.5 too many")
    finger.twice(page.get_by_role("button", name="Keep 5 readings"))
    expect(page.get_by_text("5 readings kept on this phone: standing, on a scale.")).to_be_visible()

    def kept() -> list[list[float]]:
        return [row["readings_kg"] for row in records(tomas, "scale_practice")]

    assert within(20, kept) == [[19, 26, 20.5, 20, 22.5]]
    assert [row["kg"] for row in records(tomas, "body_weight")] == [70.4]
    context.close()
