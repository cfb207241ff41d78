"""The tests' settings with the limits switched on again, since a request of a real server passes through them."""

from toh_tracker.test_settings import *  # noqa: F403  isort: skip  (says which database before the settings are read)
from toh_tracker.settings import REST_FRAMEWORK as REAL
from toh_tracker.test_settings import REST_FRAMEWORK

REST_FRAMEWORK = REST_FRAMEWORK | {"DEFAULT_THROTTLE_CLASSES": REAL["DEFAULT_THROTTLE_CLASSES"]}
