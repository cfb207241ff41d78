"""The whole thing as real processes: `manage.py up` on a free port, with its own data."""

import contextlib
import os
import shutil
import signal
import socket
import sqlite3
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
from playwright.sync_api import Browser, Playwright, expect

ROOT = Path(__file__).resolve().parent.parent.parent
# A sign-in alone takes seconds of a processor that others use too; a machine that is busy is no defect of the screen.
expect.set_options(timeout=60_000)


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


# A token for everybody of the demo, in one process: `manage.py token` would start one for each.
TOKENS = """
from backend.accounts.actions import create_token
from backend.accounts.models import User
from backend.core.actor import Actor
for user in User.objects.filter(email__endswith="@demo.example"):
    _, secret = create_token(by=Actor.system("test"), user=user, name="system tests", scope="write")
    print("token", user.email, secret)
"""


@pytest.fixture(scope="session", params=_servers())
def product(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """The product, started once as the README says, with its demo clinic. Tests ask for `running`."""
    var = tmp_path_factory.mktemp("var")
    port = free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("TOH_", "DJANGO_"))}
    env |= {"TOH_VAR": str(var), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
    env.pop("DATABASE_URL", None)
    env.pop("REDIS_URL", None)
    extra: list[str] = []
    kept: KeptFile | KeptDatabase = KeptFile(var / "toh.sqlite3", var / "first.sqlite3")
    queue = None
    if request.param == "postgresql":
        server, _, _ = os.environ["TOH_TEST_DATABASE_URL"].rpartition("/")
        kept = KeptDatabase(server, f"toh_system_{os.getpid()}")
        kept.create()
        env |= {"DATABASE_URL": f"{server}/{kept.name}"}
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
    one = SimpleNamespace(base=base, var=var, env=env, process=process, kept=kept, queue=queue, tokens={})
    try:
        _until_it_answers(one)
        made = manage(one, "shell", "-v", "0", "-c", TOKENS)
        one.tokens = dict(line.split()[1:] for line in made.splitlines() if line.startswith("token "))
        kept.keep()
        yield one
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            assert process.wait(timeout=300) == 0, (var / "up.log").read_text()[-3000:]
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            log.close()
            if isinstance(kept, KeptDatabase):
                kept.drop()
            if queue:
                with redis.Redis.from_url(queue) as link:
                    link.flushdb()


def _until_it_answers(one: SimpleNamespace, path: str = "/healthz", **headers: str) -> None:
    until = time.monotonic() + 600  # a busy machine may first fetch packages
    while True:
        try:
            if httpx.get(f"{one.base}{path}", headers=headers, timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        assert one.process.poll() is None, (one.var / "up.log").read_text()
        assert time.monotonic() < until, (one.var / "up.log").read_text()
        time.sleep(0.3)


def manage(one: SimpleNamespace, *command: str) -> str:
    """What a command of the running product prints."""
    words = [sys.executable, str(ROOT / "manage.py"), *command]
    return subprocess.run(words, env=one.env, capture_output=True, text=True, check=True, cwd="/").stdout


class KeptFile:
    """The SQLite database of a running product, as it was after its first start."""

    def __init__(self, live: Path, first: Path) -> None:
        self.live, self.first = live, first

    def keep(self) -> None:
        self._copy(self.live, self.first)

    def put_back(self) -> None:
        """One transaction to the product's processes, which go on with what they find (SQLite's own online backup)."""
        self._copy(self.first, self.live)

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        with (
            contextlib.closing(sqlite3.connect(source)) as here,
            contextlib.closing(sqlite3.connect(target)) as there,
        ):
            here.backup(there)


class KeptDatabase:
    """The same on PostgreSQL: the database is made again from a copy, and the product's connections with it."""

    def __init__(self, server: str, name: str) -> None:
        self.server, self.name, self.first = server, name, f"{name}_first"

    def create(self) -> None:
        self.drop()
        self._tell(f'CREATE DATABASE "{self.name}"')

    def keep(self) -> None:
        self._copy(self.name, self.first)

    def put_back(self) -> None:
        self._tell(f'DROP DATABASE "{self.name}" WITH (FORCE)')
        self._copy(self.first, self.name)

    def drop(self) -> None:
        for name in (self.name, self.first):
            self._tell(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _copy(self, source: str, target: str) -> None:
        for _ in range(100):
            self._tell(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{source}'")
            try:
                return self._tell(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
            except psycopg.errors.ObjectInUse:  # a process of the product was quicker
                time.sleep(0.1)
        pytest.fail(f"{source} is in use all the time")

    def _tell(self, sentence: str) -> None:
        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as link:
            link.execute(sentence.encode())


@pytest.fixture(scope="module")
def running(product: SimpleNamespace) -> SimpleNamespace:
    """The product as it was after its first start, whatever another module has done to it; `base`, `var` and `env`."""
    product.kept.put_back()
    if product.queue:  # what was counted of people and addresses; the queues themselves are the product's own
        with redis.Redis.from_url(product.queue) as link:
            for key in link.scan_iter(":1:*"):
                link.delete(key)
    shutil.rmtree(product.var / "mail", ignore_errors=True)
    _until_it_answers(product, "/api/v1/me", Authorization=f"Bearer {product.tokens['maria@demo.example']}")
    return product


@pytest.fixture(scope="session")
def token_of(product: SimpleNamespace) -> Iterator[Callable[[str], httpx.Client]]:
    """Somebody of the demo as an HTTP client with a token of their own."""
    clients: dict[str, httpx.Client] = {}

    def make(email: str) -> httpx.Client:
        if email not in clients:
            bearer = {"Authorization": f"Bearer {product.tokens[email]}"}
            clients[email] = httpx.Client(base_url=product.base, headers=bearer, timeout=20)
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
