"""Settings. Everything that differs between installations comes from the environment; docs/settings.md lists it."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("TRILOGUE_DATA", "data")).absolute()
KEYS = Path(os.environ.get("TRILOGUE_KEYS") or DATA / "keys").absolute()
URL = urlsplit(os.environ.get("TRILOGUE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}"))
SECURE = URL.scheme == "https"
MOST_PROXIES = 9
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
if not SECURE and URL.hostname not in {"localhost", "127.0.0.1", "::1"}:
    raise ImproperlyConfigured("TRILOGUE_URL: plain http is for localhost only; give an https address")


def _trusted_proxies() -> int:
    """How many proxies of the house stand in front; TRILOGUE_BEHIND_PROXY, the older name, means one."""
    given = os.environ.get("TRILOGUE_TRUSTED_PROXIES") or (
        "1" if os.environ.get("TRILOGUE_BEHIND_PROXY") else "0"
    )
    if not (given.isascii() and given.isdigit() and int(given) <= MOST_PROXIES):
        raise ImproperlyConfigured(
            f"TRILOGUE_TRUSTED_PROXIES: a number from 0 to {MOST_PROXIES}, not {given!r}"
        )
    return int(given)


def _secret_key() -> str:
    """From the environment, else made once and kept beside the data."""
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    path = DATA / "secret-key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        _keep_whole(path, secrets.token_urlsafe(50))
    return path.read_text()


def _keep_whole(path: Path, content: str) -> None:
    """On the disk when this returns; after a power cut it is there whole or not at all. The first to make it wins."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _database() -> dict[str, Any]:
    """SQLite beside the data by default; the measured SQLite settings hold wherever the address comes from."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / 'trilogue.sqlite3'}"
    database: dict[str, Any] = dict(dj_database_url.parse(url))
    database["CONN_MAX_AGE"] = None
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {
            **database.get("OPTIONS", {}),
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;",
        }
    else:
        database["CONN_HEALTH_CHECKS"] = True
    return database


def _cache() -> dict[str, Any]:
    url = os.environ.get("CACHE_URL")
    if url:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    return {
        "BACKEND": "trilogue.foundation.access.limits.CountingCache",
        "LOCATION": "cache",
        "OPTIONS": {
            "MAX_ENTRIES": 100_000
        },  # a full cache drops counters: nobody may be able to fill it quickly
    }


def _number(name: str, given: str | None, allowed: range, *, default: int, meaning: str) -> int:
    try:
        found = int(given or default)
    except ValueError:
        found = allowed.start - 1
    if found not in allowed:
        raise ImproperlyConfigured(f"{name} is not {meaning}: write for example {default}")
    return found


def _mail_delivery() -> dict[str, Any]:
    """How stored mails leave, from EMAIL_URL (smtp://user:password@host:port, smtps:// for TLS); empty: they stay."""
    url = os.environ.get("EMAIL_URL")
    if not url:
        return {}
    parts = urlsplit(url)
    return {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "options": {
            "host": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": parts.username,
            "password": parts.password,
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp" and bool(parts.username),
            "timeout": 20,
        },
    }


def _second_factor() -> str:
    """Whether those who work for a series must have one: "required", or "optional"."""
    given = os.environ.get("TRILOGUE_SECOND_FACTOR") or "required"
    if given not in {"required", "optional"}:
        raise ImproperlyConfigured("TRILOGUE_SECOND_FACTOR: required or optional")
    return given


TRUSTED_PROXIES = _trusted_proxies()
SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = sorted({str(URL.hostname), *(LOOPBACK if not SECURE else [])})
DATABASES = {"default": _database()}
CACHES = {"default": _cache()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MAIL_DELIVERY = _mail_delivery()
MAIL_DOMAIN = URL.hostname
EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", f"Trilogue <no-reply@{URL.hostname}>")
TRANSLATOR = os.environ.get("TRILOGUE_TRANSLATOR", "")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "trilogue.foundation.audit",
    "trilogue.foundation.backup",
    "trilogue.foundation.mail",
    "trilogue.domain.places",
    "trilogue.domain.people",
    "trilogue.domain.editions",
    "trilogue.domain.delegations",
    "trilogue.domain.programme",
    "trilogue.domain.tables",
    "trilogue.domain.opinions",
    "trilogue.domain.network",
    "trilogue.web",
    "trilogue.jobs",
]

MIDDLEWARE = [
    "trilogue.web.components.middleware.Guard",
    "trilogue.web.public.pages.PageStoreMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "trilogue.web.components.middleware.ActorMiddleware",
]

ROOT_URLCONF = "trilogue.config.urls"
WSGI_APPLICATION = "trilogue.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "trilogue.web.components.context.chrome",
            ],
            "builtins": ["trilogue.web.templatetags.trilogue"],
        },
    }
]

# sign-in: a code by e-mail, no passwords, no public sign-up
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"request_login_code": "", "login": "", "login_failed": "60/m/ip,5/5m/key"}
"""Asking for codes and entering them foundation/access/limits.py counts, which knows rooms behind one address."""
ACCOUNT_ADAPTER = "trilogue.web.components.sign_in.Adapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
SECOND_FACTOR = _second_factor()
MFA_ADAPTER = "trilogue.web.components.sign_in.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ko", "한국어"), ("ja", "日本語"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Seoul"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
BACKUP_TO = os.environ.get("TRILOGUE_BACKUP_TO", "")
BACKUP_KEYS_TO = os.environ.get("TRILOGUE_BACKUP_KEYS_TO", "")
BACKUP_RECIPIENTS = tuple(os.environ.get("TRILOGUE_BACKUP_RECIPIENT", "").split())
BACKUP_PASSPHRASE = os.environ.get("TRILOGUE_BACKUP_PASSPHRASE", "")
BACKUP_HOUR = _number(
    "TRILOGUE_BACKUP_AT",
    os.environ.get("TRILOGUE_BACKUP_AT"),
    range(24),
    default=2,
    meaning="an hour of the day",
)
BACKUP_DAYS = _number(
    "TRILOGUE_BACKUP_DAYS",
    os.environ.get("TRILOGUE_BACKUP_DAYS"),
    range(1, 36501),
    default=90,
    meaning="a number of days",
)
WHITENOISE_MAX_AGE = 31536000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
REQUEST_MAX_BYTES = 12 * 1024 * 1024
UPLOADS = r"/[a-z-]+/desk/[-a-zA-Z0-9_]+/(?:[0-9]+/(?:photographs|files)/|logo/)"
UPLOAD_MAX_BYTES = 32 * 1024 * 1024
"""Where photographs and documents are sent, more may come: it is streamed to the disk."""

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = SECURE and not os.environ.get("TRILOGUE_TLS_HERE")
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
CSRF_TRUSTED_ORIGINS = [f"{URL.scheme}://{URL.netloc}"]
CSRF_FAILURE_VIEW = "trilogue.web.components.errors.forbidden"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = "camera=(self), geolocation=(), microphone=(), interest-cohort=()"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "trilogue.config.logs.JsonFormatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
    "loggers": {"django.server": {"handlers": ["out"], "propagate": False}},
}
