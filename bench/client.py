"""A client that costs as little as possible, because it shares the cores with what it measures: bytes over a socket."""

from __future__ import annotations

import socket
import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Taken:
    """What came back for a list of requests: seconds each, status codes, and how long it all took."""

    seconds: list[float] = field(default_factory=list)
    codes: Counter[int] = field(default_factory=Counter)
    elapsed: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.elapsed

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.seconds, n=20)[18] if len(self.seconds) > 1 else self.seconds[0]


def request(method: str, path: str, token: str = "", body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: keep-alive", "Accept: application/json"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Line:
    """One kept connection; opened again when the server closed it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.link: socket.socket | None = None

    def ask(self, raw: bytes) -> tuple[int, bytes]:
        for attempt in (1, 2):
            if self.link is None:
                self.link = socket.create_connection(("127.0.0.1", self.port), timeout=60)
                self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                self.link.sendall(raw)
                return self._answer(self.link)
            except (ConnectionError, EOFError):
                self.close()
                if attempt == 2:
                    raise
        raise AssertionError

    def _answer(self, link: socket.socket) -> tuple[int, bytes]:
        got = b""
        while b"\r\n\r\n" not in got:
            more = link.recv(65536)
            if not more:
                raise EOFError
            got += more
        head, _, body = got.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines[1:])}
        parts, have = [body], len(body)
        wanted = int(headers.get(b"content-length", b"0"))
        while have < wanted:
            more = link.recv(262144)
            if not more:
                raise EOFError
            parts.append(more)
            have += len(more)
        if headers.get(b"connection") == b"close":
            self.close()
        return int(lines[0].split()[1]), b"".join(parts)

    def close(self) -> None:
        if self.link:
            self.link.close()
        self.link = None


def send_all(port: int, requests: list[bytes], at_once: int) -> Taken:
    """Send `requests`, `at_once` at a time, each over a kept connection."""
    taken, lock, left = Taken(), threading.Lock(), iter(requests)

    def work() -> None:
        line = Line(port)
        mine: list[tuple[float, int]] = []
        while True:
            with lock:
                raw = next(left, None)
            if raw is None:
                break
            began = time.perf_counter()
            code, _ = line.ask(raw)
            mine.append((time.perf_counter() - began, code))
        line.close()
        with lock:
            taken.seconds += [seconds for seconds, _ in mine]
            taken.codes.update(code for _, code in mine)

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.elapsed = time.perf_counter() - began
    return taken
