"""The web server's settings, for `manage.py up` and for the container alike. Flags override them."""

import os

worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
bind = os.environ.get("WEB_BIND", "0.0.0.0:8000")
timeout = 60
graceful_timeout = 10
keepalive = 75  # longer than the reverse proxy keeps an idle connection (60 s), so that the proxy closes first
# A worker is replaced now and then, not all at once: a slow leak in a library stays small.
max_requests = 20_000
max_requests_jitter = 2_000
# Heartbeat files in memory: a slow disk must not look like a hung worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  (gunicorn's own advice)
accesslog = None  # the application logs its own requests, with ids and without addresses of entries
errorlog = "-"
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")
# Where the number of the main process stands, for `deploy/renew-web`; empty: nowhere.
pidfile = os.environ.get("WEB_PIDFILE") or None
control_socket_disable = True  # nothing here uses it, and read-only homes have no place for it


def _ready_file(main, process):  # type: ignore[no-untyped-def]  # of the two numbers
    return f"{os.environ['WEB_PIDFILE']}.ready.{main}.{process}"


def post_worker_init(worker):  # type: ignore[no-untyped-def]  # gunicorn calls it by position
    """The application is loaded: `deploy/renew-web` waits for this before it lets older processes go."""
    if pidfile:
        with open(_ready_file(worker.ppid, os.getpid()), "w"):
            pass


def child_exit(server, worker):  # type: ignore[no-untyped-def]  # gunicorn calls it by position
    """A web process has ended: what it counted stays in `/metrics`, in one file with that of others."""
    if pidfile and os.path.exists(_ready_file(os.getpid(), worker.pid)):
        os.unlink(_ready_file(os.getpid(), worker.pid))
    from backend.core.shared_counters import bury

    bury(worker.pid)
