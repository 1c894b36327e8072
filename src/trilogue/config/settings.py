"""Settings. Everything that differs between installations comes from the environment; docs/settings.md lists it."""

import os
import secrets
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
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
if not SECURE and URL.hostname not in {"localhost", "127.0.0.1", "::1"}:
    raise ImproperlyConfigured("TRILOGUE_URL: plain http is for localhost only; give an https address")


def _secret_key() -> str:
    """From the environment, else made once and kept beside the data."""
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    path = DATA / "secret-key"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


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
    return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}


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
    "csp",
    "django_tasks",
    "django_tasks_db",
    "trilogue.foundation.audit",
    "trilogue.foundation.mail",
    "trilogue.domain.places",
    "trilogue.domain.people",
    "trilogue.domain.editions",
    "trilogue.domain.delegations",
    "trilogue.domain.programme",
    "trilogue.domain.tables",
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
ACCOUNT_ADAPTER = "trilogue.web.components.sign_in.Adapter"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
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
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31536000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
REQUEST_MAX_BYTES = 12 * 1024 * 1024

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = SECURE and not os.environ.get("TRILOGUE_TLS_HERE")
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("TRILOGUE_BEHIND_PROXY") else None
)
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
