"""Running the tools of the set-up: what they are given, where their words go, what their failures mean."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from .paths import ROOT, TOOLS, VENV
from .say import Problem

# What tools say when they could not reach a package registry.
NO_NETWORK = (
    "name resolution",
    "failed to lookup address",
    "dns error",
    "client error (connect)",
    "error sending request",
    "getaddrinfo",
    "enotfound",
    "eai_again",
    "econnrefused",
    "econnreset",
    "etimedout",
    "network is unreachable",
    "connection refused",
    "newconnectionerror",
    "nameresolutionerror",
    "max retries exceeded",
    "operation timed out",
)
NO_CERTIFICATE = (
    "unknownissuer",
    "certificate verify failed",
    "self_signed_cert",
    "unable to get local issuer",
)
# Variables of another Python environment: with them, ours would load its packages.
MISLEADING = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
SYSTEM_CERTIFICATES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch, Alpine
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, Red Hat
    "/etc/ssl/ca-bundle.pem",  # SUSE
)
WIDE = 160  # characters of a line
SHOWN = 9  # lines from either end of a failed step's output
NO_SPACE = ("no space left on device", "enospc")


def base_python() -> str:
    """The interpreter behind the one that runs now: the environment is made from it."""
    return getattr(sys, "_base_executable", None) or sys.executable


def environment() -> dict[str, str]:
    """The variables that every tool of the set-up is started with."""
    given = dict(os.environ)
    for name in (*MISLEADING, "NODE_ENV"):
        given.pop(name, None)
    given |= {
        "UV_PROJECT_ENVIRONMENT": str(VENV),
        "UV_PYTHON": base_python(),
        "UV_PYTHON_DOWNLOADS": "never",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "PYTHONUNBUFFERED": "1",
        "npm_config_update_notifier": "false",
    }
    # A hospital's own certificate authority is in the system's store, not in the one that uv brings.
    given.setdefault("UV_SYSTEM_CERTS", "1")
    bundle = next((path for path in SYSTEM_CERTIFICATES if os.path.isfile(path)), None)
    if bundle:
        given.setdefault("NODE_EXTRA_CA_CERTS", bundle)
    if not _writable_home(given.get("HOME", "")):
        cache = TOOLS / "cache"
        given["HOME"] = str(cache)
        cache.mkdir(parents=True, exist_ok=True)
    return given


def _writable_home(home: str) -> bool:
    if not home or not os.path.isdir(home):
        return False
    try:
        with tempfile.TemporaryFile(dir=home):
            return True
    except OSError:
        return False


def run(name: str, command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    """Run one step with its output in `.tools/log/NAME.txt`; raise Problem in plain words when it fails."""
    log = TOOLS / "log" / f"{name}.txt"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        try:
            code = subprocess.call(
                [str(part) for part in command],
                cwd=cwd,
                env=dict(environment() if env is None else env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        except FileNotFoundError as error:
            raise Problem(f"`{command[0]}` could not be started: {error.strerror}.") from error
    if code:
        raise Problem(explain(command, code, log.read_text(errors="replace"), log))


def explain(command: Sequence[str | Path], code: int, output: str, log: Path | str) -> str:
    """What a failed step means, followed by the last that it said itself."""
    lower = output.lower()
    if any(sign in lower for sign in NO_CERTIFICATE):
        why = (
            "The package registry's certificate is not trusted here. If your network has its own authority,\n"
            "install it in the system's store; point SSL_CERT_FILE, PIP_CERT and NODE_EXTRA_CA_CERTS to it."
        )
    elif any(sign in lower for sign in NO_SPACE):
        why = "The disk is full."
    elif any(sign in lower for sign in NO_NETWORK):
        why = (
            "The package registry could not be reached. The first run needs a network (or a mirror, set\n"
            "as usual: UV_DEFAULT_INDEX, PIP_INDEX_URL, npm's `registry`); later runs do not."
        )
    else:
        why = "A step of the set-up failed."
    lines = output.strip().splitlines()
    if len(lines) > 2 * SHOWN:  # npm gives the cause first, most others last
        lines = [*lines[:SHOWN], "…", *lines[-SHOWN:]]
    tail = "\n".join(f"    {line[:WIDE]}" for line in lines)
    words = " ".join(Path(str(part)).name if index == 0 else str(part) for index, part in enumerate(command))
    return f"{why}\n\n  {words} (exit code {code}) said:\n{tail}\n\n  All of it: {log}"
