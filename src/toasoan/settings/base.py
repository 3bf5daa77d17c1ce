"""Settings of every installation; each can be moved by the environment."""

import logging
import os
import sys
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from toasoan.core import env

PACKAGE = Path(__file__).resolve().parent.parent
VAR = env.folder("VAR", Path.cwd() / "var")

DEBUG = False
ALLOWED_HOSTS = env.words("HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "toasoan.reports",
    "toasoan.portal",
    "toasoan.desk",
    "toasoan.planning",
    "toasoan.channels",
    "toasoan.registers",
    "toasoan.stories",
    "toasoan.organisations",
    "wagtail.contrib.redirects",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "toasoan.portal.middleware.ForAllMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "toasoan.desk.middleware.OwnPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "toasoan.organisations.middleware.OrganisationMiddleware",
    "toasoan.portal.middleware.PortalMiddleware",
    "toasoan.stories.tenancy.TenancyMiddleware",
    "toasoan.stories.whole.WholeMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "toasoan.urls"
WSGI_APPLICATION = "toasoan.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
# Wagtail's admin is translated by our own catalogue where its own has gaps.
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

OWN_DATABASE = f"sqlite:///{VAR / 'toasoan.sqlite3'}"
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", os.environ.get("DATABASE_URL") or OWN_DATABASE),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            # NORMAL keeps the file whole, but a power cut undoes the last seconds: a
            # post that was sent would be sent again.
            "PRAGMA synchronous=FULL;"
            "PRAGMA busy_timeout=20000;"
            "PRAGMA foreign_keys=ON;"
            "PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-16000;"
        ),
    }
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # For questions of milliseconds: compiling them first, or starting processes that
    # share them, takes ten times as long as answering.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c jit=off -c max_parallel_workers_per_gather=0"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = [("vi", _("Vietnamese"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale", PACKAGE / "locale_wagtail"]
FORMAT_MODULE_PATH = ["toasoan.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
MEDIA_URL = env.text("MEDIA_URL", "/media/")
MEDIA_ROOT = env.folder("MEDIA_ROOT", VAR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# The others are asked for by nobody, and were half the work of a first start.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

TASKS_BACKENDS = {
    "database": "django_tasks_db.DatabaseBackend",
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
    "rq": "django_tasks_rq.RQBackend",
}
TASKS_BACKEND = env.text("TASKS_BACKEND", "database")
QUEUES = ["default", "channels"]
TASKS = {
    "default": {
        "BACKEND": TASKS_BACKENDS[TASKS_BACKEND],
        "QUEUES": QUEUES,
    }
}
if TASKS_BACKEND == "rq":
    # On any machine: toasoan manage rqworker channels default --with-scheduler
    INSTALLED_APPS += ["django_rq", "django_tasks_rq"]
    RQ = {"JOB_CLASS": "django_tasks_rq.Job"}
    RQ_QUEUES = {name: {"URL": env.text("QUEUE_URL")} for name in QUEUES}

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "toasoan@localhost")

WAGTAIL_SITE_NAME = "Tòa soạn"
WAGTAILADMIN_USER_LOGIN_FORM = "toasoan.desk.login.LoginForm"
WAGTAILADMIN_BASE_URL = env.text("BASE_URL", "http://localhost:8000")
WAGTAIL_I18N_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = True
# A story that goes up at its hour leaves the correction that waits where it is.
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "toasoan.stories.finish.publish_approved"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = True
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILIMAGES_IMAGE_MODEL = "stories.Picture"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"webp": "webp", "heic": "jpeg", "png": "png"}
WAGTAILDOCS_DOCUMENT_MODEL = "stories.File"
WAGTAILDOCS_EXTENSIONS = [
    *("pdf", "docx", "xlsx", "pptx", "odt", "ods", "txt", "zip"),
    *("mp4", "webm", "mp3", "m4a", "ogg"),
]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
WAGTAILEMBEDS_FINDERS = [{"class": "wagtail.embeds.finders.oembed"}]
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "toasoan.core.search",
        "AUTO_UPDATE": True,
        # Without it PostgreSQL stems by its own language and drops "to", "do", "he".
        "SEARCH_CONFIG": "simple",
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# kind of channel -> adapter; an installation may add its own.
CHANNEL_KINDS = {
    "portal": "toasoan.channels.adapters.portal.Portal",
    "handed": "toasoan.channels.adapters.handed.Handed",
    "fake": "toasoan.channels.adapters.fake.Fake",
    "facebook_page": "toasoan.channels.adapters.facebook_page.FacebookPage",
    "zalo_oa": "toasoan.channels.adapters.zalo_oa.ZaloOA",
    "telegram": "toasoan.channels.adapters.telegram.Telegram",
    "mastodon": "toasoan.channels.adapters.mastodon.Mastodon",
}
# Where the public pages stand as files.
SNAPSHOTS = env.folder("SNAPSHOTS", VAR / "snapshots")
# Where visits wait to be counted: hour, host, address, nothing of the visitor.
READERS = env.folder("READERS", VAR / "readers")
EXERCISE_WALL = env.folder("EXERCISE_WALL", VAR / "exercise-wall")

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_HTTPONLY = False
X_FRAME_OPTIONS = "SAMEORIGIN"

# Wagtail's admin still writes inline scripts; the public pages do not, and get the
# strict policy by toasoan.portal.middleware.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF, "https://www.youtube-nocookie.com"],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "object-src": [NONE],
    }
}

# After this many seconds a claimed delivery counts as interrupted (promise 5), and an
# interrupted one is old enough to ask its channel about: a request that timed out may
# still be on its way for a moment.
DELIVERY_STALE_SECONDS = env.number("DELIVERY_STALE_SECONDS", 240)
DELIVERY_SETTLE_SECONDS = env.number("DELIVERY_SETTLE_SECONDS", 90)
# What should have gone out this long ago is looked for at its service before it is
# sent: the database may be a backup that was brought back (promise 22).
DELIVERY_OVERDUE_SECONDS = env.number("DELIVERY_OVERDUE_SECONDS", 3600)
# A channel belongs to one worker for this long after each sign of life.
DELIVERY_TURN_SECONDS = env.number("DELIVERY_TURN_SECONDS", 30)
# A service that left us without an answer gets this long to come round.
DELIVERY_BREATH_SECONDS = env.number("DELIVERY_BREATH_SECONDS", 30)
# The seconds of each minute at which the clock strikes, as cron writes them.
CLOCK_SECONDS = env.text("CLOCK_SECONDS", "0")


def worth_reading(record: logging.LogRecord) -> bool:
    """Leave out that a task began and ended well: several each minute."""
    return record.levelno >= logging.WARNING or not record.name.startswith(
        ("django_tasks", "apscheduler")
    )


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "worth_reading": {
            "()": "django.utils.log.CallbackFilter",
            "callback": worth_reading,
        }
    },
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)-7s %(name)s: %(message)s"}
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "stream": sys.stderr,
            "formatter": "line",
            "filters": ["worth_reading"],
        }
    },
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
}
