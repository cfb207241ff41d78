#!/usr/bin/env bash
# Read a patient, write her back unchanged: the reason why her day of birth is missing is gone, and a month becomes a day.
#
# FHIR's JSON says in `_birthDate` why there is no `birthDate` (masked, unknown). fhirclient 4.4.0 (Python) takes such a
# resource without a word, has no place for the element, and as_json() leaves it out: an update of anything else
# deletes it on the server. Of a day of birth known to the month, .date is the first of that month, and isostring too; only
# as_json() still says "1986-02". Compare as_json() with what was read before writing anything back.
#
# Needs: python3 with venv and PyPI.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check fhirclient==4.4.0

cat > read.py <<'PY'
from fhirclient.models.patient import Patient

absent = {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "masked"}
given = {"resourceType": "Patient", "gender": "female", "_birthDate": {"extension": [absent]}}
print("lost:", sorted(given.keys() - Patient(given).as_json().keys()))
month = Patient({"resourceType": "Patient", "birthDate": "1986-02"})
print("date:", month.birthDate.date, "isostring:", month.birthDate.isostring, "as_json:", month.as_json()["birthDate"])
PY
env/bin/python read.py > seen
cat > expected <<'TXT'
lost: ['_birthDate']
date: 1986-02-01 isostring: 1986-02-01 as_json: 1986-02
TXT
cat seen
diff expected seen && echo "As described: fhirclient 4.4.0 leaves out what stands beside a primitive."
