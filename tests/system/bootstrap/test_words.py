"""What a person reads when something is missing: plain words, and what to do about it."""

import argparse
import socket
import sys
from pathlib import Path

import pytest

from toh_tracker.dev import environment, ports, tools, up
from toh_tracker.dev.say import Problem

pytestmark = pytest.mark.enable_socket


def test_a_taken_port_is_named_with_the_flag_that_helps():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Problem) as told:
            ports.require_free("127.0.0.1", port)
    assert f"Port {port} is in use" in str(told.value)
    assert f"--port {port + 1}" in str(told.value)


def test_a_free_port_is_no_problem():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    ports.require_free("127.0.0.1", port)


def test_a_foreign_address_is_named_with_the_flag_that_helps():
    with pytest.raises(Problem, match=r"--host 192\.0\.2\.7 is not an address of this machine"):
        ports.require_free("192.0.2.7", 8000)


@pytest.mark.parametrize("port", ["0", "65536", "web", "-1", "80.5"])
def test_a_port_that_is_none_is_refused(port, capsys):
    with pytest.raises(SystemExit):
        up.options(["--port", port])
    assert "a port is a number from 1 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("version", "enough"),
    [
        ("v20.19.0", True),
        ("v20.18.3", False),
        ("v18.20.4", False),
        ("v21.7.3", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.1.0", True),
        ("", False),
        ("node: not found", False),
    ],
)
def test_which_node_is_new_enough(version, enough):
    assert environment.node_is_enough(version) is enough


def test_an_old_or_too_new_python_is_told_which_ones_will_do(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 15, 0))
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    with pytest.raises(Problem, match=r"needs Python 3\.11 to 3\.13"):
        environment.suitable_python()


def test_the_newest_suitable_python_on_the_path_is_taken(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 15, 0))
    known = {"python3.12": sys.executable, "python3.11": "/nowhere/python3.11"}
    monkeypatch.setattr(environment.shutil, "which", known.get)
    assert environment.suitable_python() == sys.executable


def test_a_python_without_venv_is_told_the_package(tmp_path):
    crippled = tmp_path / "python3"
    crippled.write_text("#!/bin/sh\nexit 1\n")
    crippled.chmod(0o755)
    with pytest.raises(Problem, match="apt-get install python3-venv"):
        environment._with_venv(str(crippled))


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("error: dns error: failed to lookup address information", "could not be reached"),
        ("npm error code EAI_AGAIN", "could not be reached"),
        ("cause: invalid peer certificate: UnknownIssuer", "certificate is not trusted"),
        ("npm error ENOSPC: no space left on device", "The disk is full"),
        ("SyntaxError in vite.config.ts", "A step of the set-up failed"),
    ],
)
def test_a_failed_step_says_what_it_means_and_what_it_said(output, words):
    told = tools.explain(["/x/.tools/uv/bin/uv", "sync"], 2, output, Path("log.txt"))
    assert words in told
    assert output in told
    assert "uv sync (exit code 2)" in told


def test_a_failing_tool_is_told_with_its_last_lines(tmp_path, monkeypatch):
    monkeypatch.setattr(tools, "TOOLS", tmp_path)
    with pytest.raises(Problem, match="the oven is cold"):
        tools.run("bake", [sys.executable, "-c", "print('the oven is cold'); raise SystemExit(3)"])
    assert "the oven is cold" in (tmp_path / "log" / "bake.txt").read_text()


def test_a_tool_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(tools, "TOOLS", tmp_path)
    with pytest.raises(Problem, match="no-such-tool"):
        tools.run("none", [tmp_path / "no-such-tool"])


def test_tools_get_a_home_they_can_write_to(tmp_path, monkeypatch):
    monkeypatch.setattr(tools, "TOOLS", tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "missing"))
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    given = tools.environment()
    assert Path(given["HOME"]).is_dir()
    assert "PYTHONPATH" not in given
    assert given["UV_PYTHON_DOWNLOADS"] == "never"


def test_the_demo_is_refused_with_production_settings(monkeypatch):
    monkeypatch.setenv("TOH_ENV", "production")
    monkeypatch.setattr(up, "require_free", lambda host, port: None)
    with pytest.raises(Problem, match="--no-demo"):
        up.look_first(up.options([]))
    up.look_first(up.options(["--no-demo"]))


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "http://127.0.0.1:81"), ("0.0.0.0", "http://127.0.0.1:81"), ("::1", "http://[::1]:81")],
)
def test_the_printed_address_can_be_opened(host, shown):
    assert up.address(argparse.Namespace(host=host, port=81)) == shown


def test_every_process_has_its_line_and_workers_have_their_own_names():
    told = up.commands(up.options(["--workers", "2", "--port", "8123"]))
    assert list(told) == ["web", "worker1", "worker2", "beat"]
    names = [command[command.index("-n") + 1] for name, command in told.items() if name.startswith("worker")]
    assert len(set(names)) == 2
    assert "127.0.0.1:8123" in told["web"]
