"""Handing out the file of an export."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404


def file_response(path: Path, *, noted: Callable[[], None], **more: Any) -> FileResponse:
    """
    The file at `path`, after `noted` has written into the trail who takes it.

    Raises Http404 where the file is gone, and whatever `noted` raises; the file is closed again then.
    """
    with ExitStack() as until_answered:
        try:
            stream = until_answered.enter_context(path.open("rb"))
        except FileNotFoundError as error:
            raise Http404 from error
        noted()
        until_answered.pop_all()
    return FileResponse(stream, **more)
