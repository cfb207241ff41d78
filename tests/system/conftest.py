"""The whole thing as real processes: `manage.py up` on a free port, with its own data."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import psycopg
import pytest
import redis
from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _servers() -> list[str]:
    """The one that the run is about: `verify` runs everything on each."""
    return ["postgresql" if os.environ.get("TOH_TEST_DATABASE_URL") else "sqlite"]


def _empty_redis(url: str) -> str:
    """A database of that server which nobody uses: two products at once would do each other's work and count together."""
    server, _, taken = url.rpartition("/")
    for number in range(15, -1, -1):
        if str(number) == taken:
            continue
        with redis.Redis.from_url(f"{server}/{number}") as link:
            if (
                link.dbsize() == 0
                and link.set("toh-system-tests", os.getpid(), nx=True, ex=1800)
                and link.dbsize() == 1
            ):
                return f"{server}/{number}"
    pytest.fail("every database of this Redis is in use")


@pytest.fixture(scope="module", params=_servers())
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """The product, started as the README says, with its demo clinic; `base`, `var` and `env`."""
    var = tmp_path_factory.mktemp("var")
    port = free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("TOH_", "DJANGO_"))}
    env |= {"TOH_VAR": str(var), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    env.pop("DATABASE_URL", None)
    env.pop("REDIS_URL", None)
    extra: list[str] = []
    database = queue = None
    if request.param == "postgresql":
        url = os.environ["TOH_TEST_DATABASE_URL"]
        server, _, _ = url.rpartition("/")
        database = f"toh_system_{os.getpid()}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as link:
            link.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
            link.execute(f'CREATE DATABASE "{database}"')
        env |= {"DATABASE_URL": f"{server}/{database}"}
        if os.environ.get("TOH_TEST_REDIS_URL"):
            queue = _empty_redis(os.environ["TOH_TEST_REDIS_URL"])
            env |= {"REDIS_URL": queue}
        extra = ["--workers", "2"]
    log = (var / "up.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "up", "--port", str(port), *extra],
        cwd="/",
        env=env,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 120
        while True:
            try:
                if httpx.get(f"{base}/healthz", timeout=5).status_code == 200:
                    break
            except httpx.HTTPError:
                pass
            assert process.poll() is None, (var / "up.log").read_text()
            assert time.monotonic() < until, (var / "up.log").read_text()
            time.sleep(0.3)
        yield SimpleNamespace(base=base, var=var, env=env, process=process, kind=request.param)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=30)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            log.close()
            if database:
                with psycopg.connect(f"{server}/postgres", autocommit=True) as link:
                    link.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
            if queue:
                with redis.Redis.from_url(queue) as link:
                    link.flushdb()


@pytest.fixture(scope="module")
def token_of(running: SimpleNamespace) -> Iterator[Callable[[str], httpx.Client]]:
    """`manage.py token EMAIL` of the running product, as an HTTP client; one for each person."""
    clients: dict[str, httpx.Client] = {}

    def make(email: str) -> httpx.Client:
        if email not in clients:
            made = subprocess.run(
                [sys.executable, str(ROOT / "manage.py"), "token", email],
                env=running.env,
                capture_output=True,
                text=True,
                check=True,
                cwd="/",
            )
            secret = made.stdout.strip().splitlines()[-1]
            bearer = {"Authorization": f"Bearer {secret}"}
            clients[email] = httpx.Client(base_url=running.base, headers=bearer, timeout=20)
        return clients[email]

    yield make
    for client in clients.values():
        client.close()


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    path = os.environ.get("TOH_CHROMIUM", "/usr/bin/chromium")
    browser = playwright.chromium.launch(executable_path=path, args=quiet)
    yield browser
    browser.close()
