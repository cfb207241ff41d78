"""Every operation × every role × own and foreign things, against `matrix.toml`. It builds itself: see CONTRIBUTING.

The operations come from the API description and the URL configuration, what each role may do from the table. A new
operation without a row fails, and the failure prints the row that would describe what happens now, to be read by a
person before it is pasted.
"""

import json
import logging
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from drf_spectacular.generators import SchemaGenerator
from matrix_world import KNOW_JONAS, KNOW_MARIA, ROLES, TOKENS, WHO, World, build, close

from backend.core import clock
from backend.core.ids import new_id
from backend.core.models import AuditEvent

# The world is built outside of the tests' own transactions, but the mark makes the database be there.
pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("matrix.toml")
MEMORY = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Row:
    """One line of the table: `GET /path`, the status for each role, and what is sent."""

    name: str
    expect: tuple[int, ...] = ()
    body: Any = None
    query: str = ""
    covers: str = ""
    public: bool = False
    no_audit: str = ""  # why an answer that names a patient is no reading of the record

    @property
    def method(self) -> str:
        return self.name.split()[0].lower()

    @property
    def path(self) -> str:
        return self.name.split()[1]

    @property
    def names_a_thing(self) -> bool:
        return "{" in self.path + self.query + json.dumps(self.body)


def table() -> tuple[dict[str, Row], dict[str, str]]:
    """The rows by name, and the URLs that are left out, each with its reason."""
    read = tomllib.loads(TABLE.read_text())
    left_out = read.pop("left_out")
    rows = {}
    for name, fields in read.items():
        expect = tuple(int(word) for word in fields.pop("expect").split())
        rows[name] = Row(name, expect, **fields)
    return rows, left_out


ROWS, LEFT_OUT = table()


def operations() -> set[str]:
    """What the API description knows."""
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    return {f"{method.upper()} {path}" for path, item in paths.items() for method in METHODS if method in item}


def urls(resolver: URLResolver | None = None, before: str = "/") -> Iterator[str]:
    """What the URL configuration knows, as it is written there."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from urls(pattern, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    from django.test import override_settings

    with (
        django_db_blocker.unblock(),
        override_settings(PRIVATE_FILES=tmp_path_factory.mktemp("private"), CACHES=MEMORY),
        transaction.atomic(),
    ):
        logging.disable(logging.CRITICAL)  # a thousand refusals are no news here
        try:
            yield build()
        finally:
            logging.disable(logging.NOTSET)
            transaction.set_rollback(True)


def fill(value: Any, ids: dict[str, str]) -> Any:
    """`{name}` as the thing's id, wherever it stands; `{new}` and `{now}` as fresh ones."""
    if isinstance(value, dict):
        return {name: fill(inner, ids) for name, inner in value.items()}
    if isinstance(value, list):
        return [fill(inner, ids) for inner in value]
    if not isinstance(value, str):
        return value
    more = ids | {"new": str(new_id()), "now": clock.now().isoformat()}
    return re.sub(r"\{(\w+)\}", lambda found: more[found[1]], value)


def call(world: World, row: Row, role: str, ids: dict[str, str]) -> tuple[int, str, set[Any]]:
    """Status and text of one call, and whose record the audit says that the caller touched; nothing of it stays."""
    client = world.client(role)
    mark = transaction.savepoint()
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    body = fill(row.body, ids)
    sent = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    answer = getattr(client, row.method)(fill(row.path + row.query, ids), **sent)
    text = b"".join(answer).decode(errors="replace")
    close(answer)
    caller = world.users.get(WHO.get(role, role))
    rows = AuditEvent.objects.filter(pk__gt=last, actor_id=caller.pk if caller else None, patient_id__isnull=False)
    touched = {str(key) for key in rows.values_list("patient_id", flat=True)}
    transaction.savepoint_rollback(mark)
    return answer.status_code, text, touched


def suggested(world: World, name: str) -> str:
    row = Row(name)
    try:
        found = " ".join(str(call(world, row, role, world.of_maria.ids)[0]) for role in ROLES)
    except KeyError as error:
        return f'["{name}"]: add what {error} names to `ids` in tests/api/matrix_world.py first'
    return f'["{name}"]\nexpect = "{found}"'


def test_every_operation_has_its_row(world: World) -> None:
    described = operations()
    missing = sorted(described - ROWS.keys())
    lines = [suggested(world, name) for name in missing]
    assert not missing, (
        "Add these to tests/api/matrix.toml. The numbers are what happens NOW (no body sent): make them what SHOULD "
        "happen, for: " + " ".join(ROLES) + "\nA write needs `body = {…}`.\n\n" + "\n\n".join(lines)
    )
    outside = {row.name for row in ROWS.values() if row.path.startswith("/api/v1/") and not row.covers}
    assert not outside - described, f"rows of operations that are gone: {sorted(outside - described)}"


def test_every_url_is_in_the_table_or_left_out_with_a_reason() -> None:
    known = {re.sub(r"<\w+:(\w+)>", r"{\1}", url) for url in urls()}
    # The API description names keys after their model, the URL configuration all alike.
    described = {name.split()[1].replace("/{id}", "/{pk}") for name in operations()}
    covered = {row.covers for row in ROWS.values()} | described
    missing = [url for url in sorted(known - covered) if not any(re.match(start, url) for start in LEFT_OUT)]
    assert not missing, f"add a row with `covers`, or a reason under [left_out], in matrix.toml: {missing}"


def test_the_matrix(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    tried, leaks, differences, unaudited = 0, [], [], []
    for row in ROWS.values():
        assert len(row.expect) == len(ROLES), f"{row.name}: expected {len(ROLES)} numbers, one for each role"
        things = [("hers", world.of_maria, KNOW_MARIA)]
        if row.names_a_thing and not row.public:
            things.append(("his", world.of_jonas, KNOW_JONAS))
        for whose, thing, knows in things:
            for role, expected in zip(ROLES, row.expect, strict=True):
                code, text, touched = call(world, row, role, thing.ids)
                tried += 1
                where = f"{row.name} as {role} on {whose}: {code}"
                wanted = expected if whose == "hers" else _on_his(row, role)
                by_scope = role in TOKENS and code == 403 and "A token of scope" in text
                if code != wanted and not (whose == "his" and by_scope):
                    differences.append(f"{where}, expected {wanted}")
                    if code < 400 and wanted >= 400:
                        leaks.append(where)
                for other, marks, may in (
                    ("Maria", world.of_maria.marks, KNOW_MARIA), ("Jonas", world.of_jonas.marks, KNOW_JONAS),
                ):  # fmt: skip
                    own_words = any(mark in row.path + json.dumps(fill(row.body, thing.ids)) for mark in marks)
                    if role not in may and not row.public and not own_words and code < 400:
                        leaks += [f"{where} names {other}: {mark}" for mark in marks[:2] if mark in text]
                target = world.maria if whose == "hers" else world.jonas
                another = role in knows and WHO.get(role, role) not in ("patient", "other_patient")
                about = "{patient_id}" in row.path + row.query or str(target.pk) in text
                if code < 300 and another and about and not row.no_audit and str(target.pk) not in touched:
                    unaudited.append(where)
    with capsys.disabled():
        print(  # noqa: T201  (the figures are what this test is asked for)
            f"\nauthorization matrix: {len(ROWS)} operations × {len(ROLES)} roles, {tried} calls tried, "
            f"leaks found: {len(leaks)}, readings without an audit row: {len(unaudited)}"
        )
    wrong = [f"LEAK {one}" for one in leaks] + differences + [f"no audit row: {one}" for one in unaudited]
    assert not wrong, "\n".join(wrong)


# Their body is a file, whose words are its own: it is refused or not by the one who reads it.
FILES = {"POST /api/v1/clinics/{clinic_id}/imports"}
# By a published specification, which wants what is not known to be passed over.
OPEN_BY_RULE = {"POST /api/v1/shl/{token}"}


def test_every_body_refuses_by_name_what_it_has_no_place_for(world: World) -> None:
    """`source` is set by the server, `unheard` by nobody: neither may be passed over, whatever else was right."""
    taken = []
    for row in ROWS.values():
        if not isinstance(row.body, dict) or not row.path.startswith("/api/v1/"):
            continue
        if row.name in FILES | OPEN_BY_RULE:
            continue
        role = next((role for role, code in zip(ROLES, row.expect, strict=True) if code < 300), None)
        if role is None:
            continue
        for name in ("source", "unheard"):
            more = Row(row.name, body=row.body | {name: "x"}, query=row.query)
            code, text, _ = call(world, more, role, world.of_maria.ids)
            if code != 400 or f'"field":"{name}"' not in text:
                taken.append(f"{row.name} as {role} with {name}: {code} {text[:120]}")
    assert not taken, "\n".join(taken)


# Things that belong to a clinic and to no patient.
OF_A_CLINIC = {"bulk_id", "clinic_id", "questionnaire_id", "template_id"}


def _on_his(row: Row, role: str) -> int:
    """What the table says of somebody in the same relation to Maria as this role is to Jonas."""
    code = dict(zip(ROLES, row.expect, strict=True))
    return {
        "nobody": code["nobody"],
        "other_patient": code["patient"],
        "elsewhere": code["team"],
        "patient": code["other_patient"],
        "caregiver": code["revoked"],
        "revoked": code["revoked"],
        "team": code["elsewhere"],
        "colleague": code["elsewhere"],
        # An administrator of another clinic is anybody.
        "administrator": code["revoked" if OF_A_CLINIC & set(re.findall(r"\w+", row.path)) else "administrator"],
        "deactivated": code["deactivated"],
        "locked": code["locked"],
        "emergency": code["elsewhere"],
        # One factor, in a session or in the one that made a token, is refused before anything is looked up.
        **{one: code[one] if code[one] in (401, 403) else code["elsewhere"] for one in ("one_factor", "weak_token")},
        # What a token may not do is refused before that too (see `by_scope`); else it is its person who asks.
        **{
            one: 401 if code[one] == 401 else code["elsewhere" if who == "team" else "other_patient"]
            for one, (who, _) in TOKENS.items()
            if one != "weak_token"
        },
    }[role]
