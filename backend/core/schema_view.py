"""The API's description, made once for each process."""

from threading import Lock
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView

_one_at_a_time = Lock()
_made: list[Any] = []


class OnceGenerator(SchemaGenerator):
    """The generator keeps its views and names in shared places: two that run at once mix them up and end in errors."""

    def get_schema(self, request: Any = None, public: bool = False) -> Any:
        if not public:
            return super().get_schema(request=request, public=public)
        with _one_at_a_time:
            if not _made:
                _made.append(super().get_schema(request=None, public=True))
            return _made[0]


class SchemaView(SpectacularAPIView):
    generator_class = OnceGenerator
