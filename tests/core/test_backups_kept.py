"""Backups by themselves: named by their moment, tried, and the newest of days, weeks and months kept."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from backend.core import clock
from backend.core.backup import box, kept
from backend.core.tasks import backup

ROOT = Path(__file__).parents[2]


def test_after_two_years_of_nights_days_weeks_and_months_are_there():
    night, files = datetime(2025, 1, 1, 2, 30, tzinfo=UTC), []
    for number in range(730):
        files.append(Path("/b") / kept.name_at(night + timedelta(days=number)))
        gone = set(kept.to_remove(files))
        files = [file for file in files if file not in gone]
        assert len(files) <= 7 + 5 + 12
    days = [kept.made_at(file).date().isoformat() for file in files]
    assert days[-7:] == [f"2026-12-{day}" for day in range(25, 32)]
    assert "2026-12-20" in days  # the last night of its week
    assert [day for day in days if day < "2026-11-15"] == [
        "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31",
        "2026-09-30", "2026-10-31",
    ]  # fmt: skip


def test_files_of_others_are_left_alone_and_several_of_a_day_become_one():
    day = datetime(2026, 3, 1, tzinfo=UTC)
    ours = [Path(kept.name_at(day + timedelta(hours=hour))) for hour in range(5)]
    assert (
        kept.to_remove([*ours, Path("notes.txt"), Path("toh-x.backup"), Path("toh-2026-01-31.backup")]) == ours[3::-1]
    )
    assert kept.to_remove([]) == []


@pytest.mark.django_db
def test_the_old_ones_go_only_after_the_new_one_was_tried(tmp_path, settings, monkeypatch):
    settings.BACKUP_KEY, settings.BACKUP_FOLDER = box.new_key(), tmp_path / "backups"
    settings.BACKUP_FOLDER.mkdir()
    today = datetime(2026, 3, 1, 1, tzinfo=UTC)
    old = settings.BACKUP_FOLDER / kept.name_at(today)
    old.write_bytes(b"x")

    def fails(path):
        raise RuntimeError("cannot be restored")

    monkeypatch.setattr(
        "backend.core.management.commands.backup.archive.write", lambda file, key: file.write_bytes(b"n") and {}
    )
    monkeypatch.setattr("backend.core.management.commands.backup.restored_elsewhere", fails)
    with clock.moved_to(today + timedelta(hours=1)):
        assert not backup.apply().successful()
        assert old.exists()
        monkeypatch.setattr("backend.core.management.commands.backup.restored_elsewhere", lambda path: "fine")
    with clock.moved_to(today + timedelta(hours=2)):
        call_command("backup", into=settings.BACKUP_FOLDER, verbosity=0)
    assert [file.name for file in settings.BACKUP_FOLDER.iterdir()] == [kept.name_at(today + timedelta(hours=2))]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze on this machine")
def test_the_units_of_systemd_say_nothing_that_it_does_not_know(tmp_path):
    """`systemd-analyze verify` ends with 0 on unknown keys: any word of it is a failure."""
    units = sorted((ROOT / "deploy" / "systemd").iterdir())
    assert len(units) == 7
    for unit in units:
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/toh", str(ROOT)))
    asked = ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in units)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
