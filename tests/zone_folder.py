"""A folder of zone data as an operating system has them: of any version, with the rules that a test needs."""

import shutil
from pathlib import Path

import tzdata

PACKAGE = Path(tzdata.__file__).parent / "zoneinfo"
# As they were until 2026: what Debian 12 has installed (2025b) says of these five.
RULES_OF_2025 = {
    "America/Vancouver": "PST8PDT,M3.2.0,M11.1.0",
    "America/Edmonton": "MST7MDT,M3.2.0,M11.1.0",
    "America/Winnipeg": "CST6CDT,M3.2.0,M11.1.0",
    "America/Havana": "CST5CDT,M3.2.0/0,M11.1.0/1",
    "Africa/Casablanca": "<+01>-1",  # its months of fasting left out
}


def tzif(rule: str) -> bytes:
    """A zone file (RFC 8536) without any transition of the past: the rule in its footer holds for all time."""
    counts = [0, 0, 0, 0, 1, 4]  # isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt
    header = b"TZif2" + bytes(15) + b"".join(number.to_bytes(4, "big") for number in counts)
    block = bytes(4) + b"\0" + b"\0" + b"LMT\0"
    return header + block + header + block + b"\n" + rule.encode() + b"\n"


def zone_folder(folder: Path, version: str, rules: dict[str, str]) -> Path:
    """All of the package's zones, called `version`, with `rules` in the place of some."""
    shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (folder / "tzdata.zi").write_text(f"# version {version}\n")
    for zone, rule in rules.items():
        (folder / zone).write_bytes(tzif(rule))
    return folder
