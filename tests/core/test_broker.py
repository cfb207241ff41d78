"""The broker made of files: many writers and readers at once, each message whole and taken once."""

import threading
from collections import Counter

from kombu import Connection

from backend.core.broker import Transport


def test_messages_are_whole_and_taken_once_by_many_readers(tmp_path):
    folders = {name: str(tmp_path / name) for name in ("in", "control", "processed")}
    for path in folders.values():
        (tmp_path / path).mkdir(exist_ok=True)
    options = {
        "data_folder_in": folders["in"],
        "data_folder_out": folders["in"],
        "control_folder": folders["control"],
        "processed_folder": folders["processed"],
        "polling_interval": 0.01,
    }
    sent = range(400)
    taken: Counter = Counter()
    lock = threading.Lock()
    trouble: list[BaseException] = []

    def connection():
        return Connection(transport=Transport, transport_options=options)

    def write(part):
        with connection() as link, link.SimpleQueue("work") as queue:
            for number in sent[part::4]:
                queue.put({"number": number})

    def read():
        try:
            with connection() as link, link.SimpleQueue("work") as queue:
                while True:
                    try:
                        message = queue.get(timeout=2)
                    except queue.Empty:
                        return
                    with lock:
                        taken[message.payload["number"]] += 1
                    message.ack()
        except BaseException as error:  # noqa: BLE001  (whatever it is, the test tells it)
            trouble.append(error)

    # Within one process kombu notes a binding before it is written: bind once, as a worker has when it starts.
    with connection() as link, link.SimpleQueue("work"):
        pass
    threads = [threading.Thread(target=read) for _ in range(3)]
    threads += [threading.Thread(target=write, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not trouble
    assert taken == Counter(sent)
