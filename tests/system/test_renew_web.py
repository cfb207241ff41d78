"""New web processes in the place of old ones, under load: nobody is left without an answer."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.system, pytest.mark.slow]
APPLICATION = """
from toh_tracker.wsgi import application as product
def application(environ, start_response):
    def start(status, headers, *more):
        return start_response(status, [*headers, ("X-Release", "{release}")], *more)
    return product(environ, start)
"""


@pytest.fixture
def web(tmp_path):
    """gunicorn with the product's configuration and application; where it listens, its variables and its release."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env = kept | {
        "TOH_BOOTSTRAP": "off", "TOH_VAR": str(tmp_path / "var"), "WEB_PIDFILE": str(tmp_path / "web.pid"),
        "WEB_PROCESSES": "2", "DJANGO_SETTINGS_MODULE": "toh_tracker.settings",
        "PYTHONPATH": f"{tmp_path}:{ROOT}", "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    (tmp_path / "release.py").write_text(APPLICATION.format(release="1"))
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=env, check=True)
    # The program, not `python -m gunicorn`: started again by path, that finds gunicorn's `http` in the place of Python's.
    program = Path(sys.executable).parent / "gunicorn"
    command = [program, "--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "release:application"], cwd=ROOT, env=env, start_new_session=True)
    try:
        yield port, env, tmp_path / "release.py"
    finally:
        for file in tmp_path.glob("web.pid*"):
            if ".ready" not in file.name:
                with contextlib.suppress(ProcessLookupError, ValueError):
                    os.kill(int(file.read_text()), 15)
        server.wait(30)


def ask(port, line=None):
    """Status and release; a connection that is kept may be closed while it idles, and is then opened anew, once."""
    for again in (False, True):
        at = line if line is not None and not again else http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            at.request("GET", "/healthz")
            answer = at.getresponse()
            answer.read()
            return answer.status, answer.headers["X-Release"]
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            if line is None or again:
                raise
            line.close()
        finally:
            if at is not line:
                at.close()
    raise AssertionError


def wait_for(port, release):
    end = time.monotonic() + 120
    while True:
        try:
            if ask(port) == (200, release):
                return
        except OSError:
            pass
        assert time.monotonic() < end
        time.sleep(0.2)


def renew(env, *options):
    return subprocess.run(
        [sys.executable, "deploy/renew-web", *options], cwd=ROOT, env=env, capture_output=True, text=True, timeout=200,
        check=False,
    )  # fmt: skip


class Load(threading.Thread):
    def __init__(self, port, kept):
        super().__init__(daemon=True)
        self.port, self.over, self.failed, self.seen = port, threading.Event(), [], []
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=20) if kept else None

    def run(self):
        while not self.over.is_set():
            began = time.monotonic()
            try:
                status, release = ask(self.port, self.line)
                self.seen.append((release, time.monotonic() - began))
                if status != 200:
                    self.failed.append(status)
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(repr(error))
            time.sleep(0.01)
        if self.line is not None:
            self.line.close()


def test_an_update_and_one_that_does_not_start(web):
    port, env, release = web
    wait_for(port, "1")
    load = [Load(port, kept) for kept in (False, False, True, True)]
    for one in load:
        one.start()
    release.write_text("raise RuntimeError('broken')")
    broken = renew(env, "--within", "60")
    assert (broken.returncode, "the old one goes on" in broken.stderr) == (1, True), broken.stderr
    assert ask(port) == (200, "1")
    release.write_text(APPLICATION.format(release="2"))
    done = renew(env, "--within", "120")
    assert done.returncode == 0, done.stderr
    wait_for(port, "2")
    time.sleep(1)
    for one in load:
        one.over.set()
    for one in load:
        one.join(30)
    assert [one.failed for one in load] == [[], [], [], []]
    for one in load:
        assert {release for release, _ in one.seen} == {"1", "2"}
        assert one.seen[-1][0] == "2"
        assert len(one.seen) > 20
    assert [ask(port)[1] for _ in range(10)] == ["2"] * 10
