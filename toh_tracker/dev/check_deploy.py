"""`manage.py check_deploy` (or `deploy/check`): would the container image build, and would its services run?

No container engine is needed. The Dockerfile's steps are carried out in a copy-on-write copy of this machine.
Then every service of docker-compose.yml that uses the image is started with its command as written, as its
user, without capabilities, on read-only files with only its volumes and tmpfs, secrets as files, against
a new database on a real PostgreSQL and a Redis. Its health check has to pass, and SIGTERM has to end it.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import dockerfile, servers
from .paths import ROOT
from .say import Problem, doing, say

HOST = "hip.example.org"
DATABASE = f"{servers.NAME}_deploy"
# Limits for what hangs, not for what is slow: a busy machine must not fail this check.
HEALTHY_WITHIN_S = 300.0
GRACE_TIMES = 4
INSIDE = "TOH_IN_NAMESPACE"


def options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py check_deploy", description=(__doc__ or "").partition("\n")[0])
    return parser.parse_args(argv)


def why_not() -> str:
    """What is missing for this check on this machine; empty when nothing is."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "needs root on Linux (it mounts a copy of the file system in a namespace of its own)"
    missing = [name for name in ("unshare", "setpriv", "chroot", "mount", "git") if not shutil.which(name)]
    return f"needs {', '.join(missing)}" if missing else ""


def look_first(_: argparse.Namespace) -> None:
    if why_not():
        raise Problem(f"check_deploy {why_not()}.")


def run(_: argparse.Namespace) -> int:
    """Inside the environment: again in namespaces of its own, so that nothing mounted or started stays."""
    if not os.environ.get(INSIDE):
        own = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
        again = [*own, sys.executable, str(ROOT / "manage.py"), "check_deploy"]
        with tempfile.TemporaryDirectory(prefix="toh-deploy-") as scratch:
            return subprocess.call(again, env={**os.environ, INSIDE: scratch})
    scratch = Path(os.environ[INSIDE])
    image = build(scratch)
    with fresh_database() as database, fresh_redis() as redis:
        settle_in(image, scratch, {"database_url": database, "redis_url": redis})
        serve(image)
    say("The image builds, and its services start, answer, and stop.")
    return 0


# --- The image ------------------------------------------------------------------------------------------


def build(scratch: Path) -> dockerfile.Stage:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    context = scratch / "context"
    dockerfile.fill_context(listed.stdout.decode().split("\0"), ROOT, ROOT / ".dockerignore", context)
    say("Dockerfile:")
    return dockerfile.build(ROOT / "Dockerfile", context, scratch, "app")


def compose() -> dict[str, Any]:
    import yaml

    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return loaded


def services() -> dict[str, dict[str, Any]]:
    """Those of our image, in an order in which they can start."""
    told = compose()["services"]
    ours = {name: one for name, one in told.items() if one.get("build", {}).get("target") == "app"}
    return {name: ours[name] for name in sorted(ours, key=lambda name: name != "migrate")}


def filled_in(text: str, given: dict[str, str]) -> str:
    """`${NAME}`, `${NAME:-default}` and `${NAME:?message}` as compose fills them in, innermost first."""
    pattern = re.compile(r"(?<!\$)\$\{(\w+)(?::([-?])([^${}]*))?\}")
    while found := pattern.search(text):
        name, how, more = found.groups()
        if how == "?" and not given.get(name):
            raise Problem(f"docker-compose.yml wants {name}: {more}")
        text = text[: found.start()] + (given.get(name) or (more if how == "-" else "")) + text[found.end() :]
    return text.replace("$$", "$")


# --- What an engine would give the containers -------------------------------------------------------------


def settle_in(image: dockerfile.Stage, scratch: Path, urls: dict[str, str]) -> None:
    """Secrets, volumes and tmpfs of all services; then the image's own file system becomes read-only."""
    made = scratch / "secrets"
    subprocess.run([ROOT / "deploy" / "make-secrets", "--folder", made], check=True, stdout=subprocess.DEVNULL)
    told = compose()["secrets"]
    inside = image.root / "run" / "secrets"
    inside.mkdir(parents=True, exist_ok=True)
    inside.chmod(0o755)
    for name in told:
        (inside / name).write_text(urls.get(name) or (made / name).read_text())
        (inside / name).chmod(0o444)
    wanted: dict[str, str] = {}
    for service in services().values():
        for line in service.get("tmpfs", []):
            target, _, how = line.partition(":")
            wanted[target] = how
        for line in service.get("volumes", []):
            target = line.split(":")[1]
            kept = (image.root / target.lstrip("/")).stat()  # a new volume takes over owner and mode of the image
            wanted[target] = f"uid={kept.st_uid},gid={kept.st_gid},mode={kept.st_mode & 0o7777:o}"
    for target in wanted:
        (image.root / target.lstrip("/")).mkdir(parents=True, exist_ok=True)
    dockerfile._mount("-o", "remount,ro", str(image.root))
    for target, how in sorted(wanted.items()):
        dockerfile._mount("-t", "tmpfs", "-o", how or "mode=1777", "tmpfs", str(image.root / target.lstrip("/")))


@contextlib.contextmanager
def fresh_database() -> Iterator[str]:
    import psycopg

    found = servers.postgres()
    if not found.url:
        raise Problem(f"check_deploy: {found.why}.")
    server = found.url.rpartition("/")[0]
    admin = server.replace("postgres://", "postgresql://", 1) + "/postgres"

    def tell(*sentences: str) -> None:
        with psycopg.connect(admin, autocommit=True) as connection:
            for sentence in sentences:
                connection.execute(sentence.encode())

    tell(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)", f"CREATE DATABASE {DATABASE}")
    try:
        yield f"{with_password(server)}/{DATABASE}"
    finally:
        tell(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def with_password(server: str) -> str:
    """A public server refuses an address without a password; where the database asks for none, any will do."""
    scheme, _, rest = server.partition("://")
    who, at, where = rest.rpartition("@")
    return f"{scheme}://{who}:{secrets.token_urlsafe(24)}@{where}" if at and ":" not in who else server


@contextlib.contextmanager
def fresh_redis() -> Iterator[str]:
    found = servers.redis()
    if not found.url:
        raise Problem(f"check_deploy: {found.why}.")
    try:
        yield found.url
    finally:
        servers.empty(found)


# --- The services -----------------------------------------------------------------------------------------


def serve(image: dockerfile.Stage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    running: dict[str, subprocess.Popen[bytes]] = {}
    told = services()
    try:
        for name, service in told.items():
            env = environment(image, service) | {"WEB_BIND": f"127.0.0.1:{port}"}
            started = image.start(service["command"], env, user=service["user"], hostname=name)
            if service.get("restart") == "no":
                with doing(f"{name}: {' '.join(service['command'])}"):
                    if code := started.wait(HEALTHY_WITHIN_S):
                        raise Problem(f"{name} ended with {code}.")
                continue
            running[name] = started
            with doing(f"{name}: {' '.join(service['command'])[:70]}"):
                wait_until_healthy(name, service, image, env, started)
        look_at_web(port)
        refuse_to_write(image, told["web"])
        for name in reversed(running):
            stop(name, running[name], seconds(told[name]["stop_grace_period"]))
    finally:
        for process in running.values():
            if process.poll() is None:
                process.kill()


def environment(image: dockerfile.Stage, service: dict[str, Any]) -> dict[str, str]:
    given = {name: filled_in(str(value), {"TOH_HOST": HOST}) for name, value in service["environment"].items()}
    return {**image.env, "HOME": "/var/lib/toh", **given}


def wait_until_healthy(
    name: str,
    service: dict[str, Any],
    image: dockerfile.Stage,
    env: dict[str, str],
    process: subprocess.Popen[bytes],
) -> None:
    kind, *command = service["healthcheck"]["test"]
    if kind != "CMD":
        raise Problem(f"{name}: its health check is not of the form CMD")
    until = time.monotonic() + HEALTHY_WITHIN_S
    while time.monotonic() < until:
        if process.poll() is not None:
            raise Problem(f"{name} ended by itself with {process.returncode}.")
        said_to = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        check = image.start(command, env, user=service["user"], hostname=name, **said_to)
        said, _ = check.communicate(timeout=HEALTHY_WITHIN_S)
        if check.returncode == 0:
            return
        time.sleep(0.5)
    raise Problem(
        f"{name} did not become healthy in {HEALTHY_WITHIN_S:.0f} s: {said.decode(errors='replace')[-600:]}"
    )


def look_at_web(port: int) -> None:
    """What the proxy would see: the app, the admin's files, and a redirect for what did not come by TLS."""
    for path, proto, wanted in (
        ("/healthz", "https", 200),
        ("/", "https", 200),
        ("/static/admin/css/base.css", "https", 200),
        ("/api/v1/me", "https", 401),
        ("/", "http", 301),
    ):
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}",
            headers={"Host": HOST, "X-Forwarded-Proto": proto, "X-Forwarded-For": "203.0.113.9"},
        )
        got = status(request)
        say(f"  web: {proto} {path} → {got}")
        if got != wanted:
            raise Problem(f"web answered {got} to {proto} {path}, not {wanted}.")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def status(request: urllib.request.Request) -> int:
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def refuse_to_write(image: dockerfile.Stage, service: dict[str, Any]) -> None:
    """The file system is read-only for the services: otherwise this check would prove nothing about it."""
    touch = image.start(["touch", "/app/x"], image.env, user=service["user"], stderr=subprocess.DEVNULL)
    if touch.wait() == 0:
        raise Problem("The image's file system can be written to.")


def stop(name: str, process: subprocess.Popen[bytes], grace: float) -> None:
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    try:
        code = process.wait(GRACE_TIMES * grace)
    except subprocess.TimeoutExpired:
        raise Problem(f"{name} did not stop within {GRACE_TIMES} times its {grace:.0f} s.") from None
    say(f"  {name}: stopped in {time.monotonic() - began:.1f} s (exit code {code})")
    if code not in (0, -signal.SIGTERM, 128 + signal.SIGTERM):
        raise Problem(f"{name} stopped with {code}.")


def seconds(text: str) -> float:
    return float(text.removesuffix("s"))
