"""Settings of a running instance. Everything read from the environment is documented in
docs/guide/administration.md."""

import os
import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from psycopg.conninfo import conninfo_to_dict

from timonerie.config.settings import given

PACKAGE_DIR = Path(__file__).resolve().parents[2]
CHECKOUT_DIR = PACKAGE_DIR.parents[1]


def _data_dir() -> Path:
    if named := os.environ.get("TIMONERIE_DATA"):
        return Path(named).resolve()
    if (CHECKOUT_DIR / "pyproject.toml").exists():
        return CHECKOUT_DIR / "var"
    return Path.home() / ".local" / "share" / "timonerie"


def _secret_key(folder: Path) -> str:
    """The key of the environment, else one drawn once and kept beside the data, mode 0600."""
    if named := os.environ.get("TIMONERIE_SECRET_KEY"):
        return named
    path = folder / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text()


CONNECTION_SECONDS = 600
"""How long a process keeps its connection: opening one costs as much as a page of queries."""


def database(dsn: str, *, sqlite_path: Path) -> dict[str, Any]:
    """SQLite unless `dsn` (a PostgreSQL connection string or URI) names a server."""
    if dsn:
        parts = conninfo_to_dict(dsn)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "CONN_MAX_AGE": CONNECTION_SECONDS,
            "CONN_HEALTH_CHECKS": True,
            "NAME": parts.get("dbname", "timonerie"),
            "USER": parts.get("user", ""),
            "PASSWORD": parts.get("password", ""),
            "HOST": parts.get("host", ""),
            "PORT": str(parts.get("port", "")),
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": sqlite_path,
        "CONN_MAX_AGE": CONNECTION_SECONDS,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA analysis_limit=1000;PRAGMA cache_size=-32000;"
            ),
        },
    }


DATA_DIR = _data_dir()
BACKUP_DIR = Path(os.environ.get("TIMONERIE_BACKUPS") or DATA_DIR / "backups").resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
SECRET_KEY = _secret_key(DATA_DIR)
#: A second folder for the checkpoints of the audit trail; beside the data by default.
CHECKPOINTS_DIR = os.environ.get("TIMONERIE_CHECKPOINTS", "")
SECRET_KEY_FALLBACKS = os.environ.get("TIMONERIE_SECRET_KEY_FALLBACKS", "").split()
DEBUG = False
DEMO = False
HTTPS = os.environ.get("TIMONERIE_HTTPS", "") == "1"
ALLOWED_HOSTS = os.environ.get("TIMONERIE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
# Servers that ours may call without https, or on a private network: "host" or "host:port".
OUTBOUND_HOSTS = [
    host for host in os.environ.get("TIMONERIE_OUTBOUND_HOSTS", "").split(",") if host.strip()
]
# Where people reach the instance: links in messages are built from it, never from a request.
ADDRESS = os.environ.get("TIMONERIE_ADDRESS", "").rstrip("/")
PROXIES = [one for one in os.environ.get("TIMONERIE_PROXIES", "").split(",") if one]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials",
    "csp",
    "django_q",
    "timonerie.foundations.scope",
    "timonerie.foundations.accounts",
    "timonerie.foundations.audit",
    "timonerie.foundations.documents",
    "timonerie.foundations.jobs",
    "timonerie.foundations.notifications",
    "timonerie.foundations.backups",
    "timonerie.foundations.portability",
    "timonerie.domains.organisation",
    "timonerie.domains.commitments",
    "timonerie.domains.sourcing",
    "timonerie.domains.contracts",
    "timonerie.domains.facts",
    "timonerie.domains.performance",
    "timonerie.domains.reporting",
    "timonerie.domains.signals",
    "timonerie.domains.challenge",
    "timonerie.domains.rituals",
    "timonerie.domains.portfolio",
    "timonerie.domains.publications",
    "timonerie.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "timonerie.web.middleware.SessionLife",
    "timonerie.web.middleware.ReadersLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "timonerie.web.middleware.PrivateByDefault",
    "timonerie.web.middleware.TriesCounted",
]

ROOT_URLCONF = "timonerie.config.urls"
WSGI_APPLICATION = "timonerie.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "timonerie.web.context.frame",
            ],
        },
    }
]

DATABASES = {
    "default": database(
        os.environ.get("TIMONERIE_DATABASE", ""), sqlite_path=DATA_DIR / "timonerie.sqlite3"
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "timonerie.foundations.accounts.passwords.HardToGuess"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
MESSAGE_STORAGE = "timonerie.web.messages.CompanyMessages"
# Off in the demo and in the tests: policy.toml says which roles cannot do without.
SECOND_FACTOR = True
# By account, by network (/24 or /64) or by user: foundations.accounts.limits.
TRIES_AN_HOUR = {
    "login-account": 10,
    "login-block": 20,
    "code": 10,
    "reset-account": 5,
    "reset-block": 20,
    "link": 30,
    "import": 60,
    "export": 20,
    "report": 60,
    "declare": 20,
    "draft": 600,
    "page-time": 1000,
}
IDENTITY_PROVIDERS = given.tables("TIMONERIE_IDENTITY_PROVIDERS", of="provider")
# Read by nobody else than the account that runs the instance: checked at the start.
SECRET_FILES = [
    os.environ.get("TIMONERIE_EMAIL_PASSWORD_FILE", ""),
    *(table.get("client_secret_file", "") for table in IDENTITY_PROVIDERS),
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "timonerie_session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "timonerie_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "timonerie.foundations.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = 2 * 3600
SESSION_IDLE_SECONDS_OF_KEY_ROLES = 30 * 60
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "require-trusted-types-for": ["'script'"],
        "report-uri": "/csp",
    }
}

EMAIL_HOST = os.environ.get("TIMONERIE_EMAIL_HOST", "")
EMAIL_PORT = given.number("TIMONERIE_EMAIL_PORT", 587)
EMAIL_HOST_USER = os.environ.get("TIMONERIE_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = given.secret("TIMONERIE_EMAIL_PASSWORD_FILE")
EMAIL_USE_TLS = os.environ.get("TIMONERIE_EMAIL_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("TIMONERIE_EMAIL_FROM", "")

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
FORMAT_MODULE_PATH = "timonerie.locale"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

STATIC_URL = "/static/"
STATICFILES_DIRS: list[Path] = []
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
#: Received files are read by a child process; the tests that are about something else say no.
CONFINES_READING = True

Q_CLUSTER = {
    "name": "timonerie",
    "orm": "default",
    "workers": 1,
    "timeout": 3600,
    "retry": 3700,
    "max_attempts": 3,
    "ack_failures": True,
    "poll": 0.5,
    "catch_up": False,
    "label": "Timonerie",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "timonerie.foundations.secret_addresses.Filter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
