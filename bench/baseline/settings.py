"""The product's own settings; only the addresses of the baseline come to it, so that both stand behind the same server."""

from toh_tracker.settings import *  # noqa: F403

ROOT_URLCONF = "bench.baseline.urls"
