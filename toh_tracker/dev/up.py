"""`manage.py up`: the whole application on this machine, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from . import environment
from .paths import ROOT, var
from .ports import require_free
from .say import Problem, doing, say

DEMO_REFUSED = (
    "The demo is refused: these are production settings (TOH_ENV=production), and its sign-ins are public.\n"
    "Start without it: python3 manage.py up --no-demo"
)
READY_WITHIN_S = 300.0
QUEUES = "assess,deliver,bulk"


def options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="manage.py up",
        description="Set up, then run web, worker and beat until Ctrl-C. DATABASE_URL and REDIS_URL are used "
        "when given; else SQLite and a broker made of files, under var/ (TOH_VAR moves it).",
    )
    parser.add_argument("--port", type=_port, default=8000, help="where the web server listens (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="on which address (127.0.0.1: this machine only)")
    parser.add_argument("--no-demo", action="store_true", help="leave out the demo clinic on the first start")
    parser.add_argument("--workers", type=_count, default=1, help="background worker processes (1)")
    parser.add_argument("--web", type=_count, default=1, help="web server processes (1)")
    return parser.parse_args(argv)


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text!r}")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"a number from 1 to 64, not {text!r}")
    return int(text)


def look_first(chosen: argparse.Namespace) -> None:
    """What can be refused before anything is set up."""
    require_free(chosen.host, chosen.port)
    if os.environ.get("TOH_ENV") == "production" and not chosen.no_demo:
        raise Problem(DEMO_REFUSED)


def address(chosen: argparse.Namespace) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(chosen.host, chosen.host)
    if ":" in host and not host.startswith("["):
        host = f"[{host}]"
    return f"http://{host}:{chosen.port}"


def run(chosen: argparse.Namespace) -> int:
    """Inside the environment. The exit code: 0 when asked to stop, else that of what ended first."""
    environment.ensure_frontend()
    os.chdir(ROOT)
    os.environ.setdefault("PUBLIC_URL", address(chosen))
    os.environ["DJANGO_SETTINGS_MODULE"] = "toh_tracker.settings"
    sign_ins = prepare(demo=not chosen.no_demo)
    return serve(chosen, sign_ins)


def prepare(*, demo: bool) -> list[str]:
    """Bring the database up to date, load the demo into an empty one; answer lines that name the sign-ins."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import call_command
    from django.db import connections
    from django.db.utils import OperationalError

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Problem(str(error)) from error
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    try:
        with doing("Database"):
            call_command("migrate", interactive=False, verbosity=0)
        from backend.core import trial

        for fault in trial.faults():
            if not fault.passing:
                raise Problem(str(fault))
            say(f"  {fault} (away now)")
        from django.contrib.auth import get_user_model

        people = get_user_model().objects
        if demo and not people.exists():
            with doing("Demo clinic"):
                call_command("demo", quiet=True)  # whole or not at all: it is one transaction
        shown = people.filter(email__endswith="@demo.example").order_by("pk").values_list("email", flat=True)
        emails = sorted(shown, key=_in_order)
    except OperationalError as error:
        raise Problem(f"The database does not answer: {str(error).strip()}\nLook at DATABASE_URL.") from error
    finally:
        connections.close_all()
    if not emails:
        return []
    return [f"sign in as {', '.join(emails[:4])}", f"password   {settings.DEMO_PASSWORD}"]


def _in_order(email: str) -> int:
    """Whom a newcomer wants to be first: a patient, then the physiotherapist who sees her."""
    first = ("maria@", "physio@", "admin@", "jonas@")
    return next((index for index, start in enumerate(first) if email.startswith(start)), len(first))


def commands(chosen: argparse.Namespace) -> dict[str, list[str]]:
    """Name → command line of every process."""
    python = sys.executable
    bind = f"[{chosen.host}]:{chosen.port}" if ":" in chosen.host else f"{chosen.host}:{chosen.port}"
    celery = [python, "-m", "celery", "--quiet", "-A", "toh_tracker"]
    worker = [*celery, "worker", "-P", "threads", "-c", "4", "-Q", QUEUES, "-l", "WARNING"]
    # Workers of one box have nothing to tell each other.
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    beat = [*celery, "beat", "-l", "WARNING", "--pidfile=", "--schedule", str(var() / "beat-schedule")]
    web = [python, "-m", "gunicorn", "--config", str(ROOT / "deploy" / "gunicorn.conf.py"), "--bind", bind]
    told = {"web": [*web, "--workers", str(chosen.web), "toh_tracker.wsgi:application"]}
    for number in range(1, chosen.workers + 1):
        name = "worker" if chosen.workers == 1 else f"worker{number}"
        told[name] = [*worker, "-n", f"{name}-{os.getpid()}@%h"]
    told["beat"] = beat
    return told


def serve(chosen: argparse.Namespace, sign_ins: list[str]) -> int:
    from honcho.manager import Manager

    manager = Manager(printer=Printer())
    env = child_environment(os.environ) | {"PROMETHEUS_MULTIPROC_DIR": str(fresh_metrics())}
    for name, command in commands(chosen).items():
        # `exec`: the shell that honcho starts becomes the process itself, so a signal reaches it.
        manager.add_process(name, f"exec {shlex.join(command)}", env=env, cwd=str(ROOT))
    # A closed terminal ends everything, as Ctrl-C does.
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    threading.Thread(target=announce, args=(chosen, sign_ins), daemon=True).start()
    manager.loop()
    stopped_on_request = manager.returncode in (130, 143)
    say("Stopped." if stopped_on_request else "Stopped: one of the processes ended (see above).")
    if stopped_on_request:
        return 0
    code = manager.returncode or 1
    return 128 - code if code < 0 else code


def fresh_metrics() -> Path:
    """An empty folder where the processes of this start share their counters."""
    folder = var() / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def child_environment(given: Mapping[str, str]) -> dict[str, str]:
    told = {**given, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
    if os.geteuid() == 0:  # a container's or a trial machine's only user: Celery's advice on it is known
        told["PYTHONWARNINGS"] = "ignore:You're running the worker"
    return told


class Printer:
    """honcho's lines in ours: who says it, then what. Its own notes on signals and pids are left out."""

    width = 0

    def write(self, message: object) -> None:
        name, data = getattr(message, "name", ""), getattr(message, "data", "")
        if getattr(message, "type", "") != "line":
            return
        text = data.decode("utf-8", "replace") if isinstance(data, bytes) else str(data)
        if name == "system" and ("started (pid" in text or text.startswith("sending ")):
            return
        for line in text.splitlines():
            say(f"{name:<{self.width}} | {line}")


def announce(chosen: argparse.Namespace, sign_ins: list[str]) -> None:
    """Print the address when the web server answers; say so when it does not."""
    url = address(chosen)
    until = time.monotonic() + READY_WITHIN_S
    while time.monotonic() < until:
        time.sleep(0.2)
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    break
        except (urllib.error.URLError, OSError, ValueError):
            continue
    else:
        say(f"\n{url}/healthz has not answered in {READY_WITHIN_S:.0f} s: see the lines above.\n")
        return
    zones = f"\n  {zone_data()}"
    mail = "" if os.environ.get("EMAIL_URL") else f"\n  mail goes to {var() / 'mail'}"
    lines = "".join(f"\n  {line}" for line in sign_ins)
    print(f"\n  TOH Tracker runs at {url}/{lines}{mail}{zones}\n  Ctrl-C stops everything.\n", flush=True)


def zone_data() -> str:
    """Which zone data reminders go by, and a word when they are old. Runs inside the environment."""
    from datetime import UTC, datetime

    from backend.core import zonedata

    data = zonedata.current()
    old = data.is_old(datetime.now(UTC).date())
    return f"zone data  {data.words}" + (" - OLD: upgrade the tzdata package, or this program" if old else "")
