"""Whatever is sent: no 5xx, no status that the API description does not know, no answer that breaks its schema.

A few cases for each operation, always the same, each operation as one role after another. More of them:
`TOH_FUZZ_EXAMPLES=60 TOH_FUZZ_ROLES=all .venv/bin/python -m pytest tests/api/test_contract.py`.
"""

import os
from typing import Any

import pytest
from contract_fuzz import EXAMPLES, SEED, fuzz, operations
from matrix_world import ROLES, World
from test_authorization_matrix import world  # noqa: F401  (the fixture)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning"),
]


def test_every_answer_is_as_described(world: World, capsys: Any) -> None:  # noqa: F811
    wrong, cases = [], 0
    for number, operation in enumerate(operations()):
        roles = (
            ROLES if os.environ.get("TOH_FUZZ_ROLES") == "all" else (ROLES[number % len(ROLES)], "patient", "team")
        )
        for role in dict.fromkeys(roles):
            wrong += fuzz(world, operation, role, examples=EXAMPLES, start=SEED + number)
            cases += EXAMPLES
    with capsys.disabled():
        print(f"\ncontract fuzz: {cases} cases at most, {len(wrong)} answers off the description")  # noqa: T201
    assert not wrong, "\n".join(wrong)
