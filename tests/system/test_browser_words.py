"""No text is hard-wired: every screen of phone and desk, built with a pseudo language and nothing else, shows only marked words.

A letter of a message reads ⟦Sávé thís dáy⟧. What the server or a person says is marked on its way in, and so is what the browser
writes (dates): whatever then stands bare on the screen was written into the source.

Each screen as it opens, with every fold open. `TOH_WORDS=all` also presses every button of each once, which takes minutes.
"""

import mimetypes
import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error as Gone

from bench.screens import CLINIC, DESK, PATIENT, do
from tests.system import phone
from toh_tracker.dev.environment import node_environment

pytestmark = [
    pytest.mark.system,
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.parametrize("product", ["sqlite"], indirect=True, scope="session"),
]

FRONTEND = Path(__file__).resolve().parent.parent.parent / "frontend"
# Fields of answers that hold the words of a person or of the server.
WORDS = {
    "changed_by", "citation", "clinic", "decided_by", "description", "detail", "device", "display", "do", "due_when",
    "follows", "instructions", "name", "number", "one_line", "opens_when", "patient_name", "phone", "reason",
    "reviewed_by", "says", "seen", "text", "title", "unit", "user_agent", "why",
}  # fmt: skip
CODE = re.compile(r"[a-z0-9]+([-_:.][a-z0-9]+)*")
# The same in every language: figures, units, the field's own abbreviations, addresses, names of places, languages and browsers, codes.
EVERYWHERE = re.compile(
    r"(?:[\d\s½±–−+%.,·:;()/?×<>=↑↓→←|&°-]|\b(?:NWB|TTWB|PWB|WBAT|FWB|BMD|DEXA|CSV|PDF|FHIR|g/cm²|T|Z|kg|cm|mm|min|mg|mg/d|IU|IU/d"
    r"|µg|ng/mL|nmol/L|mmol/L|SD|LSC|Esc|Enter|[a-z])\b|[\w.+-]+@[\w.-]+|https?://\S+|Europe/\w+"
    r"|TOH Tracker|Lisbon|English|Deutsch|Chrome|Linux|\b(?:[A-Z2-7]{4}\b ?){8})*"
)
# What the browser writes in the reader's language is a word of that language.
DATES = """
const mark = (owner, name) => {
    const own = owner[name];
    owner[name] = function (...given) { return `⟦${own.apply(this, given)}⟧`; };
};
const format = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, "format");
Object.defineProperty(Intl.DateTimeFormat.prototype, "format", {
    get() { const own = format.get.call(this); return (date) => `⟦${own(date)}⟧`; },
});
for (const name of ["toLocaleDateString", "toLocaleTimeString", "toLocaleString"]) mark(Date.prototype, name);
"""
SAID = """() => {
    const said = [];
    const open = document.querySelector("dialog[open]") ?? document.body;
    const walker = document.createTreeWalker(open, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        if (!node.parentElement.closest("script, style, noscript")) said.push(node.data);
    for (const one of open.querySelectorAll("*"))
        for (const name of ["aria-label", "aria-description", "aria-valuetext", "aria-roledescription", "placeholder", "title", "alt"])
            if (one.hasAttribute(name)) said.push(one.getAttribute(name));
    return said;
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("pseudo")
    env = node_environment()
    node = shutil.which("node", path=env.get("PATH"))
    for command in (
        [node, "scripts/compile-messages.mjs", "--only-pseudo"],
        [node, "node_modules/vite/bin/vite.js", "build", "--mode", "pseudo", "--outDir", into, "--logLevel", "error"],
    ):
        subprocess.run(command, cwd=FRONTEND, env=env, check=True, capture_output=True)  # type: ignore[arg-type]
    return into


def marked(value, key=""):
    if isinstance(value, dict):
        return {name: marked(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [marked(one, key) for one in value]
    if key in WORDS and isinstance(value, str) and value and not CODE.fullmatch(value):
        return f"⟦{value}⟧"
    return value


def bare(texts: list[str]) -> list[str]:
    """What is left of each text without its marked parts, innermost first: one message may stand inside another."""
    found = []
    for text in texts:
        left = text
        while (less := re.sub(r"⟦[^⟦⟧]*⟧", " ", left)) != left:
            left = less
        if not EVERYWHERE.fullmatch(left):
            found.append(text.strip())
    return list(dict.fromkeys(found))


class Screens:
    """The app in the pseudo language, in front of the running server. What is written is turned away: nothing changes there."""

    def __init__(self, playwright, folder, built, base, email, size):
        self.base, self.built = base, built
        self.context = phone.phone(playwright, folder, service_workers="block")
        self.context.add_init_script(DATES)
        self.context.route("**/*", self.answer)
        self.page = self.context.new_page()
        self.page.set_viewport_size(size)
        self.writing, self.wrong, self.pressed = True, {}, set()
        self.page.goto(base)
        self.look("sign-in")
        self.page.locator("input[type=email]").fill(email)
        self.page.locator("input[type=password]").fill(phone.PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.locator(".today-head, .worklist-row").first.wait_for()
        self.writing = False
        self.account = self.page.evaluate("localStorage.getItem('toh.account')")

    def answer(self, route):
        path = urlsplit(route.request.url).path
        if not path.startswith(("/api", "/_allauth")):
            file = self.built / path.lstrip("/")
            file = file if file.is_file() else self.built / "index.html"
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return route.fulfill(body=file.read_bytes(), content_type=kind)
        if not self.writing and route.request.method != "GET":
            return route.fulfill(status=503, json={"detail": "⟦…⟧"})
        try:
            answer = route.fetch()
            body = answer.json() if "json" in answer.headers.get("content-type", "") else None
        except Gone:  # whoever asked has gone to another page meanwhile
            return None
        if body is None:
            return route.fulfill(response=answer)
        return route.fulfill(response=answer, json=marked(body))

    def close(self):
        self.context.unroute_all(behavior="wait")
        self.context.close()

    def look(self, name):
        self.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found = bare(self.page.evaluate(SAID))
        if found:
            self.wrong.setdefault(name, []).extend(found)

    def open(self, name, address, what: str | None = ""):
        self.page.evaluate("(text) => localStorage.setItem('toh.account', text)", self.account)
        if self.page.locator("dialog[open], aside").count():
            self.page.goto(self.base + address)
        else:  # as a link within the app does, without loading it anew
            self.page.evaluate(
                "(to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }", address
            )
        self.page.wait_for_function("!document.querySelector('main .opening')")
        self.page.locator("main h1").first.wait_for()
        if what is not None:
            do(self.page, what)
        self.look(name)

    def press_everything(self, name):
        """Each button that no screen before had, once: sheets, forms, questions, and what is said when nothing is taken."""
        there = self.page.url
        for _ in range(60 if os.environ.get("TOH_WORDS") == "all" else 0):
            fresh = self.page.evaluate(
                """(pressed) => {
                    const scope = document.querySelector("dialog[open]") ?? document.querySelector("main");
                    for (const one of scope.querySelectorAll("button, summary")) {
                        const words = (one.getAttribute("aria-label") ?? one.innerText).trim();
                        if (!one.checkVisibility() || one.disabled || pressed.includes(words)) continue;
                        one.click();
                        return words;
                    }
                    return null;
                }""",
                list(self.pressed),
            )
            if fresh is None and self.page.locator("dialog[open]").count():
                self.page.keyboard.press("Escape")
                if self.page.locator("dialog[open]").count():
                    self.page.goto(there)
                    self.page.locator("main h1").first.wait_for()
                continue
            if fresh is None:
                return
            self.pressed.add(fresh)
            self.page.wait_for_timeout(100)
            self.look(f"{name}, {fresh}")
            if self.page.url != there or not self.page.evaluate("localStorage.getItem('toh.account')"):
                self.page.evaluate("(text) => localStorage.setItem('toh.account', text)", self.account)
                self.page.goto(there)
                self.page.locator("main h1").first.wait_for()


def test_a_patient_reads_no_word_that_has_no_translation(running, built, playwright, tmp_path):
    seen = Screens(playwright, tmp_path, built, running.base, "maria@demo.example", phone.SIZE)
    for name, address, what in PATIENT:
        seen.open(name, address, what)
        seen.press_everything(name)
    seen.open("learn", "/more/learn")
    pages = [one.get_attribute("href") for one in seen.page.locator("main a[href^='/more/learn/']").all()]
    assert len(pages) > 5
    for address in pages:
        seen.open(address, address, None)
    seen.close()
    assert seen.wrong == {}


def test_a_physiotherapist_reads_no_word_that_has_no_translation(running, built, playwright, tmp_path):
    seen = Screens(playwright, tmp_path, built, running.base, "physio@demo.example", DESK)
    for name, address, what in CLINIC:
        seen.open(name, address, what)
        seen.press_everything(name)
    seen.open("panel", "/", "first patient")
    inside = [one.get_attribute("href") for one in seen.page.locator("aside a[href^='/patients/']").all()]
    assert len(inside) > 2
    for address in [*dict.fromkeys(inside), "/overview", "/people", "/security", "/questionnaires"]:
        name = re.sub(r"[0-9a-f-]{36}", "…", address)
        seen.open(name, address)
        seen.press_everything(name)
    seen.close()
    assert seen.wrong == {}
