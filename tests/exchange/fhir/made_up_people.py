"""Files about people who share names, days of birth, numbers, ids, servers and families, with the truth beside them.

Each person has a mark: a risk factor in every Patient resource of theirs, and the note of everything that is about them.
What is about nobody who can be known bears the mark `nobody`.
"""

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from backend.exchange.fhir import codes

MARKS = ("tobacco", "corticosteroids", "alcohol", "hypothyroidism", "osteogenesis_imperfecta", "hypophosphataemia")
NOBODY = "nobody"
SERVERS = ("https://a.example/fhir", "https://b.example/fhir")
BARE, LOCALHOST, MADE_UP = "", "http://localhost:8080/fhir", "urn"
IDS = ("1", "2", "p")
PLACEHOLDERS = ("999-99-9999", "000000", "unknown", "n/a")
PAIN = {"coding": [{"system": codes.LOINC, "code": codes.PAIN}]}


@dataclass
class Somebody:
    mark: str
    given: str
    family: str
    born: str
    sex: str
    # The id on each server that knows them, nobody else's there.
    places: dict[str, str] = field(default_factory=dict)
    number: str = ""
    # A number that is really another's, as it stands in this one's Patient resource by mistake.
    wrong: str = ""
    lent: bool = False


@dataclass
class World:
    """What one example imports: files by command, and whether a command names its source."""

    people: list[Somebody]
    commands: list[tuple[list[tuple[str, str]], str]] = field(default_factory=list)


def world(random: Random) -> World:
    people: list[Somebody] = []
    for index in range(random.randint(2, 6)):
        while True:
            one = Somebody(
                MARKS[index], random.choice(["Anna", "Berta", "Carla"]), random.choice(["Nord", "Süd"]),
                random.choice(["1985-01-01", "1985-01-02", "1991-07-30"]), random.choice(["female", "male"]),
                number=f"{100 + index}",
            )  # fmt: skip
            # Two who have name, day and sex in common are told apart by nobody who reads a wrong number.
            if all((one.given, one.born, one.sex) != (other.given, other.born, other.sex) for other in people):
                break
        for server in SERVERS:
            taken = {other.places.get(server) for other in people}
            free = [name for name in (*IDS, f"x{index}") if name not in taken]
            if random.random() < 0.7:
                one.places[server] = random.choice(free)
        if people and random.random() < 0.15:
            other = random.choice(people)
            one.wrong, other.lent = other.number, True
        people.append(one)
    made = World(people)
    for number in range(random.randint(1, 3)):
        source = random.choice([*SERVERS, "", "", ""])
        files = [(f"{number}-{part}", *_file(random, people, source)) for part in range(random.randint(1, 2))]
        made.commands.append(([(f"{name}{ending}", text) for name, text, ending in files], source))
    return made


def _file(random: Random, people: list[Somebody], source: str) -> tuple[str, str]:
    """A Bundle, or loose lines: of one server, of several, or of none that is named."""
    loose = random.random() < 0.4
    servers = (
        [source or BARE]
        if loose
        else random.sample([*SERVERS, LOCALHOST, MADE_UP, *([] if source else [BARE])], k=random.randint(1, 2))
    )
    entries: list[dict[str, Any]] = []
    taken: set[tuple[str, str]] = set()
    for server in servers:
        for one in random.sample(people, k=random.randint(1, len(people))):
            own = one.places.get(server) if server in SERVERS else random.choice(IDS)
            if own is None or (server, own) in taken:
                continue
            taken.add((server, own))
            entries += _about(random, one, server, own, people, rooted=not loose)
    random.shuffle(entries)
    if loose:
        return "\n".join(json.dumps(entry["resource"]) for entry in entries) + "\n", ".ndjson"
    return json.dumps({"resourceType": "Bundle", "type": "transaction", "entry": entries}), ".json"


def _about(
    random: Random, one: Somebody, server: str, own: str, people: list[Somebody], *, rooted: bool
) -> list[dict[str, Any]]:
    made_up = f"urn:uuid:00000000-0000-4000-8000-{int.from_bytes(own.encode(), 'big'):012d}"
    url = made_up if server == MADE_UP else f"{server}/Patient/{own}" if server and rooted else ""
    out = [_entry(url, _patient(random, one, server, own))]
    for number in range(random.randint(1, 3)):
        subject, contained, mark = _subject(random, one, server, own, url, people)
        name = f"o{random.randint(1, 4)}-{one.mark}-{number}"
        resource: dict[str, Any] = {
            "resourceType": "Observation", "id": name, "status": "final", "code": PAIN, "subject": subject,
            "effectiveDateTime": f"2026-03-{random.randint(1, 28):02d}", "note": [{"text": mark}],
            "valueQuantity": {"value": random.randint(0, 10), "code": "{score}"},
        }  # fmt: skip
        if contained:
            resource["contained"] = [contained]
        here = f"{server}/Observation/{name}" if url and server != MADE_UP else ""
        out.append(_entry(here, resource))
    return out


def _entry(url: str, resource: dict[str, Any]) -> dict[str, Any]:
    return {"resource": resource, "request": {"method": "PUT", "url": resource["resourceType"]}} | (
        {"fullUrl": url} if url else {}
    )


def _numbers(random: Random, one: Somebody) -> list[dict[str, Any]]:
    kind = "http://terminology.hl7.org/CodeSystem/v2-0203"
    out = []
    if one.wrong or random.random() < 0.6:
        out.append({"system": "https://registry.example/mrn", "value": one.wrong or one.number})
    if random.random() < 0.5:
        out.append({
            "type": {"coding": [{"system": kind, "code": random.choice(["MB", "SN", "MC"])}]},
            "system": "https://fund.example/m", "value": one.family,
        })  # fmt: skip
    if random.random() < 0.3:
        out.append({"system": "https://registry.example/mrn", "value": random.choice(PLACEHOLDERS)})
    return out


def _patient(random: Random, one: Somebody, server: str, own: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "resourceType": "Patient", "id": own, "identifier": _numbers(random, one), "gender": one.sex, "birthDate": one.born,
        "name": [{"given": [one.given], "family": one.family}],
        "extension": [{"url": codes.OWN_FIELD + ":risk-factor", "valueCode": one.mark}],
    }  # fmt: skip
    # Who has a number in common with another must say all by which they are told apart.
    if not (one.wrong or one.lent) and random.random() < 0.2:
        made.pop(random.choice(["birthDate", "name", "gender"]))
    if server == MADE_UP and random.random() < 0.5:
        made.pop("id")
    if not made["identifier"]:
        made.pop("identifier")
    return made


def _subject(
    random: Random, one: Somebody, server: str, own: str, url: str, people: list[Somebody]
) -> tuple[dict[str, Any], dict[str, Any] | None, str]:
    """(subject, what it contains, whose it is)"""
    right = {"system": "https://registry.example/mrn", "value": one.number}
    other = random.choice(people)
    relative = f"Patient/{own}"
    by_url: list[tuple[dict[str, Any], dict[str, Any] | None, str]] = []
    if server == MADE_UP:
        by_url = [
            ({"reference": url}, None, one.mark),
            ({"reference": url.upper().replace("URN:UUID", "urn:uuid")}, None, one.mark),
        ]
    elif url:
        by_url = [
            ({"reference": relative}, None, one.mark), ({"reference": url}, None, one.mark),
            ({"reference": f"{url}/_history/3"}, None, one.mark), ({"reference": url.replace("https://", "HTTPS://")}, None, one.mark),
        ]  # fmt: skip
    else:
        by_url = [
            ({"reference": relative}, None, one.mark),
            ({"reference": f"{relative}/_history/1"}, None, one.mark),
        ]
    by_number: list[tuple[dict[str, Any], dict[str, Any] | None, str]] = [
        ({"identifier": right}, None, one.mark),
        ({"reference": f"Patient?identifier=https%3A%2F%2Fregistry.example%2Fmrn%7C{one.number}"}, None, one.mark),
        ({"reference": "#in"}, {"resourceType": "Patient", "id": "in", "identifier": [right]}, one.mark),
        (by_url[0][0] | {"identifier": right}, None, one.mark),
    ]
    nobody: list[tuple[dict[str, Any], dict[str, Any] | None, str]] = [
        ({"reference": f"https://c.example/fhir/Patient/{own}"}, None, NOBODY),
        ({"reference": "Patient/zz"}, None, NOBODY),
        ({"identifier": {"system": "https://fund.example/member", "value": one.family}}, None, NOBODY),
        (
            {"identifier": {"system": "https://registry.example/mrn", "value": random.choice(PLACEHOLDERS)}},
            None,
            NOBODY,
        ),
        ({"reference": "Patient?name=" + one.family}, None, NOBODY),
        ({"reference": "#in"}, {"resourceType": "Patient", "id": "in", "name": [{"text": one.given}]}, NOBODY),
        ({"display": f"{one.given} {one.family}"}, None, NOBODY),
        ({"reference": f"Group/{own}"}, None, NOBODY),
    ]
    if other is not one and not one.wrong:
        nobody.append(
            (
                by_url[0][0] | {"identifier": {"system": "https://registry.example/mrn", "value": other.number}},
                None,
                NOBODY,
            )
        )
    # Whose number stands in another's resource by mistake cannot be known by it.
    sure = by_url if any(who.wrong == one.number for who in people) or one.wrong else by_url + by_number
    return random.choice(sure) if random.random() < 0.75 else random.choice(nobody)
