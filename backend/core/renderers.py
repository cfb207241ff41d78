"""JSON as the API writes it: by orjson, several times as fast as the standard library on a long worklist."""

from typing import Any

import orjson
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

_of_the_framework = JSONEncoder().default
# Moments stay as the framework writes them (with `Z`, to the microsecond), so that no client sees a change.
OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS


def stored_json(text: str | bytes | None) -> Any:
    """A JSON document that is written already, to be put into an answer as it stands, neither read nor rewritten."""
    return orjson.Fragment(text if text is not None else "null")


class FastJSONRenderer(JSONRenderer):
    """The framework's renderer, but for what writes; what orjson does not know is written as before."""

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        if data is None:
            return b""
        if self.get_indent(accepted_media_type or "", renderer_context or {}):
            plain = orjson.loads(orjson.dumps(data, default=_of_the_framework, option=OPTIONS))
            return super().render(plain, accepted_media_type, renderer_context)
        return orjson.dumps(data, default=_of_the_framework, option=OPTIONS)
