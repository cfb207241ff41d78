"""A second web server and a second worker on the same database: people cannot tell that there are two."""

import subprocess
import sys
import time
from collections import Counter

import httpx
import pytest

from tests.system.conftest import ROOT, free_port
from tests.system.test_whole_path import item, mails
from tests.system.waiting import within

pytestmark = [pytest.mark.system, pytest.mark.slow]


@pytest.fixture(scope="module")
def second(running):
    """The address of a second gunicorn beside `running`, with a worker of its own."""
    port = free_port()
    web = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
    worker = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "toh_tracker",
        "worker",
        "-P",
        "threads",
        "-c",
        "2",
        "-l",
        "ERROR",
    ]
    worker += ["-Q", "assess,deliver,bulk", "-n", f"second{port}@%h", "--without-gossip", "--without-mingle"]
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=running.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in ([*web, "--workers", "2", "toh_tracker.wsgi:application"], worker)
    ]
    base = f"http://127.0.0.1:{port}"

    def answers():
        try:
            return httpx.get(f"{base}/healthz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    assert within(60, answers)
    yield base
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(30)


def sign_in(base, password, email="physio@demo.example"):
    # As through one proxy: both are known by one name.
    with httpx.Client(base_url=base, timeout=20, headers={"Host": "hip.example.org"}) as browser:
        browser.get("/")
        answer = browser.post(
            "/_allauth/browser/v1/auth/login",
            json={"email": email, "password": password},
            headers={"X-CSRFToken": browser.cookies["csrftoken"], "Referer": base},
        )
        wrong = [error["code"] for error in answer.json().get("errors", [])]
        return answer.status_code, dict(browser.cookies), wrong


def test_a_session_of_one_holds_at_the_other_and_ends_at_both(running, second):
    code, cookies, _ = sign_in(running.base, "demo-hip-2026")
    assert code == 200
    browsers = [httpx.Client(base_url=base, cookies=cookies, timeout=20) for base in (running.base, second)]
    assert [browser.get("/api/v1/me").status_code for browser in browsers] == [200, 200]
    lists = [browser.get("/api/v1/dashboard/worklist").json() for browser in browsers]
    assert lists[0]["rows"] == lists[1]["rows"]
    assert lists[0]["rows"]
    out = browsers[1].delete("/_allauth/browser/v1/auth/session", headers={"X-CSRFToken": cookies["csrftoken"]})
    assert out.status_code == 401  # allauth's word for "signed out now"
    assert [browser.get("/api/v1/me").status_code for browser in browsers] == [401, 401]
    for browser in browsers:
        browser.close()


def test_tries_to_sign_in_are_counted_over_both(running, second):
    said = [sign_in((running.base, second)[turn % 2], "wrong", "nobody@demo.example")[2] for turn in range(7)]
    assert said[0] == ["email_password_mismatch"]
    assert said[-2:] == [["too_many_login_attempts"]] * 2  # at the one and at the other


def test_an_entry_taken_by_one_is_shown_by_the_other_and_its_reminder_told_once(running, second, token_of):
    patient = token_of("clara@demo.example")
    there = httpx.Client(base_url=second, headers=patient.headers, timeout=20)
    before = Counter(mail["Message-ID"] for mail in mails(running))
    items = [item("pregnancy", ended=True), item("diagnosis", site="hip", side="left", basis="mri")]
    sent = patient.post("/api/v1/sync/push", json={"items": items})
    assert [one["result"] for one in sent.json()["results"]] == ["created", "created"]
    again = there.post("/api/v1/sync/push", json={"items": items})
    assert [one["result"] for one in again.json()["results"]] == ["identical", "identical"]

    def told():
        return [row for row in there.get("/api/v1/messages").json()["results"] if row["reminder"] == "dexa-baseline"]

    assert within(15, told)
    time.sleep(1)
    assert len(told()) == 1
    new = Counter(mail["Message-ID"] for mail in mails(running)) - before
    assert set(new.values()) <= {1}
    there.close()


def test_an_act_at_one_desk_is_seen_at_the_other_at_once(running, second, token_of):
    here = token_of("physio@demo.example")
    there = httpx.Client(base_url=second, headers=here.headers, timeout=20)
    worklist = "/api/v1/dashboard/worklist"
    before = there.get(worklist)
    key, told = next(
        (row["patient"]["id"], found)
        for row in before.json()["rows"]
        for found in row["findings"]
        if found["state"] == "open"
    )
    course = f"/api/v1/dashboard/patients/{key}/course"
    read = there.get(course).headers["ETag"]
    acted = here.post(f"/api/v1/findings/{told['id']}/acknowledge", json={})
    assert acted.status_code == 200
    # Without a wait: not kept in a process, nor hidden behind the mark of what was read before.
    after = there.get(worklist, headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, there.get(course, headers={"If-None-Match": read}).status_code) == (200, 200)
    (row,) = [one for one in after.json()["rows"] if one["patient"]["id"] == key]
    assert {one["id"]: one["state"] for one in row["findings"]}.get(told["id"]) != "open"
    there.close()
