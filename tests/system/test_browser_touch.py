"""What a finger says is what is kept: the log, a questionnaire, results and the desk on a tablet, by touch."""

import re
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.system import desk, phone
from tests.system.touch import Finger
from tests.system.waiting import within

pytestmark = [
    pytest.mark.system,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.parametrize("product", ["sqlite"], indirect=True, scope="session"),
]
TOMAS, PETER, MARIA = "tomas@demo.example", "peter@demo.example", "maria@demo.example"
LISBON = ZoneInfo("Europe/Lisbon")


def day(back: int = 0) -> str:
    return (datetime.now(LISBON) - timedelta(days=back)).date().isoformat()


def entries(client, *, back: int = 0) -> list[dict]:
    """What stands of a day on the server, of what the patient says."""
    key = client.get("/api/v1/me").json()["patient"]["id"]
    rows = client.get(f"/api/v1/patients/{key}/records?limit=500&from={day(back)}").json()["results"]
    return [
        row
        for row in rows
        if row["date"] == day(back) and row["is_current"] and row["kind"] in ("pain", "weight_bearing")
    ]


def push(client, *items: dict) -> None:
    now = datetime.now(LISBON)
    full = [
        {"id": str(uuid.uuid4()), "recorded_at": now.isoformat(), "timezone": "Europe/Lisbon", "date": day()} | item
        for item in items
    ]
    answer = client.post("/api/v1/sync/push", json={"items": full})
    assert answer.status_code == 200, answer.text
    assert all(one["result"] == "created" for one in answer.json()["results"]), answer.text


def usual_yesterday(client) -> None:
    """Nothing said of today; yesterday a place was logged twice, and a load once."""
    for back in (0, 1):
        gone = [
            {"kind": "deletion", "supersedes": row["id"], "date": day(back)} for row in entries(client, back=back)
        ]
        if gone:
            push(client, *gone)
    hip = {"kind": "pain", "site": "hip", "side": "left", "date": day(1)}
    push(
        client,
        hip | {"intensity": 3},
        hip | {"intensity": 2, "circumstance": "walking"},
        {"kind": "weight_bearing", "side": "left", "status": "NWB", "aid": "two_crutches", "date": day(1)},
    )


@pytest.fixture(scope="module")
def hand(running: SimpleNamespace, playwright: Playwright, tmp_path_factory) -> Iterator[SimpleNamespace]:
    """A phone with a finger, signed in as one patient after the other."""
    open_now: list[BrowserContext] = []

    def take(email: str) -> tuple[Page, Finger]:
        context = phone.phone(playwright, tmp_path_factory.mktemp("hand"), has_touch=True, is_mobile=True)
        open_now.append(context)
        # ten seconds for Undo are for people; a busy machine may need longer for one look and one tap
        context.add_init_script(
            "{ const set = setTimeout; setTimeout = (work, ms, ...more) => set(work, ms === 10_000 ? 90_000 : ms, ...more); }"
        )
        page = context.new_page()
        phone.sign_in(page, running.base, email)
        phone.installed(page)
        return page, Finger(page)

    yield SimpleNamespace(take=take, base=running.base)
    for context in open_now:
        context.close()


def number(page: Page, value: int):
    return page.locator(".numbers .number-button").nth(value)


def test_the_number_under_the_finger_is_the_one_that_is_kept(hand, token_of):
    client = token_of(TOMAS)
    usual_yesterday(client)
    page, finger = hand.take(TOMAS)
    phone.tap(page, "Log")
    chosen = page.locator(".numbers-chosen")
    # "Same places" names a place that was logged twice once, and the numbers are in view at once
    finger.tap(page.get_by_role("button", name="Same places as"))
    expect(chosen).to_have_count(1)
    expect(number(page, 10)).to_be_in_viewport(ratio=1)
    # without a number it asks once, twice tapped too
    finger.twice(page.get_by_role("button", name="Save this day"))
    expect(page.get_by_text("Left hip: how strong was it?")).to_be_visible()
    assert entries(client) == []
    # yesterday's number and the middle one are numbers as any other
    for value in (3, 5):
        finger.tap(number(page, value))
        expect(chosen).to_have_text(str(value))
    # scrolling that begins on a number, and a touch that the system takes away, say nothing
    finger.swipe(number(page, 9), up=250)
    expect(chosen).to_have_text("5")
    finger.cancelled(number(page, 1))
    expect(chosen).to_have_text("5")
    # a finger that rests on a number means it
    finger.tap(number(page, 7), hold=900)
    expect(chosen).to_have_text("7")
    finger.tap(page.get_by_role("button", name="and a half"))
    expect(chosen).to_have_text("7.5")
    finger.twice(page.get_by_role("button", name="Save this day"))
    page.locator(".log-save .saved").wait_for()
    finger.tap(page.get_by_role("button", name="Save this day"))
    page.wait_for_timeout(300)
    expect(page.locator(".log-save .saved")).to_be_visible()
    expect(page.get_by_text("Choose a place on the drawing")).to_have_count(0)
    assert within(20, lambda: [row["intensity"] for row in entries(client)]) == [7.5]
    # what was kept can be taken back, and stands on the page again
    finger.tap(page.locator(".kept-line").get_by_role("button", name="Undo"))
    expect(page.get_by_text("Taken back.")).to_be_visible()
    expect(chosen).to_have_text("7.5")
    assert within(20, lambda: entries(client) == [])


def test_a_day_says_one_thing_of_a_leg(hand, token_of):
    client = token_of(PETER)
    usual_yesterday(client)
    page, finger = hand.take(PETER)
    for words in ("Could not bear weight", "Full", "Part"):
        phone.tap(page, "Log")
        finger.tap(page.get_by_role("group", name="Left leg").get_by_role("button", name=words, exact=True))
        finger.twice(page.get_by_role("button", name="Save this day"))
        page.locator(".log-save .saved").wait_for()
        expect(page.locator(".log-said", has_text="Weight, left")).to_have_count(1)
        phone.tap(page, "Today")
    assert within(20, lambda: [row["status"] for row in entries(client)] == ["PWB"])


def test_an_ordinary_day_takes_one_tap_and_another_pain_two_more(hand, token_of):
    client = token_of(TOMAS)
    usual_yesterday(client)
    page, finger = hand.take(TOMAS)
    count = "document.taps = 0; addEventListener('pointerdown', () => document.taps++, true)"
    page.evaluate(count)
    card = page.locator(".today-usual")
    expect(card).to_contain_text("Left hip 3 · Left hip 2 (walking) · None · Two crutches: as yesterday?")
    finger.tap(card.get_by_role("button", name="Same"))
    expect(page.get_by_text("Kept: Left hip 3")).to_be_visible()
    assert page.evaluate("document.taps") <= 2
    assert within(20, lambda: sorted(str(row.get("intensity", row.get("status"))) for row in entries(client))) == [
        "2.0", "3.0", "NWB",
    ]  # fmt: skip
    finger.tap(page.get_by_role("button", name="Undo"))
    expect(card).to_be_visible()
    page.evaluate("document.taps = 0")
    finger.tap(card.get_by_role("button", name="Change"))
    expect(number(page, 6)).to_be_in_viewport(ratio=1)
    finger.tap(number(page, 6))
    finger.tap(page.get_by_role("button", name="Save this day"))
    page.locator(".log-save .saved").wait_for()
    assert page.evaluate("document.taps") <= 4
    kept = within(20, lambda: [row for row in entries(client) if row.get("intensity") == 6])
    assert [row["side"] for row in kept] == ["left"]


def test_a_clinics_scale_is_answered_with_buttons(hand, token_of):
    clinic, client = token_of("physio@demo.example"), token_of(MARIA)
    home = clinic.get("/api/v1/me").json()["memberships"][0]["clinic"]["id"]
    slider = {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
              "valueCodeableConcept": {"coding": [{"code": "slider"}]}}  # fmt: skip
    limits = [{"url": f"http://hl7.org/fhir/StructureDefinition/{name}", "valueInteger": value}
              for name, value in (("minValue", 0), ("maxValue", 10))]  # fmt: skip
    item = [
        {"linkId": "1", "text": "How stiff?", "type": "integer", "extension": [slider, *limits]},
        {"linkId": "2", "text": "Change in degrees?", "type": "decimal"},
    ]
    made = clinic.post(
        f"/api/v1/clinics/{home}/questionnaires",
        json={"resource": {"resourceType": "Questionnaire", "status": "active", "title": "By touch", "item": item}},
    )
    assert made.status_code == 201, made.text
    key = client.get("/api/v1/me").json()["patient"]["id"]
    ask = {"kind": "questionnaire", "questionnaire": made.json()["id"], "every": "once"}
    assert clinic.post(f"/api/v1/patients/{key}/records", json=ask).status_code == 201
    page, finger = hand.take(MARIA)
    page.goto(f"{hand.base}/more/questionnaires/{made.json()['id']}")
    finger.tap(number(page, 5))
    expect(page.locator(".numbers-chosen")).to_have_text("5")
    finger.swipe(number(page, 8), up=200)
    finger.cancelled(number(page, 0))
    expect(page.locator(".numbers-chosen")).to_have_text("5")
    page.get_by_label("Change in degrees?", exact=True).fill("12,5")
    finger.tap(page.get_by_role("button", name="Change the sign"))
    finger.twice(page.get_by_role("button", name="Save"))

    def answered():
        rows = client.get(f"/api/v1/patients/{key}/records?kind=questionnaire_response&limit=500").json()["results"]
        return [row["answers"] for row in rows if row["questionnaire"] == made.json()["id"]]

    assert within(20, answered) == [{"1": 5, "2": -12.5}]


def test_a_score_below_nought_is_typed_on_any_keypad(hand, token_of):
    client = token_of(MARIA)
    key = client.get("/api/v1/me").json()["patient"]["id"]

    def scores():
        rows = client.get(f"/api/v1/patients/{key}/records?kind=dexa&limit=500").json()["results"]
        return [row["t_score"] for row in rows if row["date"] == day()]

    page, finger = hand.take(MARIA)
    page.goto(f"{hand.base}/more/results")
    for typed, signed in (("–1.8", False), ("2,1", True)):
        finger.tap(page.get_by_role("button", name="Add").first)
        page.locator("#result-side").select_option("left")
        page.locator("#result-t_score").fill(typed)
        if signed:
            finger.tap(page.get_by_role("button", name="Change the sign: T-score"))
        finger.twice(page.get_by_role("dialog").get_by_role("button", name="Save"))
        expect(page.get_by_role("dialog")).to_have_count(0)
    assert within(20, lambda: sorted(scores()) == [-2.1, -1.8])
    # a sheet that Back closes keeps what was typed; what is said differently can be taken back
    page.get_by_text("What you entered").click()
    finger.tap(page.get_by_role("button", name="Change").first)
    page.locator("#result-device").fill("Lunar")
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    finger.tap(page.get_by_role("button", name="Change").first)
    expect(page.locator("#result-device")).to_have_value("Lunar")
    page.locator("#result-t_score").fill("0,4")
    finger.tap(page.get_by_role("dialog").get_by_role("button", name="Save"))
    assert within(20, lambda: 0.4 in scores() and len(scores()) == 2)
    finger.tap(page.locator(".kept-line").get_by_role("button", name="Undo"))
    assert within(20, lambda: sorted(scores()) == [-2.1, -1.8])
    page.go_back()
    expect(page).not_to_have_url(f"{hand.base}/more/results")


LOST = """() => {
    IDBFactory.prototype.open = () => {
        const asked = { error: new DOMException("Connection to Indexed Database server lost", "UnknownError") };
        setTimeout(() => asked.onerror?.({ target: asked, preventDefault() {}, stopPropagation() {} }));
        return asked;
    };
}"""


def test_storage_that_cannot_be_opened_again_is_said_and_nothing_is_called_sent(hand):
    page, finger = hand.take(PETER)
    phone.tap(page, "Log")
    finger.tap(page.locator(".spot-button[aria-label='Right knee']"))
    finger.tap(number(page, 4))
    page.evaluate(LOST)
    finger.cdp.send("Storage.clearDataForOrigin", {"origin": hand.base, "storageTypes": "indexeddb"})
    finger.tap(page.get_by_role("button", name="Save this day"))
    expect(page.locator(".log-save")).to_contain_text("This phone's storage cannot be opened any more.")
    expect(page.locator(".numbers-chosen")).to_have_text("4")
    expect(page.locator(".badge")).to_contain_text("Cannot save on this device")


def test_who_has_unsent_entries_is_told_that_the_browser_may_clear_them(hand):
    page, finger = hand.take("ines@demo.example")
    page.add_init_script("navigator.storage.persist = navigator.storage.persisted = async () => false")
    page.reload()
    page.locator(".badge-saved").wait_for()
    page.context.set_offline(True)
    phone.tap(page, "Log")
    finger.tap(page.locator(".spot-button[aria-label='Right knee']"))
    finger.tap(number(page, 4))
    finger.tap(page.get_by_role("button", name="Save this day"))
    expect(page.locator(".log-save")).to_contain_text("this browser may clear it")
    page.context.set_offline(False)
    expect(page.locator(".badge-saved")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("this browser may clear it")).to_have_count(0)


def test_a_clinician_with_a_tablet_enters_a_scan_once(hand, running, token_of, chromium):
    client = token_of("jonas@demo.example")
    key = client.get("/api/v1/me").json()["patient"]["id"]
    context = chromium.new_context(
        viewport=desk.TABLET, locale="en-GB", has_touch=True, reduced_motion="reduce", service_workers="block"
    )
    page = context.new_page()
    page.goto(running.base)
    page.locator("input[type=email]").fill("physio@demo.example")
    page.locator("input[type=password]").fill(desk.PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".worklist-row").first.wait_for()
    finger = Finger(page)
    # scrolling that begins on a row opens no patient
    finger.swipe(page.locator(".worklist-row").nth(2), up=120)
    expect(page.locator("aside .panel-acts")).to_have_count(0)
    page.goto(f"{running.base}/patients/{key}/course")
    finger.tap(page.get_by_role("button", name="Record", exact=True))
    sheet = page.get_by_role("dialog")
    sheet.locator("#record-kind").select_option("dexa")
    sheet.locator("#result-side").select_option("left")
    sheet.locator("#result-t_score").fill("1,4")
    finger.tap(sheet.get_by_role("button", name="Change the sign: T-score"))
    finger.twice(sheet.get_by_role("button", name="Save"))
    expect(sheet).to_have_count(0)
    rows = client.get(f"/api/v1/patients/{key}/records?kind=dexa&limit=500").json()["results"]
    assert [row["t_score"] for row in rows if row["t_score"] == -1.4] == [-1.4]
    context.close()


def test_no_screen_has_a_slider(product):
    """A range is moved by a finger that scrolls, and Chromium sends no click for a touch where its thumb stands."""
    built = Path(__file__).resolve().parent.parent.parent / "frontend" / "dist" / "assets"
    screens = list(built.glob("*.js"))
    assert len(screens) > 50
    ranges = [one.name for one in screens if re.search(r"""type["']?\s*[:=]\s*["'`\\]*range""", one.read_text())]
    assert ranges == []


def test_a_fall_is_kept_with_one_touch_and_taken_back_with_another(hand, token_of):
    client = token_of(TOMAS)
    key = client.get("/api/v1/me").json()["patient"]["id"]

    def standing(kind: str) -> list[dict]:
        rows = client.get(f"/api/v1/patients/{key}/records?limit=500&from={day()}").json()["results"]
        return [row for row in rows if row["kind"] == kind and row["is_current"]]

    page, finger = hand.take(TOMAS)
    finger.tap(page.get_by_role("button", name="I stumbled"))
    expect(page.get_by_text("Kept: Stumble")).to_be_visible()
    assert within(20, lambda: len(standing("fall")) == 1)
    finger.tap(page.get_by_role("button", name="Undo"))
    assert within(20, lambda: standing("fall") == [])
    # two quick taps are one fall; of the log's day, and its side said afterwards
    phone.tap(page, "Log")
    finger.twice(page.get_by_role("button", name="I fell"))
    finger.tap(page.get_by_role("button", name="Say more about it"))
    finger.tap(page.get_by_role("button", name="Right leg"))
    finger.tap(page.get_by_role("dialog").get_by_role("button", name="Save"))
    expect(page.get_by_text("Kept: Fall · Right")).to_be_visible()
    assert within(20, lambda: [row.get("side") for row in standing("fall")] == ["right"])
    found = within(
        60,
        lambda: [
            one
            for one in client.get(f"/api/v1/patients/{key}/findings?state=standing").json()
            if one["finding"] == "fall-or-stumble"
        ],
    )
    assert found[0]["side"] == "right"
    push(client, {"kind": "deletion", "supersedes": standing("fall")[0]["id"]})
