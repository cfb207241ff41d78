"""kombu's file-system transport, with messages that are whole before anybody can see them.

Kombu opens a message under its final name and then writes it, so a worker that looks in between reads an empty
file and stops for good (seen under load: `JSONDecodeError` in `drain_events`). Here a message is written
aside and renamed into place, and taken by renaming, which are single steps on one file system.
"""

import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads

_ATTEMPTS = 20


class Channel(filesystem.Channel):
    def _put(  # type: ignore[override]  # kombu's own two declarations of it disagree
        self, queue: str, payload: dict[str, Any], **kwargs: Any
    ) -> None:
        folder = Path(self.data_folder_out)
        name = f"{time.monotonic_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        aside = folder / f"{name}.part"
        try:
            aside.write_text(dumps(payload))
            aside.replace(folder / name)
        except OSError as error:
            raise ChannelError(f"cannot add a message for {queue}: {error.strerror}") from error

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        folder = Path(self.data_folder_in)
        wanted = f"{queue}.msg"
        for name in sorted(os.listdir(folder)):
            if name.partition(".")[2] != wanted:
                continue
            taken = Path(self.processed_folder) / name
            try:
                (folder / name).rename(taken)
            except FileNotFoundError:
                continue  # another worker was quicker
            text = taken.read_text()
            taken.unlink()
            return loads(text)
        raise Empty

    def _queue_bind(self, *args: Any) -> None:
        """Two processes that start at once may meet in the table of queues: look again a moment later."""
        for attempt in range(_ATTEMPTS):
            try:
                super()._queue_bind(*args)
                return
            except ValueError:  # the other one has opened the table and not written it yet
                if attempt == _ATTEMPTS - 1:
                    raise
                time.sleep(0.05)


class Transport(filesystem.Transport):
    Channel = Channel
