"""kombu's file-system transport, with messages that are whole before anybody can see them.

Kombu opens a message under its final name and then writes it, so a worker that looks in between reads an empty
file and stops for good (seen under load: `JSONDecodeError` in `drain_events`); its table of queues has the same
gap. Here both are written aside and renamed into place, and a message is taken by renaming: single steps on
one file system.
"""

import fcntl
import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.exceptions import OperationalError
from kombu.transport import filesystem
from kombu.utils.json import dumps, loads


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
            raise OperationalError(f"cannot add a message for {queue}: {error.strerror}") from error

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

    def _table_file(self, exchange: str) -> Path:
        return Path(self._exchange_file(exchange))  # type: ignore[attr-defined]  # kombu's stubs lack it

    def get_table(self, exchange: str) -> list[Any]:
        """The queues of an exchange; the table is only ever replaced as a whole, so this never sees half of one."""
        try:
            text = self._table_file(exchange).read_text()
        except FileNotFoundError:
            return []
        return [filesystem.exchange_queue_t(*row) for row in loads(text)]

    def _queue_bind(self, exchange: str, routing_key: str | None, pattern: str | None, queue: str) -> None:
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda table: table if row in table else [row, *table])

    def _delete(self, queue: str, exchange: str, routing_key: str, pattern: str, *_: Any, **__: Any) -> None:
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda table: [other for other in table if other != row])

    def _change_table(self, exchange: str, change: Callable[[list[Any]], list[Any]]) -> None:
        """One process at a time; the new table is written aside and renamed into place."""
        folder = Path(self.control_folder)
        folder.mkdir(exist_ok=True)
        with (folder / "table.lock").open("a") as guard:
            fcntl.flock(guard, fcntl.LOCK_EX)
            try:
                table = self.get_table(exchange)
                changed = change(table)
                if changed != table:
                    file = self._table_file(exchange)
                    aside = folder / f"{file.name}.{uuid.uuid4()}.part"
                    aside.write_text(dumps(changed))
                    aside.replace(file)
            finally:
                fcntl.flock(guard, fcntl.LOCK_UN)


class Transport(filesystem.Transport):
    Channel = Channel
