"""What a web process loads before its first request."""

import os
import subprocess
import sys

import pytest

from toh_tracker.dev.paths import ROOT

START = """
import sys
from toh_tracker.wsgi import application
from django.urls import get_resolver
get_resolver().url_patterns
print(*sys.modules)
"""


@pytest.mark.system
def test_a_web_process_loads_nothing_that_only_some_answers_need(tmp_path):
    """Together they are a third of a second and 15 MB in each process: `python -m bench.start` tells."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "toh_tracker.settings", "TOH_VAR": str(tmp_path)}
    env = {name: value for name, value in env.items() if name not in ("DATABASE_URL", "REDIS_URL", "TOH_ENV")}
    done = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )

    loaded = {name.partition(".")[0] for name in done.stdout.split()}

    assert not loaded & {"aiohttp", "pywebpush", "icalendar", "segno", "pypdf", "hypothesis", "honcho"}
