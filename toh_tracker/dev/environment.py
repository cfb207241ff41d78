"""Make what the project runs in, when it is missing or out of date: `.venv`, `node_modules`, `dist`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import stamps, tools
from .locking import only_one
from .paths import DIST, FRONTEND, PYTHON, ROOT, TOOLS, VENV
from .say import Problem, doing, say

HERE = Path(__file__).resolve().parent
OLDEST, TOO_NEW = (3, 11), (3, 14)  # as `requires-python` in pyproject.toml
NODE_TEXT = "Node 20.19 or later (22.12 or later of the 22 series)"


# --- Python -----------------------------------------------------------------------------------------


def enter(argv: list[str]) -> None:
    """Return when this process runs in the environment; else make it and start `argv` again in it.

    `TOH_BOOTSTRAP=off` uses the Python that is running, as it is: for images that bring their own.
    """
    if os.environ.get("TOH_BOOTSTRAP", "").lower() == "off" or inside():
        return
    ensure_python()
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "__PYVENV_LAUNCHER__")}
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *argv[1:]], env)


def inside() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def ensure_python() -> None:
    if _python_is_ready():
        return
    with only_one():
        if _python_is_ready():  # another process has just made it
            return
        say("Setting up (this takes a minute the first time):")
        python = suitable_python()
        uv = ensure_uv(python)
        stamps.clear("python")
        with doing("Python packages"):
            env = tools.environment() | {"UV_PYTHON": python}
            tools.run("uv-sync", [uv, "sync", "--frozen", "--project", ROOT], env=env)
        stamps.write("python", _python_stamp())


def _python_is_ready() -> bool:
    return PYTHON.exists() and stamps.holds("python", _python_stamp())


def _python_stamp() -> str:
    """The lock, and the interpreter that `.venv` points to (an upgrade of it makes everything anew)."""
    return stamps.fingerprint([ROOT / "uv.lock", ROOT / "pyproject.toml"], os.path.realpath(PYTHON))


def suitable_python() -> str:
    """The running interpreter, or another on PATH when this one is too new for the locked packages."""
    if OLDEST <= sys.version_info[:2] < TOO_NEW:
        return _with_venv(tools.base_python())
    for minor in range(TOO_NEW[1] - 1, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return _with_venv(found)
    raise Problem(
        f"TOH Tracker needs Python 3.{OLDEST[1]} to 3.{TOO_NEW[1] - 1}; this is {sys.version.split()[0]}.\n"
        "Install one of them (Debian 12: sudo apt-get install python3 python3-venv), then try again."
    )


def _with_venv(python: str) -> str:
    answer = subprocess.run([python, "-c", "import venv, ensurepip"], capture_output=True, text=True, check=False)
    if answer.returncode:
        raise Problem(
            f"{python} comes without its `venv` module, which makes the project's environment.\n"
            "On Debian or Ubuntu: sudo apt-get install python3-venv"
        )
    return python


def ensure_uv(python: str) -> Path:
    """uv, pinned by hash, in an environment of its own: `uv sync` would remove it from `.venv`."""
    return _ensure_wheel("uv", python, "Package installer (uv)")


def _ensure_wheel(name: str, python: str, what: str) -> Path:
    home = TOOLS / name
    program = home / "bin" / name
    pins = HERE / f"{name}.txt"
    wanted = stamps.fingerprint([pins])
    if program.exists() and stamps.holds("stamp", wanted, home):
        return program
    with doing(what):
        tools.run(f"{name}-venv", [python, "-m", "venv", "--clear", home])
        install: list[str | Path] = [
            home / "bin" / "python",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "-r",
            pins,
        ]
        tools.run(f"{name}-install", install)
    stamps.write("stamp", wanted, home)
    return program


def ensure_clients(project: Path, home: Path) -> str:
    """FHIR clients by other hands, in an environment of their own. Answers why they are not there, or ""."""
    wanted = stamps.fingerprint([project / "uv.lock"], os.path.realpath(PYTHON))
    if (home / "bin" / "python").exists() and stamps.holds("clients", wanted):
        return ""
    try:
        uv = ensure_uv(suitable_python())
        stamps.clear("clients")
        with doing("FHIR clients by other hands"):
            env = tools.environment() | {"UV_PYTHON": suitable_python(), "UV_PROJECT_ENVIRONMENT": str(home)}
            tools.run("uv-sync-clients", [uv, "sync", "--frozen", "--project", project], env=env)
    except Problem as problem:
        return f"not installed: {str(problem).splitlines()[0]}"
    stamps.write("clients", wanted)
    return ""


# --- Node and the front end ---------------------------------------------------------------------------


def node_is_enough(version: str) -> bool:
    """What Vite asks for: 20.19 and later of 20, 22.12 and later of 22, and everything newer."""
    try:
        major, minor = (int(part) for part in version.strip().removeprefix("v").split(".")[:2])
    except ValueError:
        return False
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


def node_environment() -> dict[str, str]:
    """The set-up's variables with a good enough `node` and `npm` first on PATH; fetched when missing."""
    env = tools.environment()
    node, npm = shutil.which("node"), shutil.which("npm")
    version = ""
    if node and npm:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False, env=env)
        version = answer.stdout
    if node and npm and node_is_enough(version):
        folder = Path(node).parent
    else:
        folder = TOOLS / "node" / "bin"
        if not (folder / "npm").exists():
            have = f"Node {version.strip()} is here, but" if version.strip() else "Node is not installed:"
            say(f"  {have} the front end needs {NODE_TEXT}; fetching one for this checkout only.")
        try:
            _ensure_wheel("node", suitable_python(), "Node")
        except Problem as problem:
            raise Problem(
                f"{problem}\n\nOr install {NODE_TEXT} and npm yourself, then run the command again."
            ) from None
    env["PATH"] = f"{folder}{os.pathsep}{env.get('PATH', os.defpath)}"
    return env


def ensure_packages(
    folder: Path = FRONTEND, stamp: str = "node", what: str = "JavaScript packages"
) -> dict[str, str]:
    """`node_modules` in `folder` as the lock there says. Answers the variables to run its tools with."""
    env = node_environment()
    wanted = stamps.fingerprint(folder / name for name in ("package.json", "package-lock.json", ".npmrc"))
    if not ((folder / "node_modules").is_dir() and stamps.holds(stamp, wanted)):
        stamps.clear(stamp)
        with doing(what):
            tools.run(f"npm-ci-{stamp}", ["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, env=env)
        stamps.write(stamp, wanted)
    return env


def ensure_frontend(*, packages: bool = False) -> None:
    """`frontend/dist` as its sources say; with `packages` also `node_modules`, for its own tests."""
    if _frontend_is_built() and not packages:
        return
    with only_one():
        env = ensure_packages()
        # Looked at again: to build once more would pull the files from under a product that another process has started.
        if _frontend_is_built():
            return
        stamps.clear("dist")
        with doing("Front end"):
            tools.run("npm-build", ["npm", "run", "build"], cwd=FRONTEND, env=env)
        if not (DIST / "index.html").is_file():
            raise Problem(f"The front end was built, but {DIST / 'index.html'} is not there.")
        # Measured again: the build may have written generated sources.
        stamps.write("dist", stamps.fingerprint(stamps.frontend_sources()))


def _frontend_is_built() -> bool:
    return (DIST / "index.html").is_file() and stamps.holds("dist", stamps.fingerprint(stamps.frontend_sources()))
