"""Bringing a file along at the desk: chosen, looked at by a real worker, taken over, undone; on a desk and on a phone."""

import json

import pytest
from playwright.sync_api import expect

from tests.system.desk import DESK, PHONE, signed_in
from tests.system.looks import at_200_percent, axe, overflow, squeezed

pytestmark = [pytest.mark.system, pytest.mark.browser, pytest.mark.slow]


def bundle(name):
    person = {
        "resourceType": "Patient",
        "id": "p1",
        "name": [{"text": name}],
        "birthDate": "1988-04-02",
        "gender": "female",
    }
    gone = {"resourceType": "Patient", "id": "p2", "name": [{"text": "Somebody Else"}], "active": False}
    pain = {
        "resourceType": "Observation", "id": "o1", "status": "final", "subject": {"reference": "Patient/p1"},
        "code": {"coding": [{"system": "http://loinc.org", "code": "72514-3"}]}, "effectiveDateTime": "2026-03-12",
        "valueQuantity": {"value": 5, "code": "{score}"}, "bodySite": {"text": "left hip"},
    }  # fmt: skip
    entries = [
        {"fullUrl": f"https://a.example/{name.replace(' ', '-')}/{one['resourceType']}/{one['id']}", "resource": one}
        for one in (person, pain, gone, pain | {"id": "o2", "subject": {"reference": "Patient/p2"}})
    ]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries})


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_file_is_looked_at_taken_over_and_undone(running, token_of, chromium, size, tmp_path):
    name = f"Ada Beispiel {size['width']}"
    desk = token_of("physio@demo.example")

    def known():
        rows = desk.get("/api/v1/patients", params={"search": name}).json()
        return [row["name"] for row in (rows["results"] if isinstance(rows, dict) else rows) if row["name"] == name]

    page = signed_in(chromium, running.base, "physio@demo.example", size)
    page.locator(".worklist-row").first.wait_for()
    page.goto(running.base + "/settings")
    page.get_by_role("link", name="Bring files along").click()
    file = tmp_path / "a-file-of-another-hospital-with-a-long-name.json"
    file.write_text(bundle(name), encoding="utf-8")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_role("status").filter(has_text="Looked at, nothing written yet").wait_for(timeout=60_000)
    expect(page.get_by_text("People it would touch: 1.")).to_be_visible()
    expect(page.get_by_text(name).first).to_be_visible()
    expect(page.get_by_text("refused: it is not certain who this is")).to_be_visible()
    page.locator("summary").first.click()
    assert [*squeezed(page), *overflow(page), *at_200_percent(page), *axe(page)] == []
    assert known() == []
    page.get_by_role("button", name="Take it over").click()
    page.get_by_role("button", name="Undo all of it").wait_for(timeout=60_000)
    assert known() == [name]
    page.get_by_role("button", name="Undo all of it").click()
    page.get_by_role("status").filter(has_text="Undone").wait_for(timeout=60_000)
    assert known() == []
    page.context.close()
