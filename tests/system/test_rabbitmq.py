"""The queue in RabbitMQ: a real worker takes real tasks from quorum queues, and what is sent is confirmed."""

import os
import shutil
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.system, pytest.mark.slow]


def answers():
    try:
        with socket.create_connection(("127.0.0.1", 5672), 2):
            return True
    except OSError:
        return False


@pytest.fixture
def env(tmp_path):
    if not (answers() and shutil.which("rabbitmqctl")):
        pytest.skip("no RabbitMQ on 127.0.0.1:5672 with rabbitmqctl beside it")
    name = f"toh-{uuid.uuid4().hex[:8]}"

    def ctl(*words):
        return subprocess.run(
            ["rabbitmqctl", "-q", *words], check=True, timeout=60, capture_output=True, text=True
        ).stdout

    try:
        ctl("add_vhost", name)
    except (subprocess.SubprocessError, OSError) as error:
        pytest.skip(f"this user may not make a vhost: {type(error).__name__}")
    ctl("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
    kept = {word: os.environ[word] for word in ("PATH", "HOME", "LANG") if word in os.environ}
    kept |= {"TOH_BOOTSTRAP": "off", "TOH_VAR": str(tmp_path), "CACHE_URL": "database"}
    kept |= {"BROKER_URL": f"amqp://guest:guest@127.0.0.1:5672/{name}"}
    yield kept, lambda: ctl("list_queues", "-p", name, "name", "type", "arguments")
    ctl("delete_vhost", name)


def manage(env, *command):
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


HEARD = "from backend.core.models import Heartbeat; print('heard', Heartbeat.objects.filter(name='beat').count())"
SEND = "from backend.tracking.tasks import tick; tick.apply_async(retry=False); print('sent')"
LOOK = (
    "from django.test import Client; t = Client().get('/metrics').content.decode();"
    "print([line for line in t.splitlines() if line.startswith(('toh_queue_depth', 'toh_broker_up'))])"
)


def test_a_worker_takes_what_is_sent_from_quorum_queues(env):
    env, queues = env
    manage(env, "migrate", "-v", "0")
    manage(env, "shell", "-v", "0", "-c", SEND)  # before any worker: the queue is declared by the sender
    told = manage(env, "shell", "-v", "0", "-c", LOOK)
    assert 'toh_queue_depth{queue="assess"} 1.0' in told
    assert 'toh_queue_depth{queue="bulk"} 0.0' in told  # not there yet, which closes a channel of RabbitMQ
    assert "toh_broker_up 1.0" in told
    command = [sys.executable, "-m", "celery", "-A", "toh_tracker", "worker", "-P", "threads", "-c", "2"]
    worker = subprocess.Popen([*command, "-Q", "assess,deliver,bulk", "-l", "ERROR"], cwd=ROOT, env=env)
    try:
        end = time.monotonic() + 90
        while "heard 1" not in manage(env, "shell", "-v", "0", "-c", HEARD):
            assert time.monotonic() < end, "no worker heard it"
            assert worker.poll() is None
            time.sleep(0.5)
        listed = [line.split("\t") for line in queues().splitlines()]
        ours = {row[0]: row[1] for row in listed if row[0] in ("assess", "deliver", "bulk")}
        assert ours == {"assess": "quorum", "deliver": "quorum", "bulk": "quorum"}
        assert all("x-delivery-limit" in row[2] for row in listed if row[0] in ours)
    finally:
        worker.terminate()
        worker.wait(60)
