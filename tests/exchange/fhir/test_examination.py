"""An examination as Observations: a figure with its unit and a code, and back again word for word."""

import pytest

from backend.core.actor import Actor
from backend.exchange.fhir import codes
from backend.exchange.fhir.export import bundle_of
from backend.exchange.fhir.gather import READERS
from backend.exchange.fhir.own import Alone, own_statements
from backend.records.actions import record_one

BY = Actor(role="clinician", name="Sofia")
FOUND = [
    (
        {
            "side": "left",
            "movement": "flexion",
            "degrees": 95,
            "mode": "passive",
            "tool": "goniometer",
            "painful": True,
        },
        (codes.OWN_EXAMINED, "flexion", 95, "deg"),
    ),
    ({"side": "both", "test": "walk_6min", "value": 310, "aid": "cane"}, (codes.LOINC, "64098-7", 310, "m")),
    ({"side": "both", "test": "timed_up_and_go", "value": 12.4}, (codes.OWN_EXAMINED, "timed_up_and_go", 12.4, "s")),
    ({"test": "chair_stand_30s", "value": 11}, (codes.OWN_EXAMINED, "chair_stand_30s", 11, "{repetitions}")),
    ({"side": "right", "muscle": "abductors", "grade": 3.5}, (codes.OWN_EXAMINED, "abductors", 3.5, "{score}")),
    (
        {"side": "right", "muscle": "abductors", "newtons": 120, "tool": "handheld_dynamometer"},
        (codes.OWN_EXAMINED, "abductors", 120, "N"),
    ),
    ({"side": "left", "gait": ["antalgic", "short_step"]}, (codes.OWN_KIND, "examination", None, None)),
    ({"side": "left", "leg_length_difference_mm": 8}, (codes.OWN_KIND, "examination", None, None)),
]


@pytest.mark.parametrize(("said", "wanted"), FOUND)
def test_out_with_a_code_and_back_the_same(cast, said, wanted):
    row = record_one(patient=cast.maria, by=BY, kind="examination", **said)
    resource = next(one["resource"] for one in bundle_of(cast.maria)["entry"] if one["resource"]["id"] == str(row.pk))
    coding = resource["code"]["coding"][0]
    value = resource.get("valueQuantity", {})
    assert (coding["system"], coding["code"], value.get("value"), value.get("code")) == wanted
    assert resource["category"][0]["coding"][0]["code"] == "exam"
    (read,) = own_statements(resource, Alone(), READERS.get(resource["resourceType"]))
    assert (read.kind, read.fields) == ("examination", said)
