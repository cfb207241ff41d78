"""The newest zone data are used, whoever has them; which they are is told, and that they are old."""

import re
import subprocess
import tomllib
import zoneinfo
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import tzdata
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from backend.core import clock, zonedata
from backend.core.zonedata import in_order
from backend.reminders.serializers import StaffWishesSerializer
from tests.zone_folder import PACKAGE, RULES_OF_2025, zone_folder

WINTER = datetime(2026, 12, 1, 17, tzinfo=UTC)
SUMMER = datetime(2027, 7, 1, 17, tzinfo=UTC)
# IANA's NEWS of 2026a to 2026f, by hand: hours ahead of UTC in winter and in summer.
CHANGED_IN_2026 = {
    "America/Vancouver": (-7, -7),
    "America/Edmonton": (-6, -6),
    "America/Winnipeg": (-5, -5),
    "America/Havana": (-4, -4),
    "Africa/Casablanca": (0, 0),
}


def hours(zone, moment):
    return moment.astimezone(clock.zone(zone)).utcoffset() / timedelta(hours=1)


@pytest.fixture
def system(tmp_path, monkeypatch):
    """Put zone data into the place of the operating system's."""

    def give(version, rules=RULES_OF_2025):
        folder = zone_folder(tmp_path / version, version, rules)
        monkeypatch.setattr(zonedata, "_SYSTEM", (str(folder),))
        return zonedata.use_newest()

    yield give
    monkeypatch.undo()
    zonedata.use_newest()


def test_the_zones_that_changed_in_2026_are_right_beside_an_old_system(system):
    assert system("2025b").origin == zonedata.PACKAGE
    found = {zone: (hours(zone, WINTER), hours(zone, SUMMER)) for zone in CHANGED_IN_2026}
    assert found == CHANGED_IN_2026


def test_a_newer_system_wins_over_the_package(system):
    data = system("2031a", {"Europe/Lisbon": "XXX-5"})
    assert (data.version, Path(data.origin).name) == ("2031a", "2031a")
    assert hours("Europe/Lisbon", WINTER) == 5
    assert hours("America/Vancouver", WINTER) == -7


def test_data_that_are_renewed_under_a_running_process_are_taken(system, tmp_path, monkeypatch):
    system("2025b")
    assert hours("Europe/Lisbon", WINTER) == 0
    (tmp_path / "2025b" / "tzdata.zi").write_text("# version 2031a\n")
    (tmp_path / "2025b" / "Europe" / "Lisbon").write_bytes((PACKAGE / "Asia" / "Tokyo").read_bytes())
    assert hours("Europe/Lisbon", WINTER) == 0  # looked at a moment ago
    monkeypatch.setattr(zonedata, "LOOK_AGAIN_S", -1)
    assert hours("Europe/Lisbon", WINTER) == 9
    assert zonedata.version() == "2031a"


def test_without_any_data_of_the_system_the_package_is_there(monkeypatch, tmp_path):
    monkeypatch.setattr(zonedata, "_SYSTEM", (str(tmp_path),))
    assert zonedata.candidates() == [zonedata.ZoneData(tzdata.IANA_VERSION, zonedata.PACKAGE, str(PACKAGE))]


def test_versions_in_their_order():
    told = ["", "rubbish", "1999j", "2025b", "2025b-rearguard", "2025z", "2025za", "2026a"]
    orders = [in_order(version) for version in told]
    assert orders == sorted(orders)
    assert in_order("2025b") < in_order("2025c") < in_order("2026a")
    assert in_order("2025b-2-gabc") == in_order("2025b")


def test_a_folder_that_does_not_say_its_version_is_older_than_all(tmp_path):
    assert zonedata.version_in(tmp_path) == ""
    (tmp_path / "tzdata.zi").write_bytes(b"\xff\xfe")
    assert zonedata.version_in(tmp_path) == ""
    (tmp_path / "+VERSION").write_text("2026f\n")
    assert zonedata.version_in(tmp_path) == "2026f"
    nameless = zonedata.ZoneData("", "/x", "/x")
    assert zonedata.newest([nameless, zonedata.ZoneData("2024a", "/y", "/y")]).version == "2024a"
    assert nameless.is_old(date(2026, 1, 1))


def test_the_release_day_of_the_locked_package_is_known():
    """Whoever renews `tzdata` in the lock adds its day to RELEASED."""
    lock = tomllib.loads((settings.BASE_DIR / "uv.lock").read_text())
    (package,) = (one for one in lock["package"] if one["name"] == "tzdata")
    uploaded = package["sdist"]["upload-time"]
    uploaded = uploaded.date() if isinstance(uploaded, datetime) else date.fromisoformat(uploaded[:10])
    assert timedelta(0) <= uploaded - zonedata.RELEASED[tzdata.IANA_VERSION] < timedelta(days=10)
    assert zonedata.version_in(PACKAGE) == tzdata.IANA_VERSION


def test_the_age_of_known_and_of_later_versions():
    today = date(2026, 11, 30)

    def of(version):
        return zonedata.ZoneData(version, "", "")

    assert of("2026f").age_days(today) == 33
    assert of("2025b").age_days(today) == 618
    assert of("2027a").age_days(date(2027, 3, 1)) == 59  # not known yet: at most since the year began
    assert of("2026g").age_days(today) == 33
    assert (of("2026f").is_old(today), of("2025b").is_old(today)) == (False, True)
    assert not of("2026f").is_old(date(2026, 10, 28) + timedelta(days=183))
    assert of("2026f").is_old(date(2026, 10, 28) + timedelta(days=184))


def test_which_data_are_in_use_is_told_and_that_they_are_old(db, system, monkeypatch):
    from toh_tracker.dev import up

    with clock.moved_to(datetime(2026, 11, 30, tzinfo=UTC)):
        told = Client().get("/readyz").json()["checks"]["zone_data"]
        assert told["ok"]
        assert (told["limit"], told["unit"]) == (183, "days")
        monkeypatch.setattr(zonedata, "_package_folder", lambda: None)
        system("2025b")
        told = Client().get("/readyz").json()["checks"]["zone_data"]
        assert told["ok"]  # the work goes on
        assert told["figure"] == 618
        assert told["why"].startswith("2025b (/")
        assert "older than 183 days" in told["why"]
        text = Client().get("/metrics").content.decode()
    assert re.search(r'toh_zone_data_info\{origin="/.*2025b",version="2025b"\} 1\.0', text)
    assert "toh_zone_data_age_days 618.0" in text
    assert up.zone_data().startswith("zone data  2025b (/")
    assert "OLD" in up.zone_data()


@pytest.mark.parametrize(
    "name", ["localtime", "posixrules", "Factory", "posix/Europe/Lisbon", "../etc", "x" * 300, ""]
)
def test_what_is_no_zone_is_refused_wherever_one_is_chosen(db, name):
    with pytest.raises(ValueError, match="no time zone"):
        clock.zone(name)
    with pytest.raises(CommandError, match="timezone"):
        call_command("found_clinic", "A", administrator="a@example.org", timezone=name)
    chosen = StaffWishesSerializer(data={"timezone": name})
    assert chosen.is_valid() == (name == "")  # empty: the clinic's


def test_nothing_else_makes_a_zone_or_asks_a_database_for_a_local_day():
    """One way only: whatever brings zone data of its own would one day contradict it."""
    found = []
    for path in sorted((settings.BASE_DIR / "backend").rglob("*.py")):
        text = path.read_text()
        other = re.search(
            r"\bZoneInfo\(|available_timezones|\bpytz\b|dateutil\.tz|localdate\(|localtime\(|AT TIME ZONE '(?!UTC')|"
            r"\bTrunc(?:Date|Day|Week|Month)\b|__date\b",
            text,
        )
        if other:
            found.append((path.relative_to(settings.BASE_DIR).as_posix(), other[0]))
    assert found == [
        ("backend/core/clock.py", "ZoneInfo("),
        ("backend/guidance/engine.py", "ZoneInfo("),  # knows nothing of ours; the data are the process's
    ]


ZONES = [
    *CHANGED_IN_2026, "Europe/Lisbon", "Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Athens",
    "Europe/Istanbul", "Europe/Chisinau", "Africa/Cairo", "Africa/El_Aaiun", "Africa/Johannesburg", "Africa/Lagos",
    "America/New_York", "America/Chicago", "America/Phoenix", "America/Los_Angeles", "America/St_Johns",
    "America/Sao_Paulo", "America/Santiago", "America/Asuncion", "America/Mexico_City", "America/Caracas",
    "America/Nuuk", "Asia/Tehran", "Asia/Jerusalem", "Asia/Beirut", "Asia/Gaza", "Asia/Kolkata", "Asia/Kathmandu",
    "Asia/Almaty", "Asia/Tokyo", "Asia/Manila", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland",
    "Pacific/Chatham", "Pacific/Apia",
]  # fmt: skip
ZDUMP = "/usr/bin/zdump"


@pytest.fixture(scope="module")
def offsets():
    """When which offset begins in each zone, read from the package's files by the C library's own program."""
    files = [str(PACKAGE / zone) for zone in ZONES]
    told = subprocess.check_output([ZDUMP, "-v", "-c", "1850,2029", *files], text=True)
    found = {zone: [] for zone in ZONES}
    for line in told.splitlines():
        match = re.match(r"(\S+) +(\w+ \w+ +\d+ [\d:]+ \d+) UT = .* gmtoff=(-?\d+)$", line)
        if match:
            at = datetime.strptime(match[2], "%a %b %d %H:%M:%S %Y").replace(tzinfo=UTC)
            found[match[1].removeprefix(f"{PACKAGE}/")].append((at, int(match[3])))
    return found


@pytest.mark.parametrize("system_has", ["2025b", "2031a", "none"])
def test_nine_in_the_morning_in_forty_zones_for_fourteen_months(system, offsets, system_has, monkeypatch, tmp_path):
    """Against the C library's reading of the newest files: the product's moment shows nine on the clocks there."""
    from backend.reminders.timing import MORNING, moment

    assert len(ZONES) >= 40
    if system_has == "none":
        monkeypatch.setattr(zonedata, "_SYSTEM", (str(tmp_path),))
        zonedata.use_newest()
    else:
        system(system_has, RULES_OF_2025 if system_has == "2025b" else {})
    wrong = []
    for zone in ZONES:
        begins, seconds = zip(*offsets[zone], strict=True)
        for day in (date(2026, 11, 30) + timedelta(days=n) for n in range(426)):
            at = moment(day, MORNING, clock.zone(zone))
            shown = at + timedelta(seconds=seconds[bisect_right(begins, at) - 1])
            if (shown.date(), shown.time()) != (day, MORNING):
                wrong.append((zone, day, shown))
    assert wrong == []
    assert zoneinfo.TZPATH[0] == zonedata.current().folder
