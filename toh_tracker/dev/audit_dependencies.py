"""`manage.py audit_dependencies`: is a weakness known in what we pin and ship?

Asks PyPI and, when PyPI does not answer, OSV about the locked Python packages, and the npm registry about the front
end's. A weakness that a newer version mends fails; one that no version mends yet is named. Mirrors often serve
packages and no advisories: then nothing was learned, and the answer is UNANSWERED, never a pass.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import environment, tools
from .paths import FRONTEND, ROOT, VENV

UNANSWERED = 75  # exit code: not carried out, through no fault of the code
NOBODY = "no advisory service answered"
SERVICES = ("pypi", "osv")
LIMIT_S = 240


@dataclass(frozen=True)
class Verdict:
    """What one source said of one list of packages. `why_not` (when not empty) says why it said nothing."""

    why_not: str = ""
    asked: int = 0
    unknown: list[str] = field(default_factory=list)  # packages that the source does not know
    mendable: list[str] = field(default_factory=list)
    unmended: list[str] = field(default_factory=list)


def options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="manage.py audit_dependencies", description=(__doc__ or "").partition("\n")[0]
    )
    return parser.parse_args(argv)


def look_first(_: argparse.Namespace) -> None:
    """Nothing can be refused before the set-up."""


def run(_: argparse.Namespace) -> int:
    """Inside the environment. 0: nothing that can be mended; 1: something; UNANSWERED: not everything was asked."""
    verdicts = {"Python packages": python_packages(), "npm packages": npm_packages()}
    for what, verdict in verdicts.items():
        print(f"{what}: {verdict.why_not or f'{verdict.asked} asked about'}")
        for title, names in (
            ("UPGRADE", verdict.mendable),
            ("no version mends it yet", verdict.unmended),
            ("unknown to the service", verdict.unknown),
        ):
            for name in names:
                print(f"  {title}: {name}")
    code, words = conclude(verdicts)
    print(words, flush=True)
    return code


def conclude(verdicts: dict[str, Verdict]) -> tuple[int, str]:
    """The exit code and the sentence for the table. What was found counts more than what was not answered."""
    found = sum(len(verdict.mendable) for verdict in verdicts.values())
    if found:
        return 1, f"{found} known weaknesses that an upgrade mends"
    silent = [what for what, verdict in verdicts.items() if verdict.why_not]
    if len(silent) == len(verdicts):
        return UNANSWERED, NOBODY
    if silent:
        return UNANSWERED, f"{NOBODY} about {', '.join(silent)}"
    return 0, "no known weakness that an upgrade would mend"


def python_packages() -> Verdict:
    """What the lock pins for a server (no development tools), without asking for anything to be installed."""
    reasons = []
    with tempfile.TemporaryDirectory(prefix="toh-audit-") as scratch:
        pinned = Path(scratch) / "requirements.txt"
        uv = environment.ensure_uv(environment.suitable_python())
        export = [uv, "export", "--frozen", "--no-dev", "--no-emit-project", "--no-hashes", "--quiet"]
        tools.run("uv-export", [*export, "--project", ROOT, "-o", pinned])
        for service in SERVICES:
            ask = [VENV / "bin" / "pip-audit", "--vulnerability-service", service, "--requirement", pinned]
            verdict = _ask([*ask, "--no-deps", "--disable-pip", "--format", "json"], ROOT, read_pip_audit)
            if not verdict.why_not:
                return verdict
            reasons.append(f"{service}: {verdict.why_not}")
    return Verdict(why_not="; ".join(reasons))


def npm_packages() -> Verdict:
    env = environment.node_environment()
    return _ask(["npm", "audit", "--omit=dev", "--json"], FRONTEND, read_npm_audit, env)


def _ask(
    command: Sequence[str | Path], cwd: Path, read: Callable[[Any], Verdict], env: dict[str, str] | None = None
) -> Verdict:
    words = [str(part) for part in command]
    try:
        done = subprocess.run(
            words, cwd=cwd, env=env, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )  # exit codes: 1 stands for findings and for trouble alike, so the document decides
    except subprocess.TimeoutExpired:
        return Verdict(why_not=f"no answer within {LIMIT_S} s")
    try:
        return read(json.loads(done.stdout))
    except ValueError:
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return Verdict(why_not=last[: tools.WIDE])


def read_pip_audit(document: Any) -> Verdict:
    """A package that is "not found" is normal for one, and for all of them the sign of a mirror without advisories."""
    packages = document["dependencies"]
    unknown = [entry["name"] for entry in packages if "skip_reason" in entry]
    if len(unknown) == len(packages):
        return Verdict(why_not="it knows none of the packages (a mirror without advisories)")
    verdict = Verdict(asked=len(packages) - len(unknown), unknown=unknown)
    for entry in packages:
        for weakness in entry.get("vulns", []):
            where = verdict.mendable if weakness["fix_versions"] else verdict.unmended
            mended = f", mended in {', '.join(weakness['fix_versions'])}" if weakness["fix_versions"] else ""
            where.append(f"{entry['name']} {entry['version']}: {weakness['id']}{mended}")
    return verdict


def read_npm_audit(document: Any) -> Verdict:
    if "vulnerabilities" not in document:
        return Verdict(why_not=str(document.get("message") or "an answer that is not an audit")[: tools.WIDE])
    verdict = Verdict(asked=document.get("metadata", {}).get("dependencies", {}).get("prod", 0))
    for name, weakness in document["vulnerabilities"].items():
        where = verdict.mendable if weakness["fixAvailable"] else verdict.unmended
        where.append(f"{name} {weakness['range']} ({weakness['severity']})")
    return verdict
