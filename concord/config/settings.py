"""Settings, read from the environment in this one file, with safe defaults.

Nothing here starts a server or opens a connection: `concord` commands do. A start with a dangerous
combination is refused by `concord.config.doctor`, which names the reason and how to mend it.
"""

import os
from pathlib import Path

from concord.config import embedded, logs, roles

BASE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("CONCORD_HOME", Path.cwd() / "var")).resolve()


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def _list(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


# What this process is: "demo" binds to loopback and offers one-click sign-in for invented people;
# "production" is everything else. The demo refuses to exist beside a production secret.
PRODUCTION_SECRET = os.environ.get("CONCORD_SECRET_KEY", "")
DEMO = _flag("CONCORD_DEMO")
DEBUG = _flag("CONCORD_DEBUG")
SECRET_KEY = PRODUCTION_SECRET or embedded.local_secret(HOME)
ORIGIN = os.environ.get("CONCORD_ORIGIN", "http://localhost:8000").rstrip("/")
SECURE = ORIGIN.startswith("https://")
ALLOWED_HOSTS = _list("CONCORD_HOSTS", "localhost,.localhost,127.0.0.1")
CSRF_TRUSTED_ORIGINS = [ORIGIN] if SECURE else []

SITE_NAME = os.environ.get("CONCORD_SITE_NAME", "Concord")
NEUTRAL_EXIT_URL = os.environ.get("CONCORD_EXIT_URL", "https://www.weather.gov/")
KEYS_FOLDER = Path(os.environ.get("CONCORD_KEYS", HOME / "keys"))

# The order is that of the house: later applications stand on earlier ones.
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "concord.foundation.events",
    "concord.foundation.audit",
    "concord.foundation.accounts",
    "concord.foundation.organizations",
    "concord.foundation.access",
    "concord.foundation.notices",
    "concord.information.releases",
    "concord.governance.directory",
    "concord.governance.members",
    "concord.governance.agreements",
    "concord.governance.protocols",
    "concord.governance.participation",
    "concord.operations.referrals",
    "concord.exchange.transfers",
    "concord.exchange.hsds",
    "concord.exchange.own",
    "concord.learning.training",
    "concord.pages",
    "concord.ui",
    "concord.config",
]

MIDDLEWARE = [
    "concord.config.middleware.request_log",
    # Random bytes in each compressed page, and a masked token, keep its length from telling secrets.
    "django.middleware.gzip.GZipMiddleware",
    "concord.config.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "concord.config.middleware.Acting",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "concord.config.urls"
WSGI_APPLICATION = "concord.config.wsgi.application"
APPEND_SLASH = True

# -- data ------------------------------------------------------------------------------------------
# Three logins: the web process only knows the app role; the owner's and the worker's addresses are
# given to the commands that need them.
_urls = roles.database_urls()
_role = os.environ.get("CONCORD_DATABASE_ROLE", "app")
_main = roles.as_django(getattr(_urls, _role) or "postgresql:///concord")
_prepares = _flag("CONCORD_PREPARE", default=True)
_pooled = _role == "app" and _flag("CONCORD_POOL", default=True)
THREADS = int(os.environ.get("CONCORD_THREADS", "3"))


def _connection(*, pool_size: int) -> dict[str, object]:
    options = {
        **_main.get("OPTIONS", {}),
        # Statements that come again are planned once in a connection (docs/decisions/0009). An address that
        # leads to a pooler which changes servers between transactions needs CONCORD_PREPARE=0.
        "server_side_binding": _prepares,
        "prepare_threshold": 5 if _prepares else None,
        "client_encoding": "UTF8",
    }
    if _pooled:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 5}
    return {
        **_main,
        "OPTIONS": options,
        "ATOMIC_REQUESTS": False,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "CONN_MAX_AGE": 0 if _pooled else 600,
        "CONN_HEALTH_CHECKS": not _pooled,
    }


DATABASES = {
    "default": _connection(pool_size=THREADS + 1),
    # Throttles, cache and sessions commit on their own, so that rolling back a refused request
    # never undoes a throttle or a sign-out.
    "side": {**_connection(pool_size=THREADS + 1), "TEST": {"MIRROR": "default"}},
}
DATABASE_ROUTERS = ["concord.config.routers.SideRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"  # third-party tables only; ours are UUIDv7
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# -- people and sign-in ----------------------------------------------------------------------------
# The e-mail is unique without regard to case, by a constraint that this check does not see.
# The security headers are sent by our own middleware, on every response.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "security.W001", "security.W002"]
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "concord.foundation.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-sid" if SECURE else "sid"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_IDLE_SECONDS = int(os.environ.get("CONCORD_IDLE_SECONDS", "1800"))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "concord.config.static_pages.csrf_failure"

ACCOUNT_ADAPTER = "concord.foundation.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is opened from the mailbox it was sent to
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False
# Django's own: it writes nothing, so the worker can make a link when a letter is sent.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class, no password
PASSWORD_RESET_TIMEOUT = 3600
# A letter to an address that has no account would be one more thing to find.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "reset_password": "20/m/ip,5/m/key",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "concord.foundation.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = SITE_NAME

# How long a process may keep what the backbone settled for the network, in seconds.
NETWORK_SECONDS = 10.0

# -- headers ---------------------------------------------------------------------------------------
SECURE_HSTS_SECONDS = 63_072_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
BEHIND_PROXY = _flag("CONCORD_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Limits count the address that the one proxy in front names; without one, the peer's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
# Files are taken in two places only, and never written to a disk: below an address, at most so many bytes.
FILE_UPLOAD_HANDLERS = ["concord.foundation.access.uploads.InMemory"]
UPLOADS = {"/network/members/": 2_000_000, "/imports/": 20_000_000}

# -- words, time, mail -----------------------------------------------------------------------------
LANGUAGE_CODE = "en-us"
LANGUAGES = [("en", "English"), ("es", "Español"), ("fr", "Français")]
LANGUAGE_COOKIE_NAME = "lang"
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
DISPLAY_TIME_ZONE = os.environ.get("CONCORD_TIME_ZONE", "America/New_York")
# The demo writes its letters to a folder, so that nothing leaves the machine.
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if DEMO else 'smtp'}.EmailBackend"
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_HOST = os.environ.get("CONCORD_SMTP_HOST", "127.0.0.1")
EMAIL_PORT = int(os.environ.get("CONCORD_SMTP_PORT", "8025"))
EMAIL_HOST_USER = os.environ.get("CONCORD_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("CONCORD_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _flag("CONCORD_SMTP_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("CONCORD_MAIL_FROM", "notices@localhost")

# -- pages -----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE / "ui" / "static"
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = DEBUG
# Built names carry a hash of their content, so they may be kept for ever.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+\.[0-9a-f]{8}\.[a-z]+$"
ASSETS = STATIC_ROOT / "dist"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "concord.config.templates.environment",
            "context_processors": ["concord.config.templates.page_context"],
        },
    }
]

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logs.logging_config(json=not _flag("CONCORD_PLAIN_LOGS", default=DEBUG or DEMO))
