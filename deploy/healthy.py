"""Health checks of the containers: `python deploy/healthy.py web|worker|beat`. Exit code 0 when healthy."""

import os
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

BEAT_SCHEDULE = Path(os.environ.get("BEAT_SCHEDULE", "/tmp/beat-schedule"))  # noqa: S108  (the container's own)
BEAT_WRITES_WITHIN_S = 600  # beat writes its schedule every three minutes


def web() -> bool:
    """The web server answers under its public name, as through the proxy."""
    port = os.environ.get("WEB_BIND", "0.0.0.0:8000").rpartition(":")[2]
    host = urlsplit(os.environ.get("PUBLIC_URL", "http://127.0.0.1")).netloc
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"}
    )
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
        return bool(answer.status == 200)


def worker() -> bool:
    """This container's own worker answers a ping through the broker."""
    from toh_tracker.celery import app

    name = f"worker@{os.uname().nodename}"
    return bool(app.control.inspect(destination=[name], timeout=4).ping())


def beat() -> bool:
    """Beat has written its schedule lately."""
    files = [path for path in BEAT_SCHEDULE.parent.glob(BEAT_SCHEDULE.name + "*") if path.is_file()]
    return any(time.time() - path.stat().st_mtime < BEAT_WRITES_WITHIN_S for path in files)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    try:
        healthy = {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]()
    except OSError as error:
        raise SystemExit(f"unhealthy: {error}") from None
    raise SystemExit(0 if healthy else "unhealthy")
