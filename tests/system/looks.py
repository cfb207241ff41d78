"""What every screen owes its reader, measured in the browser. Each function answers what is wrong, in words."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

INTERACTIVE = "a[href], button, input, select, textarea, summary, [role=slider]"

# Whoever presses a label presses its field; a link inside a sentence is as high as its line (WCAG 2.5.8).
TARGETS = """(selector) => [...document.querySelectorAll(selector)].flatMap((one) => {
    const scope = document.querySelector("dialog[open]");
    if (scope && !scope.contains(one)) return [];
    if (!one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || one.disabled) return [];
    const boxes = [one, ...(one.labels ?? [])].map((part) => part.getBoundingClientRect());
    if (boxes.some((box) => box.width >= 43.5 && box.height >= 43.5)) return [];
    if (one.matches(".skip") || (one.matches("a") && getComputedStyle(one).display === "inline" && one.closest("p"))) return [];
    const { width, height } = boxes[0];
    return [`${one.outerHTML.slice(0, 90)} is ${Math.round(width)} × ${Math.round(height)}`];
})"""

# Wider than the screen, or cut off inside itself.
OVERFLOW = """() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    const cut = [...document.querySelectorAll("main *, nav *, dialog[open] *")].filter((one) => {
        const style = getComputedStyle(one);
        if (one.closest(".visually-hidden, svg, select") || one.matches("input, textarea")) return false;
        return style.overflowX === "hidden" && one.scrollWidth > one.clientWidth + 1 && one.textContent.trim();
    });
    return [...(wide > 0 ? [`${wide} px wider than the screen`] : []),
            ...cut.map((one) => `cut off: ${one.outerHTML.slice(0, 90)}`)];
}"""

# A heading that others leave no room stands letter under letter.
SQUEEZED = """() => [...document.querySelectorAll("main h1, main h2, main h3, dialog[open] h2")].filter((one) => {
    const style = getComputedStyle(one);
    const line = parseFloat(style.lineHeight) || 1.3 * parseFloat(style.fontSize);
    return one.checkVisibility() && one.getBoundingClientRect().height > 3.5 * line && one.textContent.length < 60;
}).map((one) => `squeezed: ${one.textContent}`)"""

MARK = """(selector) => {
    const scope = document.querySelector("dialog[open]") ?? document;
    let count = 0;
    for (const one of scope.querySelectorAll(selector)) {
        if (!one.checkVisibility({ visibilityProperty: true }) || one.disabled || one.tabIndex < 0) continue;
        if (one.closest("details:not([open])") && !one.matches("summary")) continue;
        if (one.matches(".skip")) continue;
        // of a group of radio buttons, Tab reaches the chosen one, or else the first
        if (one.type === "radio") {
            const group = [...document.getElementsByName(one.name)];
            if (one !== (group.find((other) => other.checked) ?? group[0])) continue;
        }
        one.dataset.stop = String(count++);
    }
    document.activeElement?.blur();
    return count;
}"""

HERE = """() => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    // a field hidden behind its label shows the ring there
    const label = one.labels?.[0] && getComputedStyle(one.labels[0]);
    const seen = ring || style.boxShadow !== "none" || (label && label.outlineStyle !== "none");
    return { stop: one.dataset.stop ?? null, seen, html: one.outerHTML.slice(0, 90) };
}"""


# What another theme can change: the same page in other colours has the same names, roles and order.
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


def axe(page: Page, *, colours_only: bool = False) -> list[str]:
    found: Any = (Axe().run(page, options=COLOURS) if colours_only else Axe().run(page)).response
    return [
        f"{one['id']}: {node['html'][:120]} ({node.get('failureSummary', '')[:160]})"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def small_targets(page: Page) -> list[str]:
    return list(page.evaluate(TARGETS, INTERACTIVE))


def overflow(page: Page) -> list[str]:
    return list(page.evaluate(OVERFLOW))


def squeezed(page: Page) -> list[str]:
    return list(page.evaluate(SQUEEZED))


def at_200_percent(page: Page) -> list[str]:
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = overflow(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    return [f"at 200 %: {one}" for one in found]


def from_right_to_left(page: Page) -> list[str]:
    page.evaluate("document.documentElement.dir = 'rtl'")
    found = overflow(page)
    page.evaluate("document.documentElement.dir = 'ltr'")
    return [f"right to left: {one}" for one in found]


def by_keyboard(page: Page) -> list[str]:
    """Tab reaches everything that can be pressed, in turn, and shows where it is."""
    wanted = page.evaluate(MARK, INTERACTIVE)
    reached: set[str] = set()
    last, wrong = None, []
    for _ in range(wanted + 40):  # a date field is several stops
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here["stop"] is not None:
            if here["stop"] in reached and here["stop"] != last:
                break
            first_time, last = here["stop"] not in reached, here["stop"]
            reached.add(here["stop"])
            if first_time and not here["seen"]:
                wrong.append(f"no visible focus: {here['html']}")
    if len(reached) < wanted:
        wrong.append(f"Tab reached {len(reached)} of {wanted}")
    return wrong


# Reached by the keyboard, and yet under something that stays in its place (WCAG 2.4.11).
HIDDEN_FOCUS = """() => {
    const reached = "main a[href], main button, main input, main select, main textarea, main summary";
    const covered = [];
    for (const one of document.querySelectorAll(reached)) {
        if (!one.checkVisibility() || one.disabled || one.tabIndex < 0) continue;
        if (one.closest("details:not([open])") && !one.matches("summary")) continue;
        one.focus();
        const box = one.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
        const over = document.elementFromPoint(Math.min(innerWidth - 2, Math.max(1, x)), y);
        if (over?.closest(".bar, .log-save") && !one.closest(".log-save"))
            covered.push(`covered: ${one.outerHTML.slice(0, 90)}`);
    }
    return covered;
}"""


def hidden_focus(page: Page) -> list[str]:
    return list(page.evaluate(HIDDEN_FOCUS))
