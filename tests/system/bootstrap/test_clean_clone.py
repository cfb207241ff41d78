"""The README's first command, as a newcomer gives it: a clean clone, an empty home, another directory."""

import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from toh_tracker.dev.paths import ROOT

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.enable_socket]

KEPT = (
    "PATH",
    "LANG",
    "SSL_CERT_FILE",
    "NODE_EXTRA_CA_CERTS",
    "PIP_CERT",
    "PIP_INDEX_URL",
    "UV_DEFAULT_INDEX",
)
# For what hangs: on a machine with eight others at work, five minutes were too few for what is only slow.
UP_WITHIN_S = 1800.0
ENDS_WITHIN_S = 300.0


def free_port() -> int:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def members_of(clone: Path) -> dict[int, str]:
    """Process id → command line of everything that was started from the clone."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:  # ended meanwhile
            continue
        if str(clone) in line:
            found[int(entry.name)] = line
    return found


class Up:
    """A running `manage.py up` and what it printed so far."""

    def __init__(self, clone: Path, home: Path, port: int) -> None:
        self.log = home / f"up-{time.monotonic_ns()}.txt"
        self.port = port
        env = {name: os.environ[name] for name in KEPT if name in os.environ} | {"HOME": str(home)}
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                ["python3", str(clone / "manage.py"), "up", "--port", str(port)],
                cwd="/",
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_until_it_says(self, words: str) -> None:
        until = time.monotonic() + UP_WITHIN_S
        while words not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.2)

    def answers(self) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=10) as answer:
            return int(answer.status)

    def end(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    clone = tmp_path_factory.mktemp("clean") / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", f"file://{ROOT}", str(clone)], check=True)
    return clone


@pytest.fixture
def start(clone, tmp_path):
    running: list[Up] = []

    def started(port: int | None = None) -> Up:
        running.append(Up(clone, tmp_path, port or free_port()))
        return running[-1]

    yield started
    for one in running:
        one.end()
    for pid in members_of(clone):
        os.kill(pid, signal.SIGKILL)


def test_up_from_a_clean_clone_answers_and_ends_whole(clone, start):
    """On Ctrl-C. `product` in tests/system/conftest.py ends by SIGTERM."""
    # Given a clone with nothing set up, started from another directory
    up = start()
    # Then it comes up, names its address and the demo's sign-ins, and answers
    up.wait_until_it_says("Ctrl-C stops everything")
    assert f"http://127.0.0.1:{up.port}/" in up.said()
    assert "maria@demo.example" in up.said()
    assert up.answers() == 200
    assert len(members_of(clone)) > 3  # web, worker and beat, as seen by the check below
    # And a second one is told in words that the port is taken
    second = start(up.port)
    assert second.process.wait(ENDS_WITHIN_S) == 1
    # When it is asked to stop
    up.process.send_signal(signal.SIGINT)
    # Then it ends soon with 0, and nothing that it started is left
    assert up.process.wait(ENDS_WITHIN_S) == 0, up.said()
    assert members_of(clone) == {}


def test_a_process_that_dies_ends_the_others(clone, start):
    """Started a second time, when everything has been set up."""
    up = start()
    up.wait_until_it_says("Ctrl-C stops everything")
    (beat,) = [pid for pid, line in members_of(clone).items() if "-A toh_tracker beat" in line]
    os.kill(beat, signal.SIGKILL)
    assert up.process.wait(ENDS_WITHIN_S) != 0
    assert members_of(clone) == {}
