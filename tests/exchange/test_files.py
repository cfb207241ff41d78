"""A file that nobody gets is not left open: the server would run out of them."""

import gc
import warnings
from pathlib import Path

import pytest
from django.db import OperationalError
from django.http import Http404

from backend.exchange.files import file_response


def fails() -> None:
    raise OperationalError("the trail cannot be written")


def test_a_file_is_closed_where_the_trail_cannot_be_written(tmp_path, monkeypatch):
    path = tmp_path / "Patient.ndjson"
    path.write_text("{}\n")
    opened = []
    plain = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *more: opened.append(plain(self, *more)) or opened[-1])
    with pytest.raises(OperationalError):
        file_response(path, noted=fails)
    assert [one.closed for one in opened] == [True]


def test_a_file_that_is_gone_is_not_found_and_not_noted(tmp_path):
    with pytest.raises(Http404):
        file_response(tmp_path / "gone", noted=fails)


@pytest.mark.django_db  # the end of a request looks after connections
def test_it_is_handed_out_and_closed_with_the_answer(tmp_path):
    path = tmp_path / "Patient.ndjson"
    path.write_text("{}\n")
    noted = []
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        answer = file_response(path, noted=lambda: noted.append(1), content_type="application/fhir+ndjson")
        assert (b"".join(answer), noted) == (b"{}\n", [1])
        answer.close()
        del answer
        gc.collect()
