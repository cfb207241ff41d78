"""Settings of the tests: the real ones, on the databases of `TOH_TEST_DATABASE_URL` and `TOH_TEST_REDIS_URL`."""

import os
import tempfile

os.environ.pop("TOH_ENV", None)
os.environ["DATABASE_URL"] = os.environ.get("TOH_TEST_DATABASE_URL", "")
os.environ["REDIS_URL"] = os.environ.get("TOH_TEST_REDIS_URL", "")
os.environ["TOH_VAR"] = tempfile.mkdtemp(prefix="toh-test-")

from toh_tracker.settings import *  # noqa: F403
from toh_tracker.settings import BASE_DIR, CACHES, DATABASES, REDIS_URL, REST_FRAMEWORK

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOCK_MINUTES = 0  # tests travel by days; those of the lock choose minutes for their clinic
REST_FRAMEWORK = REST_FRAMEWORK | {"DEFAULT_THROTTLE_CLASSES": []}
# The workers of one run share a Redis: the first user of each would be counted by all of them.
CACHES["default"]["KEY_PREFIX"] = f"test-{os.getpid()}"
if not REDIS_URL:
    # Within one test process a queue in memory will do; the system tests start real workers.
    CELERY_BROKER_URL = "memory://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {}
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": None}
# A folder that is there, so that the absence of a built front end is no warning.
WHITENOISE_ROOT = None
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT = BASE_DIR / "frontend" / "public"
