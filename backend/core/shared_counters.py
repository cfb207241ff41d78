"""Counters of several processes in one folder (`PROMETHEUS_MULTIPROC_DIR`), also of several containers and of dead ones.

prometheus_client names a process's files by its number alone. Containers that share the folder all have the same
numbers, so the host's name goes into it; and the files of a process that has ended are added up into one, because web
processes are replaced now and then and the folder is small.
"""

import fcntl
import os
import re
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry, Metric, values
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

SUMMED = ("counter", "histogram")
GRAVE = "ended"


def folder() -> Path | None:
    """Where the processes share their counters; None: each keeps its own in memory."""
    path = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    return Path(path) if path else None


def name_of(pid: int | str) -> str:
    """How a process of this host is called in the folder (an underscore would end the name)."""
    host = re.sub(r"[^A-Za-z0-9.-]", "-", socket.gethostname())
    return f"{host}-{pid}"


def identify() -> None:
    """Before the first counter is made: let this process write under the name of its host and number."""
    shared = folder()
    if shared:
        shared.mkdir(parents=True, exist_ok=True)
        values.ValueClass = values.MultiProcessValue(lambda: name_of(os.getpid()))


@contextmanager
def _locked(shared: Path, how: int) -> Iterator[None]:
    with (shared / "lock").open("a") as guard:
        fcntl.flock(guard, how)
        yield


def bury(pid: int) -> None:
    """Add what an ended process of this host has counted to what those before it had, and remove its files."""
    shared = folder()
    if shared is None:
        return
    with _locked(shared, fcntl.LOCK_EX):
        for kind in SUMMED:
            file = shared / f"{kind}_{name_of(pid)}.db"
            if not file.exists():
                continue
            grave = MmapedDict(str(shared / f"{kind}_{name_of(GRAVE)}.db"))
            for key, value, _, _ in MmapedDict.read_all_values_from_file(str(file)):
                grave.write_value(key, grave.read_value(key)[0] + value, 0.0)
            grave.close()
            file.unlink()
        for file in shared.glob(f"gauge_*_{name_of(pid)}.db"):
            file.unlink()


class _Everybody(Collector):
    def __init__(self, shared: Path) -> None:
        self.shared = shared

    def collect(self) -> Iterable[Metric]:
        with _locked(self.shared, fcntl.LOCK_SH):
            return MultiProcessCollector.merge(
                sorted(str(file) for file in self.shared.glob("*.db")), accumulate=True
            )


def registry_of_all(shared: Path) -> CollectorRegistry:
    """What every process, living or ended, has counted."""
    registry = CollectorRegistry()
    registry.register(_Everybody(shared))
    return registry
