#!/usr/bin/env bash
# FHIRPath numbers are decimals, and two engines round them as binary fractions: a score loses its last half.
#
# FHIRPath's Decimal is exact, and round(2) takes half and more up, so 1.005.round(2) is 1.01. fhirpath.js 5.2.2 and
# fhirpathpy 2.2.4 multiply by a hundred first, which gives 100.49999999999999, and answer 1. Other halves (2.675) come out
# right, so a few examples do not show it. fhirpath.js also says that 0.1 + 0.2 equals 0.3 and gives it out as
# 0.30000000000000004. Whoever recomputes another system's rounded score should compare with a tolerance.
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
for (const expression of ["1.005.round(2)", "2.675.round(2)", "0.1 + 0.2 = 0.3", "0.1 + 0.2"])
  console.log("fhirpath.js", expression, String(fhirpath.evaluate({}, expression, {}, r4)[0]));
JS
cat > read.py <<'PY'
from fhirpathpy import evaluate

for expression in ("1.005.round(2)", "2.675.round(2)"):
    print("fhirpathpy", expression, evaluate({}, expression)[0])
PY
{ node read.cjs; env/bin/python read.py; } > seen
cat > expected <<'TXT'
fhirpath.js 1.005.round(2) 1
fhirpath.js 2.675.round(2) 2.68
fhirpath.js 0.1 + 0.2 = 0.3 true
fhirpath.js 0.1 + 0.2 0.30000000000000004
fhirpathpy 1.005.round(2) 1
fhirpathpy 2.675.round(2) 2.68
TXT
cat seen
diff expected seen && echo "As described: both engines round 1.005 to 1."
