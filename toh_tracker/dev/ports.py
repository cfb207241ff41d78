"""Is an address free? Asked before anything is started, so that the answer can be a sentence."""

from __future__ import annotations

import errno
import socket

from .say import Problem


def require_free(host: str, port: int) -> None:
    """Raise Problem when nothing can listen on `host`:`port`, and say which flag helps."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise Problem(f"--host {host}: no such address is known here ({error.strerror}).") from error
    with socket.socket(family, kind, proto) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise Problem(_why(host, port, error.errno or 0)) from error


def _why(host: str, port: int, number: int) -> str:
    if number == errno.EADDRINUSE:
        return (
            f"Port {port} is in use: another program (or another `manage.py up`) listens on {host}:{port}.\n"
            f"Stop it, or choose another: python3 manage.py up --port {port + 1 if port < 65535 else 8000}"
        )
    if number == errno.EACCES:
        return (
            f"Port {port} may be opened by the system's administrator only.\n"
            "Choose one from 1024 on: python3 manage.py up --port 8000"
        )
    if number == errno.EADDRNOTAVAIL:
        return f"--host {host} is not an address of this machine. Use 127.0.0.1 (only here) or 0.0.0.0 (all)."
    return f"Nothing can listen on {host}:{port} ({errno.errorcode.get(number, number)}). Try another --port."
