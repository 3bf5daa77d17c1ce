"""Render one public address as a stranger gets it, noting what it shows."""

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils import timezone, translation

from .collect import Shown, collecting
from .files import Page
from .headers import CACHING, headers_of

logger = logging.getLogger(__name__)

# What the server in front says itself.
OWN_HEADERS = {"content-length", "etag", "vary", "cache-control"}


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """The answer to one address: a page when it may stand as a file."""

    status: int
    page: Page | None = None
    shown: Shown = field(default_factory=Shown)

    @property
    def is_gone(self) -> bool:
        """Nothing stands at the address, and not only for now."""
        return self.status in (404, 410) or 300 <= self.status < 400

    def until_at_most(self, moment: datetime | None) -> "Rendered":
        """Return the same answer, which holds until `moment` at most."""
        if self.page is None or moment is None:
            return self
        until = min(self.page.until or moment, moment)
        return replace(self, page=replace(self.page, until=until))


class NotRendered(Exception):
    """Django found no answer: something broke on the way, which is no answer."""


class Handler(BaseHandler):
    """All of Django below the web server: middleware, address, view."""

    def __init__(self) -> None:
        self.load_middleware()

    def answer(self, root_url: str, address: str) -> Any:
        request = WSGIRequest(environ_for(root_url, address))
        # Neither closed nor announced: it runs inside somebody else's request.
        return self.get_response(request)


def environ_for(root_url: str, address: str) -> dict[str, Any]:
    """Return what a web server would hand on for a stranger's visit."""
    parts = urlsplit(root_url)
    port = str(parts.port or (443 if parts.scheme == "https" else 80))
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": parts.hostname or "localhost",
        "SERVER_PORT": port,
        "HTTP_HOST": parts.netloc,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": parts.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": None,
    }
    if settings.SECURE_SSL_REDIRECT:
        environ["HTTP_X_FORWARDED_PROTO"] = "https"
    return environ


def render(handler: Handler, root_url: str, address: str) -> Rendered:
    """Return what `address` of the site at `root_url` shows now.

    Language and time zone of the caller stay as they were. Raises NotRendered.
    """
    language = translation.override(settings.LANGUAGE_CODE)
    with language, timezone.override(None), collecting() as shown:
        response = handler.answer(root_url, address)
    if response.status_code >= 500:
        raise NotRendered(response.status_code)
    if response.status_code != 200 or response.streaming:
        return Rendered(status=response.status_code)
    if response.cookies or response.headers.get("Cache-Control") != CACHING:
        return Rendered(status=200)
    headers = {
        name: value
        for name, value in response.items()
        if name.lower() not in OWN_HEADERS
    }
    if headers != headers_of(address):
        logger.warning("%s says %s: it stays with Django", address, headers)
        return Rendered(status=200)
    page = Page(
        body=response.content, headers=tuple(headers.items()), until=shown.until
    )
    return Rendered(status=200, page=page, shown=shown)
