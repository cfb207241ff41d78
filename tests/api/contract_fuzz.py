"""schemathesis against the application in this process: its cases through Django's client, as each role of the matrix."""

import os
from typing import Any

import requests
import schemathesis
from django.db import transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, seed, settings
from matrix_world import World, close
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
]  # fmt: skip


def operations() -> list[Any]:
    document = SchemaGenerator().get_schema(request=None, public=True)
    loaded = schemathesis.openapi.from_dict(document)
    return [found.ok() for found in loaded.get_all_operations()]


def fuzz(world: World, operation: Any, role: str, *, examples: int, start: int) -> list[str]:
    """What is wrong with the answers to `examples` cases of one operation, in words; every case is rolled back."""
    wrong: dict[str, str] = {}
    number = 0

    @seed(start)
    @settings(
        max_examples=examples, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck), derandomize=False,
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def one(case: Any) -> None:
        nonlocal number
        number += 1
        # Half of the cases name things that are there: with ids by chance nothing but 404 would ever be tried.
        if number % 2:
            for name in case.path_parameters or {}:
                case.path_parameters[name] = world.of_maria.ids.get(name, case.path_parameters[name])
        answer = sent(world, case, role)
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as group:
            for failure in group.exceptions:
                title = f"{operation.method.upper()} {operation.path} as {role}: {type(failure).__name__}"
                told = f"{answer.status_code} {answer.text[:300]} | sent {str(answer.request.body)[:200]} {answer.request.url}"
                wrong.setdefault(title, f"{title}\n   {str(failure)[:500]}\n   {told}")

    one()
    return list(wrong.values())


def sent(world: World, case: Any, role: str) -> schemathesis.Response:
    """One case through Django's client, its answer as schemathesis reads answers."""
    prepared = requests.Request(**_for_requests(case)).prepare()
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in prepared.headers.items()}
    kind = prepared.headers.get("Content-Type", "")
    for name in ("HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH", "HTTP_COOKIE", "HTTP_AUTHORIZATION"):
        headers.pop(name, None)
    body = prepared.body or b""
    mark = transaction.savepoint()
    client = world.client(role)
    raw = client.generic(
        prepared.method, prepared.path_url, body.encode() if isinstance(body, str) else body, content_type=kind,
        REMOTE_ADDR="192.0.2.10", **headers,
    )  # fmt: skip
    answer = schemathesis.Response(
        status_code=raw.status_code, headers={name.lower(): [value] for name, value in raw.headers.items()},
        content=b"".join(raw), request=prepared, elapsed=0.001, verify=True, http_version="1.1",
    )  # fmt: skip
    close(raw)
    transaction.savepoint_rollback(mark)
    return answer


def _for_requests(case: Any) -> dict[str, Any]:
    given_ = case.as_transport_kwargs(base_url="http://testserver")
    return {name: value for name, value in given_.items() if name in ("method", "url", "headers", "params", "json", "data", "files", "cookies")}  # fmt: skip


EXAMPLES = int(os.environ.get("TOH_FUZZ_EXAMPLES", "2"))
SEED = int(os.environ.get("TOH_FUZZ_SEED", "20261121"))
