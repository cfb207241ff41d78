"""Every kind is in every place, or says where it is not and why. What a new kind forgets fails here, by the place's name.

What the front end lacks, its compiler names (frontend/src/kinds).
"""

import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from django.conf import settings

from backend import languages
from backend.accounts.models import Clinic, User
from backend.core import clock
from backend.core.actor import Actor
from backend.exchange.csv.read import load as read_sheet
from backend.exchange.csv.write import records_csv
from backend.exchange.demo.cast import cast
from backend.exchange.export.archive import write_archive
from backend.exchange.fhir.export import bundle_of
from backend.exchange.fhir.gather import READERS
from backend.exchange.fhir.own import Alone, own_statements
from backend.exchange.questionnaires.read import read as read_questionnaire
from backend.exchange.replay.reader import OFFSETS
from backend.exchange.report.gather import ROOMS, gather
from backend.guidance import facts
from backend.patients.actions import register_patient
from backend.records.actions import record_one
from backend.records.kinds.base import literal_words, registered
from backend.records.models import Record
from backend.tracking.assessment import reassess
from backend.tracking.models import Questionnaire

BY = Actor(role="clinician", name="Sofia")
PLACES = {"rules", "pdf", "demo"}
KINDS = sorted(registered())
SAID = [name for name in KINDS if name != Record.DELETION]
QUESTIONNAIRE = Path(__file__).parents[1] / "exchange/fhir/samples/questionnaire.json"
FORMAT = Path(settings.BASE_DIR) / "docs/replay-format.md"


@pytest.fixture
def person(db):
    """Somebody of whom nothing is said yet, in a clinic with the questionnaire of the examples."""
    clinic = Clinic.objects.create(name="Ponte")
    resource = json.loads(QUESTIONNAIRE.read_text())
    title, form = read_questionnaire(resource)
    key = registered()["questionnaire"].example["questionnaire"]
    Questionnaire.objects.create(id=key, clinic=clinic, title=title, form=form, resource=resource)
    user = User.objects.create(email="maria@example.org", name="Maria Lopes")
    return register_patient(by=BY, name="Maria Lopes", sex="female", birth_year=1990, clinic=clinic, user=user)


def say(patient, kind: str) -> Record:
    day = clock.now() - timedelta(days=3)
    return record_one(patient=patient, by=BY, kind=kind, recorded_at=day.isoformat(), **registered()[kind].example)


def types_of(annotation: Any) -> set[Any]:
    return {annotation} | {one for part in get_args(annotation) for one in types_of(part)}


@pytest.mark.parametrize("name", KINDS)
def test_words(name):
    """The kind, its fields and their values in each language (backend/languages/<code>/kinds.toml)."""
    kind = registered()[name]
    fields = {info.alias or field: info for field, info in kind.model.model_fields.items()}
    values = {word for info in fields.values() for word in literal_words(info.annotation)}
    for code in languages.CODES:
        said = languages._read(code, "kinds")
        lacking = {"kinds": {name}, "fields": set(fields), "values": values}
        assert {
            part: sorted(wanted - set(said[part])) for part, wanted in lacking.items() if wanted - set(said[part])
        } == {}


@pytest.mark.parametrize("name", KINDS)
def test_units(name):
    """A number says what it is in, unless another field does."""
    kind = registered()[name]
    numbers = {
        info.alias or field
        for field, info in kind.model.model_fields.items()
        if {int, float} & types_of(info.annotation)
    }
    assert numbers - set(kind.units) - ({"value"} if "unit" in kind.fields else set()) == set()
    assert set(kind.units) <= set(kind.fields)


@pytest.mark.parametrize("name", KINDS)
def test_rules(name):
    """The rules read it (backend/guidance/facts.py), or the kind says why they do not."""
    assert (name in facts.KINDS) != ("rules" in registered()[name].left_out)


def test_the_rules_are_given_every_kind_that_one_of_them_asks_for():
    rules = "".join(path.read_text() for path in Path(facts.__file__).parent.rglob("*.py"))
    asked = set(re.findall(r"""\.of\("(\w+)"\)""", rules))
    assert len(asked) > 20
    assert asked <= facts.KINDS <= set(KINDS)


@pytest.mark.parametrize("name", SAID)
def test_sheet(person, name):
    """Out as CSV and in again is the same record."""
    row = say(person, name)
    (read,) = read_sheet(patient=person, by=BY, text=records_csv([row], name).decode("utf-8-sig"), dry_run=False)
    assert (read.result, read.reason) == ("identical", None)


@pytest.mark.parametrize("name", SAID)
def test_fhir(person, name):
    """Out as FHIR and read again it says the same (exchange/fhir; without codes of its own, our own code)."""
    row = say(person, name)
    resources = [entry["resource"] for entry in bundle_of(person)["entry"]]
    (own,) = [one for one in resources if one["id"] == str(row.pk)]
    reader = READERS.get(own["resourceType"])
    assert reader, f"{own['resourceType']} is not read"
    (said,) = own_statements(own, Alone(), reader) or []
    assert (said.kind, said.fields) == (name, row.data)


@pytest.mark.parametrize("name", SAID)
def test_copy_of_everything(person, name, tmp_path):
    row = say(person, name)
    path = tmp_path / "copy.zip"
    write_archive(path, user=person.user, patient=person, tell=lambda _: None)
    with zipfile.ZipFile(path) as archive:
        assert str(row.pk) in archive.read(f"csv/entries/{name}.csv").decode()
        assert str(row.pk) in archive.read("everything.json").decode()


def shown(patient) -> str:
    """The report's content, without what merely counts entries."""
    reports = [gather(patient, reader=reader, language="en", room=ROOMS[0]) for reader in ("doctor", "patient")]
    return json.dumps(
        [{key: value for key, value in one.items() if key not in ("empty", "lines", "chart_alt")} for one in reports]
    )


@pytest.mark.parametrize("name", SAID)
def test_report(person, name):
    """The PDF for the doctor or the patient shows it, in itself or in what follows from it, or the kind says why not."""
    if name not in ("diagnosis", "pain"):
        say(person, "diagnosis")
    reassess(person.pk)
    before = shown(person)
    say(person, name)
    reassess(person.pk)
    assert (shown(person) == before) == ("pdf" in registered()[name].left_out)


@pytest.mark.parametrize("name", SAID)
def test_demo(name):
    """Somebody in the demo clinic has it, or the kind says why not."""
    told = {kind for one in cast() for _, kind, _ in one.events}
    assert (name in told) != ("demo" in registered()[name].left_out)


def test_what_is_left_out_has_a_reason():
    for kind in registered().values():
        assert set(kind.left_out) <= PLACES
        assert all(len(why) > 10 for why in kind.left_out.values()), kind.name


def test_replay_format():
    """The format's document and the code name the same kinds and fields: a new kind does not widen it by itself."""
    written = {
        kind: {OFFSETS.get(field, field) for field in fields.split()}
        for kind, fields in re.findall(r"^\| `(\w+)` \| *([a-z0-9_ ]*?) *\|", FORMAT.read_text(), re.MULTILINE)
    }
    assert written == {kind.name: set(kind.replay) for kind in registered().values() if kind.replay is not None}
