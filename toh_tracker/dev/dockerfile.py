"""Carry out a Dockerfile's steps without a container engine: in a copy-on-write copy of this machine.

Each stage is an overlay over the machine's own files, entered by `chroot`; base images' programs are those of
this machine. Needs root and a mount namespace of its own (see `check_deploy`).
"""

from __future__ import annotations

import contextlib
import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from .say import Problem, doing

BASE_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# How this machine reaches its package registries; an engine would get them from its own configuration.
FROM_OUTSIDE = ("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "PIP_CERT", "HTTPS_PROXY", "https_proxy")


@dataclass
class Stage:
    """What the steps so far have made, and in which state they leave the next one."""

    root: Path
    base: str
    env: dict[str, str] = field(default_factory=lambda: {"PATH": BASE_PATH, "HOME": "/root"})
    workdir: str = "/"
    user: str = "0:0"
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)

    def inside(self, path: str) -> Path:
        """Where an absolute path of the image, or one below its working directory, lies outside."""
        return self.root / os.path.join(self.workdir, path).lstrip("/")

    def start(
        self,
        command: list[str],
        env: dict[str, str],
        *,
        user: str | None = None,
        hostname: str = "build",
        **more: object,
    ) -> subprocess.Popen[bytes]:
        """Start a command in the image as `user` ("uid:gid"), without any privilege that root would have."""
        uid, _, gid = (user or self.user).partition(":")
        drop = ["setpriv", "--reuid", uid, "--regid", gid or uid, "--clear-groups"]
        if uid != "0":
            drop += ["--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"]
        named = 'echo "$0" >/proc/sys/kernel/hostname && exec "$@"'
        entered = ["unshare", "--uts", "sh", "-c", named, hostname, "chroot", str(self.root), *drop]
        script = f'cd {shlex.quote(self.workdir)} && exec "$@"'
        return subprocess.Popen(  # type: ignore[call-overload, no-any-return]  # **more is subprocess's own
            [*entered, "/bin/sh", "-c", script, "sh", *command], env=env, stdin=subprocess.DEVNULL, **more
        )


def instructions(text: str) -> list[tuple[str, str]]:
    """(INSTRUCTION, rest) of every step; comments dropped, continued lines joined."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n", " ", "\n".join(lines))
    steps = (line.strip() for line in joined.splitlines())
    return [(word.upper(), rest.strip()) for word, _, rest in (step.partition(" ") for step in steps) if word]


def build(dockerfile: Path, context: Path, scratch: Path, target: str) -> Stage:
    """Carry out every stage up to and including `target`."""
    stages: dict[str, Stage] = {}
    stage: Stage | None = None
    for word, rest in instructions(dockerfile.read_text()):
        if word == "FROM":
            if target in stages:
                break
            base, _, name = rest.partition(" AS ")
            stage = stages[name] = Stage(_overlay(scratch / name), base)
            continue
        if stage is None:
            raise Problem(f"{dockerfile}: {word} before FROM")
        shown = doing(f"{next(reversed(stages))}: {word} {' '.join(rest.split())[:60]}")
        with shown if word == "RUN" else contextlib.nullcontext():
            _carry_out(stage, word, rest, stages, context, scratch)
    return stages[target]


def _carry_out(stage: Stage, word: str, rest: str, stages: dict[str, Stage], context: Path, scratch: Path) -> None:
    if word == "WORKDIR":
        stage.workdir = os.path.join(stage.workdir, rest)
        stage.inside("").mkdir(parents=True, exist_ok=True)
    elif word == "ENV":
        for pair in shlex.split(rest):
            name, _, value = pair.partition("=")
            stage.env[name] = re.sub(r"\$(\w+)", lambda found: stage.env.get(found[1], ""), value)
    elif word == "COPY":
        _copy(stage, rest, stages, context)
    elif word == "RUN":
        _run(stage, rest, scratch)
    elif word == "USER":
        stage.user = rest
    elif word == "CMD":
        stage.command = json.loads(rest)
    elif word == "HEALTHCHECK":
        stage.health = json.loads(rest[rest.index("[") :])
    elif word not in ("EXPOSE", "STOPSIGNAL", "LABEL", "ARG"):
        raise Problem(f"The Dockerfile has a step that is not known here: {word}")


def _run(stage: Stage, command: str, scratch: Path) -> None:
    log = scratch / "run.txt"
    outside = {name: os.environ[name] for name in FROM_OUTSIDE if name in os.environ}
    env = {"UV_SYSTEM_CERTS": "1", **outside, **stage.env}
    with log.open("wb") as out:
        code = stage.start(["/bin/sh", "-c", command], env, stdout=out, stderr=subprocess.STDOUT).wait()
    if code:
        said = "\n".join("    " + line for line in log.read_text(errors="replace").splitlines()[-25:])
        raise Problem(f"RUN {command}\n  ended with {code} and said:\n{said}")


def _copy(stage: Stage, rest: str, stages: dict[str, Stage], context: Path) -> None:
    words = rest.split()
    source_root, named = context, [word for word in words if not word.startswith("--")]
    for option in (word for word in words if word.startswith("--from=")):
        source_root = stages[option.partition("=")[2]].root
    *sources, target = named
    into = stage.inside(target)
    for source in sources:
        path = source_root / source.lstrip("/")
        if path.is_dir():  # its content, as Docker does
            shutil.copytree(path, into, symlinks=True, dirs_exist_ok=True)
        elif path.is_file():
            place = into / path.name if target.endswith("/") or len(sources) > 1 else into
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place)
        else:
            raise Problem(f"COPY {rest}: {source} is not in the build context (look at .dockerignore)")


def _overlay(folder: Path) -> Path:
    """A copy-on-write copy of this machine's files, with a `python` where the official image has one."""
    upper, work, merged = (folder / name for name in ("upper", "work", "merged"))
    for path in (upper, work, merged):
        path.mkdir(parents=True)
    options = f"lowerdir=/,upperdir={upper},workdir={work}"
    _mount("-t", "overlay", "overlay", "-o", options, str(merged))
    for name in ("proc", "dev"):
        _mount("--rbind", f"/{name}", str(merged / name))
    python = next((path for path in ("/usr/bin/python3.11", "/usr/bin/python3") if Path(path).exists()), None)
    for name in ("python", "python3") if python else ():
        link = merged / "usr/local/bin" / name
        link.unlink(missing_ok=True)
        link.symlink_to(str(python))
    return merged


def _mount(*arguments: str) -> None:
    answer = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if answer.returncode:
        raise Problem(f"mount {' '.join(arguments)}: {answer.stderr.strip()}")


def fill_context(files: list[str], root: Path, ignore: Path, into: Path) -> None:
    """Copy what `.dockerignore` lets through, as an engine would send it."""
    rules = [line.strip() for line in ignore.read_text().splitlines() if line.strip() and line[0] != "#"]
    for name in files:
        if sent(name, rules) and (root / name).is_file():
            target = into / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, target)


def sent(name: str, rules: list[str]) -> bool:
    """Does `.dockerignore` let this file through? The last rule that fits it or a folder above decides."""
    parts = name.split("/")
    above = ["/".join(parts[: end + 1]) for end in range(len(parts))]
    through = True
    for rule in rules:
        pattern = rule.removeprefix("!")
        patterns = [pattern, pattern.removeprefix("**/")]
        if any(fnmatch.fnmatchcase(path, one) for path in above for one in patterns):
            through = rule.startswith("!")
    return through
