"""Settings: everything that differs between machines comes from the environment or from the data folder."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]
HOME = Path(os.environ.get("LIENTHONG_HOME", CHECKOUT / "var"))


def _secret() -> str:
    """Return the key of this installation; without a data folder (lint, type checks) a key for this process."""
    kept = HOME / "keys" / "django.key"
    return kept.read_text().strip() if kept.is_file() else os.urandom(32).hex()


def _database(url: str, *, pool: bool) -> dict[str, object]:
    parts = conninfo_to_dict(url)
    options: dict[str, object] = {
        "client_encoding": "UTF8",
        "server_side_binding": True,  # with it, what is said often is planned once: half the database's work
        "prepare_threshold": 5,
    }
    if pool:
        options["pool"] = {"min_size": 2, "max_size": 8, "timeout": 20}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "lienthong"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # a connection that died with the database is noticed before it is used
        "TEST": {"TEMPLATE": "template0"},
    }


APP_URL = os.environ.get("DATABASE_URL", "")
OWNER_URL = os.environ.get("DATABASE_OWNER_URL", "")
AS_OWNER = os.environ.get("LIENTHONG_ROLE") == "owner"
# The application's role; empty when one role does both: only the trigger protects acts then, as the health page says.
APP_ROLE = str(conninfo_to_dict(APP_URL).get("user", "")) if APP_URL and OWNER_URL else ""
if APP_ROLE and str(conninfo_to_dict(OWNER_URL).get("user", "")) == APP_ROLE:
    APP_ROLE = ""

DATABASES = {
    "default": _database((OWNER_URL or APP_URL) if AS_OWNER else (APP_URL or OWNER_URL), pool=not AS_OWNER)
}

SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("LIENTHONG_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("LIENTHONG_ORIGINS", "").split(",") if origin]
SECURE = os.environ.get("LIENTHONG_TLS") == "1"

INSTALLED_APPS = [
    "lienthong.web.apps.WebConfig",
    "lienthong.infrastructure.apps.InfrastructureConfig",
    "lienthong.plans.apps.PlansConfig",
    "lienthong.ballots.apps.BallotsConfig",
    "lienthong.tasks.apps.TasksConfig",
    "lienthong.casework.apps.CaseworkConfig",
    "lienthong.measures.apps.MeasuresConfig",
    "lienthong.access.apps.AccessConfig",
    "lienthong.directory.apps.DirectoryConfig",
    "lienthong.parties.apps.PartiesConfig",
    "lienthong.kernel.ui.apps.UiConfig",
    "lienthong.kernel.notices.apps.NoticesConfig",
    "lienthong.kernel.clock.apps.ClockConfig",
    "lienthong.kernel.numbering.apps.NumberingConfig",
    "lienthong.kernel.vault.apps.VaultConfig",
    "lienthong.kernel.search.apps.SearchConfig",
    "lienthong.kernel.history.apps.HistoryConfig",
    "lienthong.kernel.acts.apps.ActsConfig",
    "lienthong.kernel.jobs.apps.JobsConfig",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "ninja",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]
# The house grows storey by storey: an app stands here once its folder has one.
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    if not app.startswith("lienthong.")
    or (CHECKOUT / "src" / Path(*app.split(".")[:-2]) / "apps.py").is_file()
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "lienthong.web.bodies.LargestBody",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lienthong.access.doors.ActorMiddleware",
    "lienthong.web.refusals.RefusalMiddleware",
]

ROOT_URLCONF = "lienthong.web.urls"
WSGI_APPLICATION = "lienthong.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "lienthong.web.shell.shell",
            ],
        },
    }
]

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# Signing in through an identity provider (OpenID Connect), off without an issuer: access/elsewhere says what each is.
IDENTITY: dict[str, Any] = {
    "issuer": os.environ.get("LIENTHONG_IDENTITY", ""),
    "client_id": os.environ.get("LIENTHONG_IDENTITY_CLIENT", ""),
    "secret": os.environ.get("LIENTHONG_IDENTITY_SECRET", ""),
    "name": os.environ.get("LIENTHONG_IDENTITY_NAME") or "VNeID",
    "levels": (os.environ.get("LIENTHONG_IDENTITY_LEVELS") or "1,2").split(","),
    "level": os.environ.get("LIENTHONG_IDENTITY_LEVEL") or "2",
    "algorithm": os.environ.get("LIENTHONG_IDENTITY_ALGORITHM") or "RS256",
    "claims": os.environ.get("LIENTHONG_IDENTITY_CLAIMS", ""),
    "second_factor": os.environ.get("LIENTHONG_IDENTITY_SECOND_FACTOR") == "1",
    "simulated": os.environ.get("LIENTHONG_IDENTITY_SIMULATED") == "1",
}
IDENTITY_ORIGIN = "/".join(
    str(IDENTITY["issuer"]).split("/")[:3]
)  # browsers look at form-action when we send them there
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "lienthong.access.sign_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}  # lienthong.access.throttle counts, and says why

MFA_ADAPTER = "lienthong.access.factors.secrets.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off; a code still counts once
MFA_WEBAUTHN_USER_VERIFICATION = (
    "required"  # a passkey is two factors: the device, and the finger or PIN on it
)

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"},
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
SESSION_ENGINE = "lienthong.access.session_rows"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
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
        "form-action": [SELF, *([IDENTITY_ORIGIN] if IDENTITY_ORIGIN else [])],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # a year or a key is no quantity; quantities go through `number`
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
NODE_MODULES = CHECKOUT / "node_modules"
_FRONT_END = {
    "bootstrap": "bootstrap/dist",
    "htmx": "htmx.org/dist",
    "alpine": "@alpinejs/csp/dist",
    "be-vietnam-pro": "@fontsource/be-vietnam-pro/files",
    "uplot": "uplot/dist",
}
STATICFILES_DIRS = [
    (name, NODE_MODULES / path) for name, path in _FRONT_END.items() if (NODE_MODULES / path).is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
WHITENOISE_MANIFEST_STRICT = False

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
VAULT_ROOT = HOME / "vault"
KEYS_ROOT = HOME / "keys"
CHECKPOINTS_FILE = HOME / "checkpoints" / "log"
VAULT_LARGEST_FILE = 50 * 2**20  # bytes
LARGEST_BODY = (
    4 * VAULT_LARGEST_FILE + 2**20
)  # several files with one form, where no script sends them one by one
VAULT_SCANNER = os.environ.get("LIENTHONG_SCANNER", "")  # clamd's socket: unix:/path or tcp:host:port
VAULT_KEEPS_UNSCANNED = True  # False: a file that could not be scanned is refused, not only marked
# Working days, by our own choice (no text sets them): how long after it was given an instruction may be entered for a
# leader, and how long it may wait for the leader's answer before the page says that it is not confirmed.
INSTRUCTION_ENTERED_WITHIN = int(os.environ.get("LIENTHONG_INSTRUCTION_ENTERED_WITHIN", "10"))
INSTRUCTION_CONFIRMED_WITHIN = int(os.environ.get("LIENTHONG_INSTRUCTION_CONFIRMED_WITHIN", "3"))
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
FIRST_PASSWORD_DAYS = int(
    os.environ.get("LIENTHONG_FIRST_PASSWORD_DAYS", "14")
)  # unused for longer, it opens nothing
INVITATION_DAYS = int(os.environ.get("LIENTHONG_INVITATION_DAYS", "7"))  # a link to set one's password
IMPORT_MOST_ROWS = int(
    os.environ.get("LIENTHONG_IMPORT_ROWS", "5000")
)  # of one sheet of people or appointments
NOTICES_SMTP = os.environ.get("LIENTHONG_SMTP", "")  # host:port of a relay; empty: no e-mail leaves
NOTICES_SENDER = os.environ.get("LIENTHONG_SENDER", "lien-thong@localhost")
NOTICES_SMS = os.environ.get("LIENTHONG_SMS", "")  # address of a gateway; empty: no SMS leaves

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LIENTHONG_LOG", "WARNING")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
