"""Settings for a public server behind HTTPS."""

from toasoan.core import env
from toasoan.core.vault import new_key

from .base import *  # noqa: F403
from .base import VAR

SECRET_KEY = env.text("SECRET_KEY")
# What seals the keys to the services, newest first; never in the database.
SECRETS_KEYS = env.words("SECRETS_KEYS") or [env.own(VAR / "channel-key", new_key)]
SECURE_SSL_REDIRECT = env.flag("HTTPS", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT
CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("MAIL_HOST", "localhost")
EMAIL_PORT = env.number("MAIL_PORT", 25)
EMAIL_HOST_USER = env.text("MAIL_USER", "")
EMAIL_HOST_PASSWORD = env.text("MAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag("MAIL_TLS", default=False)
