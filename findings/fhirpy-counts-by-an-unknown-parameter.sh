#!/usr/bin/env bash
# A count asked with fhirpy is refused by a FHIR server that reads its searches strictly.
#
# fhirpy 2.3.1 counts resources by `_count=0`, which R4 defines, and adds `_totalMethod=count`, which R4 does not (its own
# parameter is `_total=accurate`). A server that follows `Prefer: handling=strict`, or is strict by itself, answers 400 to a
# parameter it does not know, so `.count()` fails where `.fetch_all()` of the same search works.
#
# The server below reads as strictly as R4 3.1.1 allows: it knows the search's own parameters and R4's common ones.
# Needs: python3 with venv and PyPI.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv env
env/bin/pip install -qq --disable-pip-version-check fhirpy==2.3.1

cat > count.py <<'PY'
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

from fhirpy import SyncFHIRClient
from fhirpy.base.exceptions import OperationOutcome

KNOWN = {"code", "_count", "_total", "_sort", "_summary", "_elements", "_include", "_revinclude", "_format", "page"}


class Strict(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = parse_qs(urlsplit(self.path).query)
        strange = sorted(set(asked) - KNOWN)
        print("asked:", urlsplit(self.path).query)
        if strange:
            issue = {"severity": "error", "code": "not-supported", "diagnostics": f"unknown: {', '.join(strange)}"}
            said, status = {"resourceType": "OperationOutcome", "issue": [issue]}, 400
        else:
            said, status = {"resourceType": "Bundle", "type": "searchset", "total": 0, "entry": []}, 200
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/fhir+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Strict)
threading.Thread(target=server.serve_forever, daemon=True).start()
scans = SyncFHIRClient(f"http://127.0.0.1:{server.server_port}/fhir").resources("Observation").search(code="38269-7")
print("fetch_all:", len(scans.fetch_all()))
try:
    print("count:", scans.count())
except OperationOutcome as error:
    print("count refused:", error.resource["issue"][0]["diagnostics"])
PY
env/bin/python count.py > seen
cat > expected <<'TXT'
asked: code=38269-7
fetch_all: 0
asked: code=38269-7&_count=0&_totalMethod=count
count refused: unknown: _totalMethod
TXT
cat seen
diff expected seen && echo "As described: the count asks by a parameter that R4 does not have."
