#!/usr/bin/env bash
# The changes of a zone as a list of dates: two readers of calendars keep the first date and lose the rest.
#
# RFC 5545 (3.8.5.2) allows "RDATE:a,b,c". icalendar 7.3.2 (Python) writes the changes of a zone in just this form
# when it adds a missing VTIMEZONE. ical.js 2.2.1 takes only the first date of each such line. From the second listed
# year on, summer time is missing: a visit at 9:00 in July stands an hour late. dateutil 2.9.0.post0 reads it right.
# With a line for each date ical.js is right too. vobject 0.9.9 hands the zone to dateutil, but after writing it anew
# with the first date alone, so it is wrong in both forms. A time in UTC is read alike by all three.
#
# Needs: python3 with venv, node 20 or newer, and the two package registries.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check icalendar==7.3.2 vobject==0.9.9 python-dateutil==2.9.0.post0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1

cat > write.py <<'PY'
import datetime as dt, zoneinfo
from icalendar import Calendar, Event

calendar = Calendar()
calendar.add("prodid", "-//finding//EN")
calendar.add("version", "2.0")
visit = Event()
visit.add("uid", "visit")
visit.add("dtstamp", dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc))
visit.add("dtstart", dt.datetime(2027, 7, 1, 9, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin")))
calendar.add_component(visit)
calendar.add_missing_timezones()
text = calendar.to_ical().decode()
open("list.ics", "w", newline="").write(text)

unfolded = text.replace("\r\n ", "")
lines = []
for line in unfolded.split("\r\n"):
    if line.startswith("RDATE:"):
        lines += ["RDATE:" + one for one in line[6:].split(",")]
    else:
        lines.append(line)
open("lines.ics", "w", newline="").write("\r\n".join(lines))
PY
env/bin/python write.py

cat > read.py <<'PY'
import datetime as dt, io, sys
import vobject
from dateutil.tz import tzical

for name in ("list", "lines"):
    text = open(f"{name}.ics", newline="").read()
    start = vobject.readOne(text).vevent.dtstart.value
    print(name, "vobject", start.astimezone(dt.timezone.utc).strftime("%H:%M"))
    zone = tzical(io.StringIO(text[: text.index("BEGIN:VEVENT")] + "END:VCALENDAR\r\n")).get("Europe/Berlin")
    print(name, "dateutil", dt.datetime(2027, 7, 1, 9, tzinfo=zone).astimezone(dt.timezone.utc).strftime("%H:%M"))
PY
cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
for (const name of ["list", "lines"]) {
  const root = new ICAL.Component(ICAL.parse(readFileSync(`${name}.ics`, "utf8")));
  const start = root.getFirstSubcomponent("vevent").getFirstPropertyValue("dtstart");
  console.log(name, "ical.js", start.toJSDate().toISOString().slice(11, 16));
}
JS
{ env/bin/python read.py; node read.mjs; } | sort > seen
cat > expected <<'TXT'
lines dateutil 07:00
lines ical.js 07:00
lines vobject 08:00
list dateutil 07:00
list ical.js 08:00
list vobject 08:00
TXT
echo "9:00 in Berlin on 1 July 2027 (07:00 UTC), as each reader has it in UTC:"
cat seen
diff expected seen && echo "As described: ical.js 2.2.1 loses all but the first date of a list, vobject 0.9.9 all but the first line too."
