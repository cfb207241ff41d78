#!/usr/bin/env bash
# Two files, one TZID, two definitions: Python's readers of calendars keep the first file's zone for the second.
#
# A VTIMEZONE defines its TZID for its own calendar object (RFC 5545, 3.6.5); Outlook writes every zone that it cannot name
# as "Customized Time Zone". icalendar 7.3.2 and vobject 0.9.9 remember the definition by TZID for the life of the process,
# and read a later file that defines it otherwise with the earlier one's offset: a visit at 9:00 in New York is put at
# 9:00 in Berlin, or the other way round, as the files happened to come. Nothing is raised. Each file is read right in a
# process of its own. icalendar forgets after `tzp.use_default()`; ical.js 2.2.1, given each file's own zone, is right.
#
# Needs: python3 with venv, node 20 or newer, and the two package registries.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check icalendar==7.3.2 vobject==0.9.9
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1

cat > read.py <<'PY'
import datetime as dt
import sys

import vobject
from icalendar import Calendar
from icalendar.timezone import tzp


def file(offset):
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//finding//EN", "BEGIN:VTIMEZONE", "TZID:Customized Time Zone",
         "BEGIN:STANDARD", "DTSTART:16010101T000000", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", "END:STANDARD",
         "END:VTIMEZONE", "BEGIN:VEVENT", "UID:visit", "DTSTAMP:20260101T000000Z",
         "DTSTART;TZID=Customized Time Zone:20260112T090000", "END:VEVENT", "END:VCALENDAR", ""]
    )


def utc(moment):
    return moment.astimezone(dt.timezone.utc).strftime("%H:%M")


def icalendar_reads(offset):
    return utc(Calendar.from_ical(file(offset)).walk("VEVENT")[0].decoded("DTSTART"))


def vobject_reads(offset):
    return utc(vobject.readOne(file(offset)).vevent.dtstart.value)


how, offsets = sys.argv[1], sys.argv[2:]
for place, offset in enumerate(offsets, 1):
    if how == "forgetful":
        tzp.use_default()
        print(f"icalendar, forgetting before: file {place} ({offset}) {icalendar_reads(offset)}")
        continue
    print(f"icalendar: file {place} of {len(offsets)} ({offset}) {icalendar_reads(offset)}")
    print(f"vobject: file {place} of {len(offsets)} ({offset}) {vobject_reads(offset)}")
PY
cat > read.mjs <<'JS'
import ICAL from "ical.js";
for (const [place, offset] of ["+0100", "-0500"].entries()) {
  const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//finding//EN", "BEGIN:VTIMEZONE", "TZID:Customized Time Zone",
    "BEGIN:STANDARD", "DTSTART:16010101T000000", `TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`, "END:STANDARD",
    "END:VTIMEZONE", "BEGIN:VEVENT", "UID:visit", "DTSTAMP:20260101T000000Z",
    "DTSTART;TZID=Customized Time Zone:20260112T090000", "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
  const root = new ICAL.Component(ICAL.parse(text));
  const start = root.getFirstSubcomponent("vevent").getFirstPropertyValue("dtstart");
  console.log(`ical.js: file ${place + 1} of 2 (${offset}) ${start.toJSDate().toISOString().slice(11, 16)}`);
}
JS
{
  env/bin/python read.py one +0100
  env/bin/python read.py one -0500
  env/bin/python read.py two +0100 -0500
  env/bin/python read.py two -0500 +0100
  env/bin/python read.py forgetful +0100 -0500
  node read.mjs
} > seen
cat > expected <<'TXT'
icalendar: file 1 of 1 (+0100) 08:00
vobject: file 1 of 1 (+0100) 08:00
icalendar: file 1 of 1 (-0500) 14:00
vobject: file 1 of 1 (-0500) 14:00
icalendar: file 1 of 2 (+0100) 08:00
vobject: file 1 of 2 (+0100) 08:00
icalendar: file 2 of 2 (-0500) 08:00
vobject: file 2 of 2 (-0500) 08:00
icalendar: file 1 of 2 (-0500) 14:00
vobject: file 1 of 2 (-0500) 14:00
icalendar: file 2 of 2 (+0100) 14:00
vobject: file 2 of 2 (+0100) 14:00
icalendar, forgetting before: file 1 (+0100) 08:00
icalendar, forgetting before: file 2 (-0500) 14:00
ical.js: file 1 of 2 (+0100) 08:00
ical.js: file 2 of 2 (-0500) 14:00
TXT
echo "9:00 of the file's own zone (08:00 UTC at +0100, 14:00 UTC at -0500), as each reader has it in UTC:"
cat seen
diff expected seen && echo "As described: the second file of a process is read with the first one's zone."
