"""Which IANA zone data this process computes with: the newer of the operating system's and the `tzdata` package.

Python by itself takes the operating system's wherever there are any, however old they are. `use_newest` puts the newer
ones in front for everything that asks `zoneinfo`; where both are of one version, the operating system's stay. Knows
nothing of Django: the settings call it before anything has asked for a zone.
"""

import importlib.util
import re
import time
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PACKAGE = "package tzdata"
# A zone's rules can change with a few weeks' notice: data older than this may be wrong somewhere. A limit of ours.
OLD_AFTER_DAYS = 183
LOOK_AGAIN_S = 60
# When IANA released each version (https://data.iana.org/time-zones/releases/): the data themselves carry no date.
RELEASED = {
    "2024a": date(2024, 2, 1),
    "2024b": date(2024, 9, 4),
    "2025a": date(2025, 1, 15),
    "2025b": date(2025, 3, 22),
    "2025c": date(2025, 12, 10),
    "2026a": date(2026, 3, 2),
    "2026b": date(2026, 4, 23),
    "2026c": date(2026, 7, 8),
    "2026d": date(2026, 9, 11),
    "2026e": date(2026, 9, 30),
    "2026f": date(2026, 10, 28),
}
# Where Python looks by itself (`PYTHONTZPATH`, else what it was built with), before anything here changed it.
_SYSTEM = tuple(zoneinfo.TZPATH)


@dataclass(frozen=True, slots=True)
class ZoneData:
    """`version` as IANA names it ("2026f"), empty when the data do not say; `origin`: a folder, or the package."""

    version: str
    origin: str
    folder: str

    @property
    def words(self) -> str:
        return f"{self.version or 'of an unknown version'} ({self.origin})"

    def age_days(self, today: date) -> int | None:
        """Days since its release. Of a version that this code does not know yet: at most so many; None: unknown."""
        if self.version in RELEASED:
            return (today - RELEASED[self.version]).days
        if not self.version:
            return None
        earlier = [day for version, day in RELEASED.items() if in_order(version) < in_order(self.version)]
        return (today - max([date(in_order(self.version)[0], 1, 1), *earlier])).days

    def is_old(self, today: date) -> bool:
        age = self.age_days(today)
        return age is None or age > OLD_AFTER_DAYS


def in_order(version: str) -> tuple[int, str]:
    """What versions are compared by: 1999j < 2025b < 2025c < 2026a; what is no version comes before all."""
    found = re.match(r"(\d{4})([a-z]*)", version)
    return (int(found[1]), found[2]) if found else (0, "")


def version_in(folder: Path) -> str:
    """The version of the zone files in `folder`; empty when nothing there tells it."""
    for name, pattern in (("tzdata.zi", r"# version (\S+)"), ("+VERSION", r"(\S+)")):
        try:
            with (folder / name).open() as file:
                found = re.match(pattern, file.readline())
        except (OSError, UnicodeDecodeError):
            continue
        if found:
            return found[1]
    return ""


def candidates() -> list[ZoneData]:
    """All data at hand, the operating system's first."""
    found = []
    system = next((Path(folder) for folder in _SYSTEM if (Path(folder) / "UTC").exists()), None)
    if system:
        found.append(ZoneData(version_in(system), str(system), str(system)))
    package = _package_folder()
    if package:
        found.append(ZoneData(version_in(package), PACKAGE, str(package)))
    return found


def _package_folder() -> Path | None:
    spec = importlib.util.find_spec("tzdata")
    return Path(spec.origin).parent / "zoneinfo" if spec and spec.origin else None


def newest(found: Iterable[ZoneData]) -> ZoneData:
    """The one with the latest version; of equal ones the first."""
    return max(found, key=lambda data: in_order(data.version), default=ZoneData("", "nowhere", ""))


_current: ZoneData | None = None
_looked_at = 0.0
_generation = 0


def use_newest() -> ZoneData:
    """Let `zoneinfo` read the newest data, also when they were renewed under a running process."""
    global _current, _looked_at, _generation
    _looked_at = time.monotonic()
    found = newest(candidates())
    if found != _current:
        # A zone that the newest data do not have may still be in the other ones.
        zoneinfo.reset_tzpath(to=[folder for folder in dict.fromkeys((found.folder, *_SYSTEM)) if folder])
        zoneinfo.ZoneInfo.clear_cache()
        _current = found
        _generation += 1
    return found


def current() -> ZoneData:
    """The data in use. Looks once a minute whether newer ones have come."""
    if _current is None or time.monotonic() - _looked_at > LOOK_AGAIN_S:
        return use_newest()
    return _current


def version() -> str:
    return current().version


def generation() -> int:
    """Grows when the data change: zones made before are not to be used any more."""
    current()
    return _generation
