"""A request that is meant for one person never acts for another, at any address. It builds itself from the matrix's table."""

import json
import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from matrix_world import World
from test_authorization_matrix import ROWS, Row, fill, urls, world  # noqa: F401  (the fixture builds the same people)

pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "put", "patch", "delete")
# What may be asked before a request is refused: who is signed in.
OF_THE_SESSION = ("django_session", "accounts_user")
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|MERGE)\b", re.I)


def doors() -> list[str]:
    """Every address of the sign-in service, from the URL configuration."""
    return sorted({re.sub(r"<\w+:\w+>", "1", url) for url in urls() if url.startswith("/_allauth/")})


def ask(of: World, role: str, method: str, path: str, body: Any, **headers: str) -> tuple[int, Any, list[str]]:
    """Status, JSON and statements of one call; nothing of it stays."""
    mark = transaction.savepoint()
    sent = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    with CaptureQueriesContext(connection) as seen:
        answer = getattr(of.client(role), method)(path, headers=headers, **sent)
        text = b"".join(answer).decode(errors="replace")
    transaction.savepoint_rollback(mark)
    said = json.loads(text) if "json" in answer.get("Content-Type", "") and text else None
    return answer.status_code, said, [row["sql"] for row in seen.captured_queries]


def wrong_in(code: int, said: Any, statements: list[str]) -> str:
    errors = said.get("errors", [{}]) if isinstance(said, dict) else [{}]
    if code != 409 or not errors or errors[0].get("code") != "other_account":
        return f"answered {code}"
    if said["type"] != "urn:toh-tracker:other-account":
        return f"is of type {said['type']}"
    beside = [one for one in statements if WRITES.match(one) or not any(name in one for name in OF_THE_SESSION)]
    return f"asked the database first: {beside[0][:80]}" if beside else ""


@pytest.mark.parametrize(
    ("role", "other"), [("patient", "other_patient"), ("team", "colleague"), ("team", "patient")]
)
def test_every_address_refuses_what_is_meant_for_another(world: World, role: str, other: str) -> None:  # noqa: F811
    named = str(world.users[other].pk)
    rows = [
        (row.method, fill(row.path + row.query, world.of_maria.ids), fill(row.body, world.of_maria.ids))
        for row in ROWS.values()
    ]
    rows += [(method, path, {} if method != "get" else None) for path in doors() for method in METHODS]
    rows += [("get", "/", None), ("get", "/admin/", None)]
    assert len(rows) > len(ROWS) + 50
    found = []
    for method, path, body in rows:
        if fault := wrong_in(*ask(world, role, method, path, body, **{"X-TOH-Account": named})):
            found.append(f"{method} {path} {fault}")
    assert not found, "\n".join(found)


def test_a_link_that_a_browser_follows_names_it_in_its_address(world: World) -> None:  # noqa: F811
    other, own = world.users["colleague"].pk, world.users["team"].pk
    path = "/api/v1/dashboard/worklist.csv?account="
    assert not wrong_in(*ask(world, "team", "get", f"{path}{other}", None))
    assert ask(world, "team", "get", f"{path}{own}", None)[0] == 200


def test_a_token_acts_for_its_owner_only(world: World) -> None:  # noqa: F811
    owner, other = world.users["team"].pk, world.users["patient"].pk
    code, said, _ = ask(world, "read_token", "get", "/api/v1/me", None, **{"X-TOH-Account": str(other)})
    assert (code, said["errors"][0]["code"]) == (409, "other_account")
    assert ask(world, "read_token", "get", "/api/v1/me", None, **{"X-TOH-Account": str(owner)})[0] == 200
    assert ask(world, "read_token", "get", "/api/v1/me", None)[0] == 200


def _readings() -> list[Row]:
    return [row for row in ROWS.values() if row.method == "get" and not row.public]


@pytest.mark.parametrize("role", ["patient", "team"])
def test_who_names_themselves_is_answered_as_ever(world: World, role: str) -> None:  # noqa: F811
    own = {"X-TOH-Account": str(world.users[role].pk)}
    for row in _readings():
        path = fill(row.path + row.query, world.of_maria.ids)
        assert ask(world, role, "get", path, None, **own)[0] == ask(world, role, "get", path, None)[0], path


@pytest.mark.parametrize("named", ["0", "abc", "-1", "1 2", "９", "x" * 5000])
def test_what_is_no_account_is_another(world: World, named: str) -> None:  # noqa: F811
    value = named.encode().decode("latin-1")
    code, said, _ = ask(world, "patient", "get", "/api/v1/me", None, **{"X-TOH-Account": value})
    assert (code, said["errors"][0]["code"]) == (409, "other_account")


def test_nobody_signed_in_is_asked_to_sign_in(world: World) -> None:  # noqa: F811
    code, _, _ = ask(world, "nobody", "get", "/api/v1/me", None, **{"X-TOH-Account": "1"})
    assert code == 401


@pytest.mark.parametrize("account", ["{other}", 0, [], {"id": 1}, True])
def test_the_body_of_a_push_names_its_account_too(world: World, account: Any) -> None:  # noqa: F811
    item = fill(
        {"id": "{new}", "kind": "exercise", "category": "aquatic", "recorded_at": "{now}", "timezone": "UTC"}, {}
    )
    other, own = str(world.users["other_patient"].pk), str(world.users["patient"].pk)
    body = {"account": other if account == "{other}" else account, "items": [item]}
    code, said, _ = ask(world, "patient", "post", "/api/v1/sync/push", body)
    assert (code, said["errors"][0]["code"], said["errors"][0]["field"]) == (409, "other_account", "account")
    code, said, _ = ask(world, "patient", "post", "/api/v1/sync/push", body | {"account": own})
    assert (code, said["results"][0]["result"]) == (200, "created")
