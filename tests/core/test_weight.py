"""The weight that is told of a text is at least what reading it takes, and not far more."""

import json
import tracemalloc

import pytest

from backend.core.weight import weight
from backend.exchange.fhir.xml import parse_xml

ENTRY = {
    "kind": "pain",
    "site": "hip",
    "side": "left",
    "intensity": 4,
    "date": "2026-12-01",
    "note": "after the stairs",
}
RESOURCE = {
    "resourceType": "Observation",
    "status": "final",
    "code": {"coding": [{"system": "http://loinc.org", "code": "29463-7", "display": "Body weight"}]},
    "valueQuantity": {"value": 70.5, "unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"},
}
JSONS = {
    "empty objects": b"[" + b",".join([b"{}"] * 20_000) + b"]",
    "empty lists": b"[" + b",".join([b"[]"] * 20_000) + b"]",
    "objects of one key": b"[" + b",".join([b'{"a":1}'] * 20_000) + b"]",
    "lists in each other": b"[" + b",".join([b"[" * 50 + b"]" * 50] * 400) + b"]",
    "short texts": b"[" + b",".join(b'"%x"' % n for n in range(20_000)) + b"]",
    "numbers": b"[" + b",".join(b"%d.5" % n for n in range(20_000)) + b"]",
    "many keys": b"{" + b",".join(b'"%x":0' % n for n in range(20_000)) + b"}",
    "one long text": b'["' + b"a" * 1_000_000 + b'"]',
    "entries": json.dumps([ENTRY] * 2_000).encode(),
    "resources": json.dumps([RESOURCE] * 2_000).encode(),
}


def taken(read, content):
    tracemalloc.start()
    try:
        kept = read(content)
        return tracemalloc.get_traced_memory()[1], kept
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("which", JSONS)
def test_json(which):
    peak, _ = taken(lambda content: json.loads(content.decode()), JSONS[which])
    assert peak <= weight(JSONS[which]) <= 6 * peak


def test_xml():
    content = (
        b'<Bundle xmlns="http://hl7.org/fhir">'
        + b'<entry><resource><Basic><id value="a"/></Basic></resource></entry>' * 2_000
    )
    content += b"</Bundle>"
    peak, _ = taken(parse_xml, content)
    assert peak <= weight(content) <= 6 * peak
