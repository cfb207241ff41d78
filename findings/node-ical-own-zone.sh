#!/usr/bin/env bash
# A zone that travels with the calendar: node-ical does not use it, and says nothing.
#
# A calendar may define its own zone (RFC 5545, VTIMEZONE) under any TZID; the definition in the file is what counts.
# node-ical 0.26.1 parses a file whose TZID is no IANA name, and takes the wall clock for the time of the machine
# it runs on: the same file gives two different moments on two servers. For a TZID that is an IANA name it asks the
# runtime's data instead of the file's, so a file written with this year's rules is read with last year's.
# ical.js 2.2.1 reads the zone in the file, and gives one moment everywhere.
#
# Needs: node 20 or newer and the npm registry.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node-ical@0.26.1 ical.js@2.2.1

cat > read.mjs <<'JS'
import ICAL from "ical.js";
import ical from "node-ical";
const file = (tzid, offset) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//finding//EN", "BEGIN:VTIMEZONE", `TZID:${tzid}`, "BEGIN:STANDARD",
   "DTSTART:20200101T000000", `TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`, "END:STANDARD", "END:VTIMEZONE",
   "BEGIN:VEVENT", "UID:visit", "DTSTAMP:20260101T000000Z", `DTSTART;TZID=${tzid}:20270115T090000`, "SUMMARY:visit",
   "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
for (const [tzid, offset] of [["Clinic Time", "+0500"], ["Asia/Kathmandu", "+0500"]]) {
  const text = file(tzid, offset);
  const root = new ICAL.Component(ICAL.parse(text));
  const right = root.getFirstSubcomponent("vevent").getFirstPropertyValue("dtstart").toJSDate();
  const read = ical.sync.parseICS(text).visit.start;
  console.log(process.env.TZ, tzid, "ical.js", right.toISOString(), "node-ical", read.toISOString());
}
JS
for zone in UTC Asia/Tokyo; do TZ=$zone node read.mjs; done > seen
cat > expected <<'TXT'
UTC Clinic Time ical.js 2027-01-15T04:00:00.000Z node-ical 2027-01-15T09:00:00.000Z
UTC Asia/Kathmandu ical.js 2027-01-15T04:00:00.000Z node-ical 2027-01-15T03:15:00.000Z
Asia/Tokyo Clinic Time ical.js 2027-01-15T04:00:00.000Z node-ical 2027-01-15T00:00:00.000Z
Asia/Tokyo Asia/Kathmandu ical.js 2027-01-15T04:00:00.000Z node-ical 2027-01-15T03:15:00.000Z
TXT
echo "9:00 in a zone that the file defines as UTC+5 (04:00 UTC):"
cat seen
diff expected seen && echo "As described: node-ical 0.26.1 passes over the zone in the file."
