"""Several who ask for the API's description first, all at once, are answered the same whole one."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.test import Client

from backend.core import schema_view

TOGETHER = 4


def test_a_parallel_first_call_of_the_description(db, monkeypatch):
    monkeypatch.setattr(schema_view, "_made", [])
    start = Barrier(TOGETHER)

    def ask(_):
        start.wait(timeout=60)
        answer = Client(raise_request_exception=False).get(
            "/api/v1/schema/", headers={"Accept": "application/vnd.oai.openapi+json"}
        )
        return answer.status_code, answer.content

    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = list(pool.map(ask, range(TOGETHER)))
    assert {code for code, _ in answers} == {200}
    assert len({body for _, body in answers}) == 1
    assert len(json.loads(answers[0][1])["paths"]) > 50
