"""What JSON the API reads: so deep and no deeper, and no NUL, wherever it hides."""

import io
import json

import pytest
from rest_framework.exceptions import ParseError

from backend.core.parsers import MAX_DEPTH, BoundedJSONParser


def read(text, encoding="utf-8"):
    return BoundedJSONParser().parse(io.BytesIO(text.encode(encoding)), None, {"encoding": encoding})


def nested(depth, inside):
    value = inside
    for level in range(depth):
        value = [value] if level % 2 else {"in": value}
    return json.dumps(value)


@pytest.mark.parametrize("inside", [1, "text", None, "a \\u0000 spelled out"])
def test_the_deepest_that_is_read_and_one_more(inside):
    assert read(nested(MAX_DEPTH, inside))
    with pytest.raises(ParseError, match="at most 12 deep"):
        read(nested(MAX_DEPTH + 1, inside))


@pytest.mark.parametrize(
    "text",
    [
        r'"\u0000"',
        r'{"a\u0000": 1}',
        r'{"a": {"b\u0000": []}}',
        r'[[], {"a": ["fine", "not \u0000 fine"]}]',
        r'{"a": "\\\u0000"}',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_nul_is_refused_wherever_it_stands(text, encoding):
    with pytest.raises(ParseError, match="NUL"):
        read(text, encoding)


def test_a_nul_that_is_only_spelled_is_a_text_as_any_other():
    assert read(r'{"a\\u0000": ["\\u0000", "é"]}') == {"a\\u0000": ["\\u0000", "é"]}


def test_a_request_that_takes_much_memory_is_refused_before_it_is_read():
    with pytest.raises(ParseError, match="at most 64 MB of memory"):
        read('{"changes":[' + "{}," * 300_000 + "{}]}")
    assert len(read('{"changes":[' + "{}," * 30_000 + "{}]}")["changes"]) == 30_001
