"""`manage.py verify`: set up, then run every check and every test there is, and say how each went."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from . import audit_dependencies, check_deploy, environment, servers, steps
from .paths import FRONTEND, PYTHON, ROOT, TOOLS, VENV
from .say import say
from .steps import Step

CLEAN_CLONE = "tests/system/bootstrap/test_clean_clone.py"
# What knows no database, or brings its own: once is enough.
WITHOUT_DATABASE = (
    "tests/rules",
    "tests/vectors",
    "tests/exchange/test_replay.py",
    "tests/exchange/test_questionnaire_reading.py",
    "tests/exchange/fhir/test_validators.py",
    "tests/core/test_broker.py",
    "tests/core/test_weakness.py",
    "tests/reminders/test_reminder_channels.py",
    "tests/system/test_error_reports.py",
    "tests/system/bootstrap",
)
CLIENTS = ROOT / "tests" / "clients"
FHIR_VALIDATORS = ROOT / "tests" / "exchange" / "fhir" / "validators"
SCHEMA = FRONTEND / "openapi.json"
RENEW_SCHEMA = "python3 manage.py spectacular --format openapi-json --file frontend/openapi.json"
# The tests choose their own servers and settings.
NOT_INHERITED = (
    "DATABASE_URL",
    "REDIS_URL",
    "TOH_TEST_DATABASE_URL",
    "TOH_TEST_REDIS_URL",
    "TOH_ENV",
    "TOH_VAR",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FAST = "left out by --fast"


def options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="manage.py verify",
        description="Set up, then run every check and every test. A step that cannot run here is named as "
        "skipped; with CI=true that is a failure.",
    )
    parser.add_argument("--fast", action="store_true", help="what takes a minute: one database, no browser")
    return parser.parse_args(argv)


def look_first(_: argparse.Namespace) -> None:
    """Nothing can be refused before the set-up."""


def run(chosen: argparse.Namespace) -> int:
    """Inside the environment. 0 when everything passed."""
    started = time.monotonic()
    environment.ensure_frontend(packages=True)
    environment.ensure_packages(FHIR_VALIDATORS, "fhir-validators", "FHIR validators")
    logs = TOOLS / "log"
    with tempfile.TemporaryDirectory(prefix="toh-verify-") as scratch:
        redis = servers.redis()
        try:
            say("Checks:")
            outcomes = steps.run_side_by_side(checks(Path(scratch)), logs)
            sqlite, postgres, browser, clone = tests(chosen, Path(scratch), redis)
            # Browsers wait more than they work: what else waits runs beside them.
            say("Tests:")
            outcomes += steps.run_side_by_side([[sqlite, postgres]], logs)
            outcomes += steps.run_side_by_side(
                [[browser], [clients(chosen, Path(scratch))], [clone, image(chosen)]], logs
            )
        finally:
            servers.empty(redis)
    in_ci = os.environ.get("CI", "").lower() in ("true", "1")
    missing = [o for o in outcomes if o.result == "skipped" and (in_ci and o.why != FAST)]
    if missing:
        outcomes = [
            steps.Outcome(o.name, o.seconds, "failed", f"skipped in CI: {o.why}") if o in missing else o
            for o in outcomes
        ]
    sys.stderr.flush()
    print("\n" + steps.table(outcomes, time.monotonic() - started), flush=True)
    return 1 if any(o.result == "failed" for o in outcomes) else 0


def checks(scratch: Path) -> list[list[Step]]:
    """Looks at the code in lanes: server, front end (whose steps share generated files), advisories."""
    tool = VENV / "bin"
    node = environment.node_environment()
    made = scratch / "openapi.json"
    plain = {"TOH_VAR": str(scratch / "var")}

    def django(name: str, *command: str, after: Callable[[], str] | None = None) -> Step:
        manage = [PYTHON, ROOT / "manage.py", *command]
        return Step(name, manage, env=plain, unset=NOT_INHERITED, after=after)

    compose = ("--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
    api = ("spectacular", "--format", "openapi-json", "--file", str(made))
    server = [
        Step("lint (ruff)", [tool / "ruff", "check", "."]),
        Step("format (ruff)", [tool / "ruff", "format", "--check", "."]),
        Step("types (mypy)", [PYTHON, "-m", "mypy"], env=plain, unset=NOT_INHERITED),
        Step("direction of imports", [tool / "lint-imports"], env=plain, unset=NOT_INHERITED),
        django("migrations match the models", "makemigrations", "--check", "--dry-run"),
        django("API description is current", *api, after=lambda: schema_drift(made)),
        django("docs/settings.md is current", "settings_table", "--check"),
        django("docs/guidance.md is current", "guidance_doc", "--check"),
        django("the phone's copy of the rules is current", "phone_copy", "--check"),
        django("every language says everything", "missing_words"),
        Step("docker-compose.yml", [tool / "check-jsonschema", *compose]),
        Step("Dockerfile", [tool / "hadolint", "Dockerfile"]),
        Step(
            "alerts fire when they should (promtool)",
            ["promtool", "test", "rules", "alerts_test.yml"],
            cwd=ROOT / "deploy" / "monitoring",
            skip="" if shutil.which("promtool") else "no promtool (Debian: sudo apt-get install prometheus)",
        ),
    ]
    # Its own lane: it waits for others' servers. A mirror that serves no advisories must not stop every change here,
    # so an unanswered question is told in the table and in the count, and fails nothing.
    advisories = [
        Step(
            "known weaknesses in what we pin",
            [PYTHON, ROOT / "manage.py", "audit_dependencies"],
            unset=NOT_INHERITED,
            unanswered=audit_dependencies.UNANSWERED,
        ),
        Step(
            "list of what this is made of (SBOM)", [PYTHON, ROOT / "manage.py", "sbom"], env=node, unset=NOT_INHERITED
        ),
    ]
    frontend = [
        Step("front end: lint (Biome)", ["npm", "run", "lint"], cwd=FRONTEND, env=node),
        # the messages were compiled for the build
        Step("front end: types (tsc)", ["npx", "tsc", "--noEmit"], cwd=FRONTEND, env=node),
        Step("front end: tests (Vitest)", ["npm", "test"], cwd=FRONTEND, env=node),
        # of the build that was made before the steps began
        Step("front end: first screens at most 60 kB", ["npm", "run", "size"], cwd=FRONTEND, env=node),
    ]
    return [server, frontend, advisories]


def clients(chosen: argparse.Namespace, scratch: Path) -> Step:
    """FHIR clients by other hands against a server over HTTP: installed once, from their own lock."""
    return Step(
        "FHIR clients by other hands",
        [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", CLIENTS],
        env={"TOH_VAR": str(scratch / "clients")},
        unset=NOT_INHERITED,
        skip=FAST if chosen.fast else environment.ensure_clients(CLIENTS, TOOLS / "clients"),
    )


def image(chosen: argparse.Namespace) -> Step:
    """The Dockerfile carried out and every service started: minutes, so it comes last."""
    return Step(
        "container image and its services",
        [PYTHON, ROOT / "manage.py", "check_deploy"],
        unset=NOT_INHERITED,
        skip=FAST if chosen.fast else check_deploy.why_not(),
    )


def schema_drift(made: Path) -> str:
    """What is wrong with the committed API description, measured against the one just generated; or ""."""
    if not SCHEMA.is_file():
        return f"frontend/openapi.json is missing; make it: {RENEW_SCHEMA}"
    if json.loads(SCHEMA.read_text()) != json.loads(made.read_text()):
        return f"frontend/openapi.json is not what the code says; renew it: {RENEW_SCHEMA}"
    return ""


def tests(chosen: argparse.Namespace, scratch: Path, redis: servers.Found) -> list[Step]:
    pytest = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    server = [
        *pytest,
        "-n",
        "2",
        "--dist",
        "loadgroup",  # tests/conftest.py: what starts the product starts it once
        f"--ignore={CLEAN_CLONE}",
        f"--ignore={CLIENTS.relative_to(ROOT)}",
        "-m",
        "not browser and not slow" if chosen.fast else "not browser",
    ]
    postgres = servers.postgres()
    chromium = next(filter(None, (os.environ.get("TOH_CHROMIUM"), *map(shutil.which, BROWSERS))), "")
    no_servers = "; ".join(filter(None, (postgres.why, redis.why)))
    on_servers = {"TOH_TEST_DATABASE_URL": postgres.url, "TOH_TEST_REDIS_URL": redis.url}

    def var(name: str) -> dict[str, str]:
        return {"TOH_VAR": str(scratch / name)}

    return [
        Step("tests on SQLite", server, env=var("sqlite"), unset=NOT_INHERITED),
        Step(
            "tests on PostgreSQL and Redis",
            [*server, *(f"--ignore={path}" for path in WITHOUT_DATABASE)],
            env=on_servers | var("postgres"),
            unset=NOT_INHERITED,
            skip=FAST if chosen.fast else no_servers,
        ),
        Step(
            "tests in a browser",
            [*pytest, "-n", "3", "--dist", "loadfile", "-m", "browser"],
            env=var("browser") | {"TOH_CHROMIUM": chromium},
            unset=NOT_INHERITED,
            skip=FAST if chosen.fast else "" if chromium else "no Chromium (Debian: sudo apt-get install chromium)",
        ),
        Step(
            "start from a clean clone",
            [*pytest, CLEAN_CLONE],
            env=var("clone"),
            unset=NOT_INHERITED,
            skip=FAST if chosen.fast else "" if (ROOT / ".git").exists() else "this is not a git checkout",
        ),
    ]
