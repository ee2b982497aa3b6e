"""Kraftsam's settings: one file, and only environment variables differ between installations.

``.env.example`` documents each variable. ``DEPLOYMENT`` is ``production`` unless said otherwise, and
production refuses to start with settings that would be unsafe (``coordination.checks`` says why).
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from coordination.environment import read_environment_file
from coordination.map_tiles import tile_source

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
read_environment_file()

# --- What kind of installation -------------------------------------------------------------------

DEPLOYMENT = env.str("DEPLOYMENT", default="production")
PRODUCTION = DEPLOYMENT == "production"
DEMO = DEPLOYMENT == "demo"
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data"))).resolve()

MINIMUM_SECRET_LENGTH = 50
if DEPLOYMENT not in {"production", "demo", "development", "test"}:
    raise ImproperlyConfigured(
        f"DEPLOYMENT is {DEPLOYMENT!r}. Set it to production, demo, development or test."
    )
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured(
        "DEBUG shows source code and settings to visitors. Unset DEBUG, or set DEPLOYMENT=development."
    )
if len(SECRET_KEY) < MINIMUM_SECRET_LENGTH or "insecure" in SECRET_KEY or "change" in SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing or a default. Set it to at least 50 random characters, for example "
        "from: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
    )
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS accepts any host name (*). List the names that this installation answers to."
    )

# --- Applications, lowest first: imports point from the later to the earlier ---------------------

INSTALLED_APPS = [
    "coordination",
    "initiatives",
    "funding",
    "evaluation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "django_prometheus",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "guardian",
    "rest_framework",
    "rest_framework.authtoken",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "coordination.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "coordination.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "coordination.middleware.AstrayMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

ROOT_URLCONF = "coordination.urls"
WSGI_APPLICATION = "coordination.wsgi.application"
ASGI_APPLICATION = "coordination.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "coordination.templatetags.kraftsam"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "coordination.context_processors.page",
            ],
        },
    },
]

FORM_RENDERER = "coordination.forms.renderer.FormRenderer"

# --- Database: SQLite in one folder, or PostgreSQL -----------------------------------------------

# No full collation support is assumed: Swedish order is kept in sort-key columns on both.
DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'kraftsam.sqlite3'}")
}
_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    # IMMEDIATE takes the write lock at the start of a transaction, so nobody reads, waits and fails.
    _database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA busy_timeout=20000;PRAGMA journal_size_limit=27103364;"
            "PRAGMA recursive_triggers=ON;"  # the guards also see what INSERT OR REPLACE removes
        ),
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True
    # A page's wide rows join up to fifteen tables, along foreign keys and in a good order already. To try
    # every other order took PostgreSQL ten times as long as the answer; nor is any worth compiling.
    _database.setdefault("OPTIONS", {}).setdefault(
        "options",
        "-c join_collapse_limit=4 -c from_collapse_limit=4 -c jit=off"
        " -c random_page_cost=1.1",  # disks no longer turn: an index costs what reading on does
    )
# A new connection for each request costs SQLite a reading of the whole schema, PostgreSQL a process.
_database["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache, queue, mail --------------------------------------------------------------------------

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "coordination.cache.PatientRedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
else:
    (DATA_DIR / "queue").mkdir(parents=True, exist_ok=True)
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# In the database alone: nobody is signed out, and nobody who signed out is let in, by what Redis does.
SESSION_ENGINE = "django.contrib.sessions.backends.db"

CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost//"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "visibility_timeout": env.int("VISIBILITY_TIMEOUT", default=3600),
        # Seconds until a task whose worker was killed is looked for, on top of that.
        "unacked_restore_interval": env.int("RESTORE_INTERVAL", default=10),
        "unacked_restore_throttle": 1,
        # A page that queues a hint never waits for a Redis that is away.
        "socket_connect_timeout": 1,
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
    }
    if REDIS_URL
    else {
        "data_folder_in": str(DATA_DIR / "queue"),
        "data_folder_out": str(DATA_DIR / "queue"),
        "control_folder": str(DATA_DIR / "queue-control"),
    }
)
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 900  # well below the visibility timeout: no task is handed out twice
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10  # a task at work when asked to end may finish
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
# The queue is a hint: one tick a minute looks in the database for what is due (RELIABILITY rule 4).
TICK_SECONDS = env.float("TICK_SECONDS", default=60.0)
CELERY_BEAT_SCHEDULE = {
    "tick": {
        "task": "coordination.tick",
        "schedule": TICK_SECONDS,
        "options": {"expires": TICK_SECONDS - TICK_SECONDS / 12},
    }
}
# A letter that a runner has claimed is free again after so long: well above what a batch takes.
MESSAGE_LEASE_SECONDS = env.int("MESSAGE_LEASE_SECONDS", default=600)
REMINDERS_FROM_HOUR = env.int("REMINDERS_FROM_HOUR", default=7)  # nobody is reminded in the night

vars().update(env.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 30  # a mail server that does not answer must not keep the worker
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Kraftsam <kraftsam@localhost.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
METRICS_TOKEN = env.str(
    "METRICS_TOKEN", default=""
)  # opens /metrics; without it there is no such page
SUPPORT_EMAIL = env.str("SUPPORT_EMAIL", default="")  # shown on the help and accessibility pages

# --- Sign-in -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "coordination.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "coordination:desk"
ACCOUNT_ADAPTER = "coordination.account.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,30/15m/ip"}
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None  # guardian: nobody who is not signed in is given anything
# access.py asks the grant tables; has_perm is never asked about an object.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SESSION_COOKIE_NAME = "__Host-session" if SESSION_COOKIE_SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if CSRF_COOKIE_SECURE else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "coordination.views.errors.csrf_failure"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=BASE_URL.startswith("https://"))
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63072000 if BASE_URL.startswith("https://") else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BASE_URL.startswith("https://")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# A background for maps. Empty: none, and the browser asks no other host.
MAP_TILE_URL = env.str("MAP_TILE_URL", default="")
MAP_TILE_ATTRIBUTION = env.str("MAP_TILE_ATTRIBUTION", default="")
MAP_TILE_HOSTS = [source] if (source := tile_source(MAP_TILE_URL)) else []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *MAP_TILE_HOSTS],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Svenska")), ("en", _("Engelska"))]
LOCALE_PATHS = [BASE_DIR / "coordination" / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["coordination.formats"]

# --- Files ---------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/designsystemet", NODE_MODULES / "@digdir" / "designsystemet-css" / "dist"),
    ("vendor/leaflet", NODE_MODULES / "leaflet" / "dist"),
    ("vendor/geoman", NODE_MODULES / "@geoman-io" / "leaflet-geoman-free" / "dist"),
    *(
        (f"vendor/fonts/{cut}", NODE_MODULES / "@expo-google-fonts" / "source-sans-3" / cut)
        for cut in ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold")
    ),
]
MEDIA_ROOT = DATA_DIR / "files"
MEDIA_URL = ""  # files are served by views that ask for rights, never by address
# Compressing takes most of a minute; a demo on one's own machine starts without it.
_compression = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_names_only = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _compression if PRODUCTION else _names_only},
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

# --- API -----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": env.str("API_RATE", default="600/min")},
    "EXCEPTION_HANDLER": "coordination.api.errors.exception_handler",
    "DEFAULT_RENDERER_CLASSES": ["coordination.api.formats.OrjsonRenderer"],
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Kraftsam",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    # Vocabularies that share a field's name ("kind", "state", "role") are told apart by their own.
    "ENUM_NAME_OVERRIDES": {
        path.rpartition(".")[2]: path
        for path in (
            "coordination.enums.AreaKind",
            "coordination.enums.AttendanceRole",
            "coordination.enums.ConsulteeState",
            "coordination.enums.MemorandumState",
            "coordination.enums.OpinionKind",
            "coordination.enums.OrganizationKind",
            "coordination.enums.PartViewKind",
            "coordination.enums.PartyRole",
            "coordination.enums.ReferralState",
            "coordination.enums.RequestKind",
            "coordination.enums.Role",
            "coordination.enums.SectionKind",
            "coordination.enums.StageKind",
            "coordination.enums.StageState",
            "coordination.enums.Stance",
            "coordination.enums.StatementState",
            "initiatives.enums.InitiativeState",
            "initiatives.enums.ParticipationRole",
            "initiatives.enums.ProgrammeState",
            "funding.enums.ApplicationState",
            "funding.enums.EntryKind",
            "funding.enums.Financing",
            "funding.enums.FinancingKind",
            "funding.enums.PartKind",
            "funding.enums.ProjectState",
            "funding.enums.RoundState",
            "funding.enums.SourceKind",
            "funding.enums.SurplusReason",
            "evaluation.enums.IndicatorState",
            "evaluation.enums.MeasurementStatus",
            "evaluation.enums.ReportState",
        )
    },
}

# --- Watching ------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "coordination.logs.json_formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
if SENTRY_DSN := env.str("SENTRY_DSN", default=""):
    import sentry_sdk  # loaded only where it is used

    sentry_sdk.init(dsn=SENTRY_DSN, send_default_pii=False)
