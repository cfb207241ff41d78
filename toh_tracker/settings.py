"""Settings, all from the environment. `docs/settings.md` is generated from `env` calls in this file.

Development is the default and needs no server: SQLite in WAL mode and a broker made of files. With
`TOH_ENV=production` every secret must be given, and weak or default ones are refused (see `backend.core.weakness`).
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import django_stubs_ext
import environ
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from kombu.transport import TRANSPORT_ALIASES

from backend.core import audit_place, shared_counters, zonedata
from backend.core.static import is_immutable
from backend.core.weakness import weaknesses
from toh_tracker import addresses, queues
from toh_tracker.given import Given

BASE_DIR = Path(__file__).resolve().parent.parent
env = Given()
_secret = env.secret
shared_counters.identify()  # before any library makes its first counter
zonedata.use_newest()  # before anything asks for a zone
django_stubs_ext.monkeypatch()  # lets Django's generic classes be written with their type at run time

TOH_ENV = env.choice("TOH_ENV", default="development", among=("development", "production"))
PRODUCTION = TOH_ENV == "production"
DEBUG = False  # tracebacks with health data are never shown, not even in development
VAR = Path(env.str("TOH_VAR", default=str(BASE_DIR / "var")))
VAR.mkdir(parents=True, exist_ok=True)


INSECURE_KEY = "development-only-key-that-production-refuses-0123456789"
SECRET_KEY = _secret("SECRET_KEY", "" if PRODUCTION else INSECURE_KEY)
# Keys of before, newest first: what they have signed (sessions, links, codes of invitations) goes on.
SECRET_KEY_FALLBACKS = [key for key in _secret("SECRET_KEY_FALLBACKS", "").split(",") if key]
# Encrypts TOTP secrets and push subscriptions at rest; a list, newest first, so that keys can be rotated.
FIELD_KEYS = [key for key in _secret("FIELD_KEYS", "" if PRODUCTION else SECRET_KEY).split(",") if key]
# Keys of the audit trail's hashes, newest first. Not in the database, so that SQL alone cannot rewrite the trail.
AUDIT_KEYS = [key for key in _secret("AUDIT_KEY", "" if PRODUCTION else SECRET_KEY).split(",") if key]
# Where the trail's ends and the names of who was forgotten are noted, outside the database and its backups.
# Where else the trail is told, as it is written; nowhere while it is empty.
AUDIT_STREAM = [
    env.read("AUDIT_STREAM", one, audit_place.address_of, audit_place.Address("stdout"))
    for one in env.list("AUDIT_STREAM", default=[])
]
AUDIT_FOLDER = Path(env.str("AUDIT_FOLDER", default=str(VAR / "audit")))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "backend.accounts.operators_app.OperatorsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "allauth.headless",
    "django_prometheus",
    "django_structlog",
    "backend.core",
    "backend.accounts",
    "backend.patients",
    "backend.records",
    "backend.tracking",
    "backend.sync",
    "backend.reminders",
    "backend.dashboard",
    "backend.exchange",
]

MIDDLEWARE = [
    "backend.core.counted.CountedOutside",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "backend.core.middleware.PolicyMiddleware",
    "backend.core.middleware.PermissionsPolicyMiddleware",
    "backend.core.watched.WatchedMiddleware",
    "backend.core.plain.PlainRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "backend.accounts.sessions.PersonMiddleware",
    "backend.accounts.whose.AccountMiddleware",
    "backend.accounts.lock.LockMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "backend.accounts.middleware.DoorLanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "backend.accounts.middleware.SessionSeenMiddleware",
    "backend.accounts.devices.KnownDeviceMiddleware",
    "backend.core.request_log.RequestLogMiddleware",
    "backend.core.middleware.LaterMiddleware",
    "backend.core.counted.CountedInside",
]

ROOT_URLCONF = "toh_tracker.urls"
WSGI_APPLICATION = "toh_tracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Database -------------------------------------------------------------------------------------
DATABASE_URL = _secret("DATABASE_URL", "")
DATABASES = {"default": addresses.sqlite(VAR / "toh.sqlite3")}
if DATABASE_URL:
    DATABASES["default"] = env.read(
        "DATABASE_URL", DATABASE_URL, lambda url: addresses.database(url, BASE_DIR), DATABASES["default"]
    )
CONN_MAX_AGE = env.int("CONN_MAX_AGE", default=60)
DATABASE_PREPARED = env.bool("DATABASE_PREPARED", default=True)
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"] |= {"CONN_MAX_AGE": CONN_MAX_AGE, "CONN_HEALTH_CHECKS": True}
    if DATABASE_PREPARED:
        # The same few statements come all day: PostgreSQL reads and plans each of them once for a connection.
        DATABASES["default"]["OPTIONS"].update(server_side_binding=True, prepare_threshold=5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis, cache, Celery -------------------------------------------------------------------------
REDIS_URL = _secret("REDIS_URL", "")
# Each apart from REDIS_URL: the cache in another Redis or in the database ("database"), the queue in RabbitMQ.
CACHE_URL = _secret("CACHE_URL", "") or REDIS_URL
BROKER_URL = _secret("BROKER_URL", "") or REDIS_URL
# A table, not process memory: rate limits must hold across web processes.
CACHES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}
}
if CACHE_URL and CACHE_URL != "database":
    _name = "CACHE_URL" if CACHE_URL != REDIS_URL else "REDIS_URL"
    CACHES["default"] = env.read(_name, CACHE_URL, lambda url: addresses.redis(url).cache(), CACHES["default"])
DJANGO_REDIS_CONNECTION_FACTORY = "django_redis.pool.SentinelConnectionFactory"  # read with sentinels only

CELERY_TIMEZONE = "UTC"
CELERY_TASK_DEFAULT_QUEUE = "assess"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_ROUTES = {
    "assess.*": {"queue": "assess"},
    "deliver.*": {"queue": "deliver"},
    "bulk.*": {"queue": "bulk"},
}
CELERY_BROKER_USE_SSL: dict[str, object] | None = None
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object]
if BROKER_URL.startswith(("amqp://", "amqps://")):
    CELERY_BROKER_URL = BROKER_URL
    CELERY_TASK_QUEUES = queues.quorum(["assess", "deliver", "bulk"])
    CELERY_TASK_DEFAULT_EXCHANGE, CELERY_TASK_DEFAULT_EXCHANGE_TYPE = queues.EXCHANGE, "topic"
    CELERY_TASK_DEFAULT_ROUTING_KEY = "assess"
    CELERY_BROKER_TRANSPORT_OPTIONS = dict(queues.CONFIRMED)
elif BROKER_URL:
    _name = "BROKER_URL" if BROKER_URL != REDIS_URL else "REDIS_URL"
    _none: dict[str, Any] = {}
    _broker = env.read(_name, BROKER_URL, lambda url: addresses.redis(url).broker(), _none)
    CELERY_BROKER_URL = _broker.get("broker_url", "")
    CELERY_BROKER_TRANSPORT_OPTIONS = _broker.get("broker_transport_options", {})
    CELERY_BROKER_USE_SSL = _broker.get("broker_use_ssl")
else:
    # kombu's own file-system transport, with messages put and taken in one step (see the module).
    TRANSPORT_ALIASES["filesystem"] = "backend.core.broker:Transport"
    CELERY_BROKER_URL = "filesystem://"
    _queue = VAR / "broker"
    for _folder in ("messages", "control", "processed"):
        (_queue / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue / "messages"),
        "data_folder_out": str(_queue / "messages"),
        "control_folder": str(_queue / "control"),
        "processed_folder": str(_queue / "processed"),
        "store_processed": False,
        "polling_interval": 0.1,
    }

# The whole beat timetable. Each entry only claims rows that are due; none of them scans patients.
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "assess-due-patients": {
        "task": "assess.sweep",
        "schedule": timedelta(seconds=5),
        "options": {"expires": 30},
    },
    "deliver-due-reminders": {
        "task": "deliver.sweep",
        "schedule": timedelta(seconds=5),
        "options": {"expires": 30},
    },
    "send-due-digests": {
        "task": "deliver.digests",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 120},
    },
    "plan-anew-by-new-zone-data": {
        "task": "deliver.zone_data",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 120},
    },
    "erase-what-is-due": {"task": "bulk.erase", "schedule": timedelta(minutes=10), "options": {"expires": 600}},
    "remove-expired-exports": {
        "task": "bulk.tidy_exports",
        "schedule": timedelta(minutes=10),
        "options": {"expires": 600},
    },
    "look-at-mail-and-certificate": {
        "task": "bulk.look_outside",
        "schedule": timedelta(minutes=10),
        "options": {"expires": 600},
    },
    "send-due-mails": {"task": "deliver.mails", "schedule": timedelta(seconds=15), "options": {"expires": 60}},
    "end-what-is-past-its-time": {
        "task": "bulk.tidy_accounts",
        "schedule": timedelta(hours=6),
        "options": {"expires": 3600},
    },
    "end-what-clinics-keep-of-who-left": {
        "task": "bulk.tidy_stays",
        "schedule": timedelta(hours=24),
        "options": {"expires": 3600},
    },
    "end-notes-of-deliveries": {
        "task": "bulk.tidy_deliveries",
        "schedule": timedelta(hours=6),
        "options": {"expires": 3600},
    },
    "anchor-the-audit": {"task": "bulk.anchor_audit", "schedule": timedelta(hours=1), "options": {"expires": 3000}},
    "stream-the-audit": {
        "task": "bulk.stream_audit",
        "schedule": timedelta(seconds=15),
        "options": {"expires": 60},
    },
    "beat-alive": {"task": "assess.tick", "schedule": timedelta(seconds=30), "options": {"expires": 60}},
}

# --- People ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
# One: with a second one each wrong password is hashed twice, and one backend's time tells what the other's hides.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "backend.accounts.passwords.StrengthValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "backend.accounts.adapters.AccountAdapter"
# Invitations are bound to addresses, so an address counts only once a code has been read from its mailbox.
# A code and not a link: the mail opens in another program than the app in which somebody is signing up.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this session goes on; Django ends all others
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # in the words of `backend.accounts.security_mails`
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before an address is changed; factors ask by themselves
ACCOUNT_LOGIN_BY_CODE_ENABLED = True  # the way in by mail, when guesses of others have closed that by password
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_RATE_LIMITS = {
    # Per network; per account and network see `backend.accounts.guesses`.
    "login_failed": "30/m/ip",
    # A code in a letter: asked for twice at once is usual (signing up, then signing in), a hundred times is not.
    "confirm_email": "5/5m/key",
}
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1 if PRODUCTION else 0)
MFA_ADAPTER = "backend.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "TOH Tracker"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# Minutes without a touch after which a session of staff locks, where their clinic has chosen no other number.
LOCK_MINUTES = env.int("LOCK_MINUTES", default=10)
if not 1 <= LOCK_MINUTES <= 60:
    env.faults.append("LOCK_MINUTES: expected 1 to 60 minutes")
# A clinic's own sign-in (`backend.accounts.sign_on`).
SOCIALACCOUNT_ADAPTER = "backend.accounts.sign_on.provider.SocialAccountAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SIGN_ON_HOSTS = env.list("SIGN_ON_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost"])
USERSESSIONS_TRACK_ACTIVITY = True
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": PUBLIC_URL + "/signin",
    "account_reset_password": PUBLIC_URL + "/reset-password",
    "account_reset_password_from_key": PUBLIC_URL + "/reset-password/{key}",
    "account_signup": PUBLIC_URL + "/sign-up",
    "socialaccount_login_error": PUBLIC_URL + "/sign-on",
}
SESSION_ENGINE = "backend.accounts.sessions"  # the table of Django's own, read together with the person
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90  # a phone stays signed in for a season; each session can be revoked
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "backend.core.views.csrf_failure"

# --- API ------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "backend.accounts.authentication.TokenAuthentication",
        "backend.accounts.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["backend.accounts.second_factor.SignedInSafely"],
    "DEFAULT_RENDERER_CLASSES": ["backend.core.renderers.FastJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["backend.core.parsers.BoundedJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "backend.core.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "backend.core.errors.exception_handler",
    "DEFAULT_PAGINATION_CLASS": "backend.core.paging.KeysetPagination",
    "PAGE_SIZE": 100,
    "DEFAULT_THROTTLE_CLASSES": [
        "backend.core.throttles.PersonThrottle",
        "backend.core.throttles.AddressThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "person": env.str("THROTTLE_PERSON", default="1200/min"),
        "address": env.str("THROTTLE_ADDRESS", default="120/min"),
        "password": "10/hour",
        "strength": "60/min",
        "export": "20/day",
    },
    "NUM_PROXIES": env.int("TRUSTED_PROXY_COUNT", default=1 if PRODUCTION else 0),
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "TOH Tracker",
    "DESCRIPTION": "Recovery and recurrence tracking for transient osteoporosis of the hip.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    # Swagger UI 5.33 and newer draws of a long list only what is in view, so the browser's own search finds nothing.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "filter": True},
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "SORT_OPERATIONS": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "backend.records.kinds.published.add_kinds",
    ],
    "ENUM_NAME_OVERRIDES": {
        "ExportState": "backend.exchange.models.Export.State",
        "FindingState": "backend.tracking.models.Finding.State",
        "FindingStateTold": ["open", "acknowledged", "resolved", "withdrawn"],
        "InvitationState": ["open", "used", "revoked", "expired", "blocked"],
        "ConsentKind": "backend.patients.models.Consent.Kind",
        "ClinicRole": "backend.accounts.models.Membership.Role",
        "FindingUrgency": ["now", "soon", "routine", "info"],
        "WorklistHeading": ["now", "soon", "routine", "on_course", "no_data"],
        "TakenResult": ["created", "identical", "superseded", "refused"],
    },
}
# A person's own rights: how long a copy of everything may be fetched, and how long a deletion may be taken back.
EXPORT_HOURS = env.int("EXPORT_HOURS", default=72)
# What ends by itself (`backend.accounts.retention`).
KEEP_UNCONFIRMED_DAYS = env.int("KEEP_UNCONFIRMED_DAYS", default=30)
KEEP_INVITATIONS_DAYS = env.int("KEEP_INVITATIONS_DAYS", default=90)
# Ten years after the end of a treatment: § 630f (3) BGB, Germany. Another country's is the operator's, or the clinic's, to set.
KEEP_FORMER_YEARS = env.int("KEEP_FORMER_YEARS", default=10)
KEEP_DELIVERIES_DAYS = env.int("KEEP_DELIVERIES_DAYS", default=180)
ERASURE_DAYS = env.int("ERASURE_DAYS", default=14)
PRIVATE_FILES = VAR / "private"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Mail -----------------------------------------------------------------------------------------
EMAIL_URL = _secret("EMAIL_URL", "")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="TOH Tracker <no-reply@toh-tracker.example>")
EMAIL_TIMEOUT = 10


def mail(url: str) -> dict[str, Any]:
    try:
        return dict(environ.Env.email_url_config(url))
    except (KeyError, ValueError, ImproperlyConfigured) as error:
        raise ValueError("expected smtp+tls://user:password@host:587, smtp+ssl://… or smtp://host:25") from error


if EMAIL_URL:
    _mail = env.read("EMAIL_URL", EMAIL_URL, mail, mail("dummymail://"))
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR / "mail")

# --- Web push (off until a key is given) ------------------------------------------------------------
VAPID_PRIVATE_KEY = _secret("VAPID_PRIVATE_KEY", "")
VAPID_SUBJECT = env.str("VAPID_SUBJECT", default="mailto:operator@toh-tracker.example")
# The endpoint's address comes from a user's browser: only hosts of known push services are called.
PUSH_HOSTS = env.list(
    "PUSH_HOSTS",
    default=["fcm.googleapis.com", ".push.services.mozilla.com", ".notify.windows.com", ".push.apple.com"],
)
SMS_GATEWAY_URL = env.str("SMS_GATEWAY_URL", default="")
# Hours after which a finding that nobody has acknowledged rings again, and wider (ours, of no source).
ESCALATION_HOURS = env.read(
    "ESCALATION_HOURS",
    ",".join(env.list("ESCALATION_HOURS", default=["4", "24"])),
    lambda text: [float(hours) for hours in text.split(",") if hours],
    [4.0, 24.0],
)

# --- Language, time, static -------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR / "static")))
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
WHITENOISE_ROOT = str(FRONTEND_DIST) if FRONTEND_DIST.is_dir() else None
# Vite names files by their content's hash, so they may be kept for ever; the worker and the shell may not.
# The function itself: a text here would be taken for a pattern, and match nothing.
WHITENOISE_IMMUTABLE_FILE_TEST = is_immutable

# --- Security ---------------------------------------------------------------------------------------
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# --- Logs: who, what kind, how long; never a value that somebody entered ------------------------------
DJANGO_STRUCTLOG_CELERY_ENABLED = True
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO" if PRODUCTION else "WARNING")
LOGGING_CONFIG = None
from backend.core.logs import configure as _configure_logs  # noqa: E402  (needs nothing of Django)

_configure_logs(level=LOG_LEVEL)

# Errors to a service of the operator's choice; nothing leaves this server while it is empty.
ERROR_REPORTS_DSN = _secret("ERROR_REPORTS_DSN", "")
from backend.core.error_reports import configure as _configure_reports  # noqa: E402

_configure_reports(dsn=ERROR_REPORTS_DSN, environment=TOH_ENV)

# --- What operators look at -----------------------------------------------------------------------------
PROMETHEUS_METRIC_NAMESPACE = "toh"
PROMETHEUS_EXPORT_MIGRATIONS = False
METRICS_TOKEN = _secret("METRICS_TOKEN", "")
BACKUP_KEY = _secret("BACKUP_KEY", "")
_folder_of_backups = env.str("BACKUP_FOLDER", default="")
BACKUP_FOLDER = Path(_folder_of_backups) if _folder_of_backups else None
if BACKUP_FOLDER:
    CELERY_BEAT_SCHEDULE["backup"] = {
        "task": "bulk.backup",
        "schedule": crontab(hour="2", minute="30"),
        "options": {"expires": 6 * 3600},
    }
# Beat is heard every 30 seconds, and what is due is looked for every five: these are many times as much.
READY_BEAT_SECONDS = env.int("READY_BEAT_SECONDS", default=120)
READY_OVERDUE_SECONDS = env.int("READY_OVERDUE_SECONDS", default=600)

# Whom to tell of a weakness, in /.well-known/security.txt: addresses with their scheme (mailto:, https:), with commas.
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[VAPID_SUBJECT])

PUBLIC_HOST = urlparse(PUBLIC_URL).hostname or "localhost"
DEMO_HOST = "demo.example"
# The demo's invented staff may look around without a second factor; never in production, whatever is set.
DEMO_WITHOUT_SECOND_FACTOR = env.bool("DEMO_WITHOUT_SECOND_FACTOR", default=True) and not PRODUCTION
DEMO_PASSWORD = "demo-hip-2026"  # noqa: S105  (printed by `up`; the demo is refused in production)
# Names of lists of choices in the API description: a matter of its generator, no weakness of a server.
SILENCED_SYSTEM_CHECKS = ["drf_spectacular.W001"]

_found = list(env.faults)
if PRODUCTION:
    _found += weaknesses(
        secret_key=SECRET_KEY,
        field_keys=FIELD_KEYS,
        audit_keys=AUDIT_KEYS,
        development_key=INSECURE_KEY,
        hosts=ALLOWED_HOSTS,
        public_url=PUBLIC_URL,
        database_url=DATABASE_URL,
    )
if _found:
    raise ImproperlyConfigured("These settings cannot be used:\n- " + "\n- ".join(dict.fromkeys(_found)))
