#!/usr/bin/env bash
# FHIRPath date arithmetic answers in the zone of the machine: the day of an entry changes with the server.
#
# FHIRPath lets a duration be added to a dateTime; the statement's own offset is part of the value. fhirpath.js 5.2.2
# keeps the offset of a dateTime that it only passes on, but gives the result of any addition in the zone of the process,
# "+ 0 days" too. Entered at 23:30 on 29 November in Vancouver, the entry is of 29 November on a server in Los Angeles,
# and of 30 November in UTC or Tokyo. fhirpathpy 2.2.4 (Python) gives the result in UTC and drops the offset, so that it
# reads like a local time. Take the day from the text of the entry, before any arithmetic.
#
# Needs: python3 with venv, node 20 or newer, and the two package registries.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check fhirpathpy==2.2.4
npm init -y >/dev/null
npm install --silent --no-audit --no-fund fhirpath@5.2.2

cat > read.cjs <<'JS'
const fhirpath = require("fhirpath");
const r4 = require("fhirpath/fhir-context/r4");
for (const expression of ["@2026-11-29T23:30:00-08:00", "@2026-11-29T23:30:00-08:00 + 0 days"])
  console.log("fhirpath.js", process.env.TZ, expression, String(fhirpath.evaluate({}, expression, {}, r4)[0]));
JS
cat > read.py <<'PY'
import os
from fhirpathpy import evaluate

expression = "@2026-11-29T23:30:00-08:00 + 0 days"
print("fhirpathpy", os.environ["TZ"], expression, evaluate({}, expression)[0])
PY
for zone in UTC America/Los_Angeles Asia/Tokyo; do
  TZ=$zone node read.cjs
  TZ=$zone env/bin/python read.py
done > seen
cat > expected <<'TXT'
fhirpath.js UTC @2026-11-29T23:30:00-08:00 2026-11-29T23:30:00-08:00
fhirpath.js UTC @2026-11-29T23:30:00-08:00 + 0 days 2026-11-30T07:30:00-00:00
fhirpathpy UTC @2026-11-29T23:30:00-08:00 + 0 days 2026-11-30T07:30:00
fhirpath.js America/Los_Angeles @2026-11-29T23:30:00-08:00 2026-11-29T23:30:00-08:00
fhirpath.js America/Los_Angeles @2026-11-29T23:30:00-08:00 + 0 days 2026-11-29T23:30:00-08:00
fhirpathpy America/Los_Angeles @2026-11-29T23:30:00-08:00 + 0 days 2026-11-30T07:30:00
fhirpath.js Asia/Tokyo @2026-11-29T23:30:00-08:00 2026-11-29T23:30:00-08:00
fhirpath.js Asia/Tokyo @2026-11-29T23:30:00-08:00 + 0 days 2026-11-30T16:30:00+09:00
fhirpathpy Asia/Tokyo @2026-11-29T23:30:00-08:00 + 0 days 2026-11-30T07:30:00
TXT
cat seen
diff expected seen && echo "As described: the result of date arithmetic has lost the offset of the entry."
