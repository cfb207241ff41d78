"""Each error of a measure says where it comes from."""

import pytest

from backend.guidance.errors import ERRORS


@pytest.mark.parametrize("measure", sorted(ERRORS))
def test_an_error_has_a_size_a_unit_and_a_source(measure: str) -> None:
    error = ERRORS[measure]
    assert error.amount > 0
    assert error.unit
    assert error.source or error.ours
