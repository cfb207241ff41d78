"""Running the steps of `verify`, and the table at its end."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from .paths import ROOT
from .say import say

LIMIT_S = 2400  # a step that takes longer hangs; a busy machine may take three times as long as a quiet one
SHOWN_LINES = 80  # of a failed step's output


@dataclass(frozen=True)
class Step:
    """One check. `skip` (when not empty) says why it cannot be carried out here."""

    name: str
    command: Sequence[str | Path] = ()
    cwd: Path = ROOT
    env: Mapping[str, str] = field(default_factory=dict)
    skip: str = ""
    after: Callable[[], str] | None = None  # looks at what the command made; answers what is wrong, or ""
    unset: Sequence[str] = ()
    unanswered: int | None = None  # the exit code by which it says that whom it asked did not answer


@dataclass(frozen=True)
class Outcome:
    name: str
    seconds: float
    result: str  # passed | failed | skipped | unanswered
    why: str = ""


def carry_out(step: Step, *, log: Path) -> Outcome:
    """Run one step; its output goes to `log`."""
    if step.skip:
        return Outcome(step.name, 0.0, "skipped", step.skip)
    started = time.monotonic()
    env = {k: v for k, v in os.environ.items() if k not in step.unset} | dict(step.env)
    command = [str(part) for part in step.command]
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=step.cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code = process.wait(timeout=LIMIT_S)
            why = f"exit code {code}" if code else ""
        except subprocess.TimeoutExpired:
            why = f"stopped after {LIMIT_S} s"
        finally:
            _end_group(process.pid)  # also what the step left running
            process.wait()
    if step.unanswered is not None and why == f"exit code {step.unanswered}":
        last = log.read_text(errors="replace").strip().splitlines()[-1:]
        return Outcome(step.name, time.monotonic() - started, "unanswered", *last)
    if not why and step.after:
        why = step.after()
    return Outcome(step.name, time.monotonic() - started, "failed" if why else "passed", why)


def _end_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def run_side_by_side(lanes: Sequence[Sequence[Step]], logs: Path) -> list[Outcome]:
    """Quiet steps: lanes side by side, the steps of one in turn. Of a failed one the end of its output is printed, of one
    that ran tests its last word: how many there were."""

    def one(step: Step) -> Outcome:
        log = logs / f"{slug(step.name)}.txt"
        outcome = carry_out(step, log=log)
        said = log.read_text(errors="replace").splitlines() if log.is_file() else []
        count = said[-1].strip("= ") if said and "pytest" in step.command and outcome.result == "passed" else ""
        say(f"  {line(outcome)}" + (f"  ({count})" if count else ""))
        if outcome.result == "failed":
            tail = said[-SHOWN_LINES:]
            say("\n".join(f"    {text}" for text in tail) + f"\n    (all of it: {log})")
        return outcome

    with ThreadPoolExecutor(len(lanes)) as pool:
        done = pool.map(lambda lane: [one(step) for step in lane], lanes)
        return [outcome for lane in done for outcome in lane]


def slug(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name.lower())


def line(outcome: Outcome) -> str:
    why = f"  ({outcome.why})" if outcome.why else ""
    return f"{outcome.name:<34} {outcome.seconds:6.1f} s  {outcome.result}{why}"


def table(outcomes: Sequence[Outcome], seconds: float) -> str:
    """Every step with its time and result, then one line of counts."""
    counts = {result: sum(o.result == result for o in outcomes) for result in ("passed", "failed", "skipped")}
    asked_in_vain = sum(o.result == "unanswered" for o in outcomes)
    return "\n".join(
        [
            *(line(outcome) for outcome in outcomes),
            f"{'all':<34} {seconds:6.1f} s",
            "",
            f"verify: {counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped"
            + (f", {asked_in_vain} unanswered" if asked_in_vain else ""),
        ]
    )
