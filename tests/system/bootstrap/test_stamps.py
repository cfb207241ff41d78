"""A step is skipped exactly while its inputs are unchanged and it was completed."""

import contextlib
import multiprocessing
import time
from pathlib import Path

import pytest

from toh_tracker.dev import environment, settings_table, stamps, steps
from toh_tracker.dev.locking import only_one
from toh_tracker.dev.steps import Outcome, Step


def test_a_changed_missing_or_renamed_file_changes_the_fingerprint(tmp_path):
    lock = tmp_path / "lock"
    missing = stamps.fingerprint([lock])
    lock.write_text("one")
    one = stamps.fingerprint([lock])
    lock.write_text("two")
    two = stamps.fingerprint([lock])
    lock.rename(tmp_path / "other")
    renamed = stamps.fingerprint([tmp_path / "other"])
    assert len({missing, one, two, renamed, stamps.fingerprint([lock], "3.12")}) == 5


def test_the_order_of_the_files_does_not_matter(tmp_path):
    files = [tmp_path / "a", tmp_path / "b"]
    for path in files:
        path.write_text(path.name)
    assert stamps.fingerprint(files) == stamps.fingerprint(reversed(files))


def test_a_stamp_holds_until_it_is_cleared_or_its_value_differs(tmp_path):
    assert not stamps.holds("python", "x", tmp_path)
    stamps.write("python", "x", tmp_path)
    assert stamps.holds("python", "x", tmp_path)
    assert not stamps.holds("python", "y", tmp_path)
    stamps.clear("python", tmp_path)
    assert not stamps.holds("python", "x", tmp_path)


def test_the_front_ends_sources_leave_out_what_is_made_from_them(tmp_path):
    for name in ("src/app.tsx", "src/paraglide/made.js", "dist/index.html", "node_modules/x/y.js", "a.json"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    found = {str(path.relative_to(tmp_path)) for path in stamps.frontend_sources(tmp_path)}
    assert found == {"src/app.tsx", "a.json"}


def _hold(path: Path, started, seconds: float) -> None:
    with only_one(path):
        started.set()
        time.sleep(seconds)


def test_a_second_set_up_waits_for_the_first(tmp_path, capfd):
    spawn = multiprocessing.get_context("spawn")
    started = spawn.Event()
    first = spawn.Process(target=_hold, args=(tmp_path / "lock", started, 0.5))
    first.start()
    assert started.wait(20)
    began = time.monotonic()
    with only_one(tmp_path / "lock"):
        waited = time.monotonic() - began
    first.join()
    assert waited > 0.2
    assert "waiting for it" in capfd.readouterr().err


def test_who_waited_for_another_set_up_does_not_build_the_front_end_again(tmp_path, monkeypatch):
    built: list[str] = []

    @contextlib.contextmanager
    def after_another():
        built.append("by the other")
        yield

    monkeypatch.setattr(environment, "DIST", tmp_path)
    monkeypatch.setattr(environment, "only_one", after_another)
    monkeypatch.setattr(environment, "ensure_packages", dict)
    monkeypatch.setattr(environment.tools, "run", lambda name, *_, **__: built.append(name))
    monkeypatch.setattr(environment.stamps, "holds", lambda *_: bool(built))
    monkeypatch.setattr(environment.stamps, "clear", lambda *_: None)
    monkeypatch.setattr(environment.stamps, "write", lambda *_: None)
    (tmp_path / "index.html").touch()
    environment.ensure_frontend()
    assert built == ["by the other"]


def test_a_step_passes_fails_or_is_skipped_with_a_reason(tmp_path):
    def outcome(step: Step) -> tuple[str, str]:
        done = steps.carry_out(step, log=tmp_path / "log")
        return done.result, done.why

    assert outcome(Step("good", ["true"])) == ("passed", "")
    assert outcome(Step("bad", ["false"])) == ("failed", "exit code 1")
    assert outcome(Step("none", skip="no Chromium")) == ("skipped", "no Chromium")
    assert outcome(Step("drift", ["true"], after=lambda: "renew it")) == ("failed", "renew it")


def test_what_a_step_leaves_running_is_ended(tmp_path):
    began = time.monotonic()
    command = ["sh", "-c", f"(sleep 2; touch {tmp_path}/late) & exit 0"]
    assert steps.carry_out(Step("leaky", command), log=tmp_path / "log").result == "passed"
    assert time.monotonic() - began < 2
    time.sleep(2.2)
    assert not (tmp_path / "late").exists()


def test_the_table_names_every_step_and_counts_them():
    told = steps.table([Outcome("lint", 1, "passed"), Outcome("browser", 0, "skipped", "no Chromium")], 1.0)
    assert "browser" in told
    assert "(no Chromium)" in told
    assert told.endswith("verify: 1 passed, 0 failed, 1 skipped")


def test_every_setting_in_the_code_is_in_the_committed_table():
    page = settings_table.page(settings_table.found_in_code())
    assert "| `DATABASE_URL` ¹ |" in page
    assert settings_table.PAGE.read_text() == page


@pytest.mark.parametrize(
    ("code", "default"),
    [
        ('env.str("X", default="")', "empty"),
        ('env.int("X", default=1 if PRODUCTION else 0)', "`1` in production, else `0`"),
        ('env.list("X", default=["a", "b"])', "`a`, `b`"),
        ('_secret("X", "")', "empty"),
    ],
)
def test_defaults_are_read_from_the_code(tmp_path, code, default):
    (tmp_path / "settings.py").write_text(f"X = {code}\n")
    (found,) = settings_table.read(tmp_path / "settings.py")
    assert (found.name, found.default) == ("X", default)
