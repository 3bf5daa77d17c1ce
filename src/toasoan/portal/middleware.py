"""What every public answer gets: the strict policy, Vietnamese, the right host."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotFound,
)
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from .identity import edition_of, home_of
from .shared import PAGES
from .snapshots.collect import is_collecting
from .snapshots.files import etag_of
from .snapshots.headers import CACHING, NOT_KEPT, POLICY, VARY, type_of
from .snapshots.keep import learn


class ForAllMiddleware:
    """Say of what is the same for everybody that it varies as its file would.

    Outside all that looks at cookies and languages, and says so of every answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(response, "is_for_all", False):
            response.headers["Vary"] = VARY
        return response


class PortalMiddleware:
    """Public pages: no inline code, the portal's language, only known hosts.

    The editor's own screens, its previews and pages seen by signed-in staff carry
    Wagtail's inline scripts and keep the policy of the settings.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.gzip = GZipMiddleware(get_response)
        self.desk = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _holds_nul(request):
            return _said(HttpResponseBadRequest(), NOT_KEPT)
        if self._of_the_desk(request):
            return _said(self.get_response(request), NOT_KEPT)
        with translation.override(settings.LANGUAGE_CODE):
            response = self._shared(request)
        response.headers["Content-Language"] = settings.LANGUAGE_CODE
        response.headers.setdefault("Content-Security-Policy", POLICY)
        if not self._may_stand_as_file(request, response):
            return self._packed(request, _said(response, NOT_KEPT))
        etag = etag_of(response.content)
        whole = _said(response, CACHING)
        answer = get_conditional_response(request, etag=etag, response=whole) or whole
        answer.headers["ETag"] = etag
        answer.is_for_all = True  # type: ignore[attr-defined]
        return self._packed(request, answer)

    def _shared(self, request: HttpRequest) -> HttpResponse:
        """Return the answer to a plain visit as it was just made for another."""
        edition = edition_of(request)
        if edition is None or not _is_plain(request):
            return self._made(request)
        return PAGES.get(
            (request.scheme or "", request.get_host(), request.path),
            edition,
            make=lambda: self._made(request),
            may_keep=lambda response: self._may_stand_as_file(request, response),
        )

    def _made(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self._may_stand_as_file(request, response):
            learn(home_of(request).organisation_id, request.path)  # type: ignore[union-attr]
        return response

    def _packed(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Return the answer as small as the visitor takes it: a search, a new page."""
        if response.streaming:
            return response
        packed: HttpResponse = self.gzip.process_response(request, response)  # type: ignore[assignment]
        return packed

    def _may_stand_as_file(self, request: HttpRequest, response: HttpResponse) -> bool:
        """Say whether a stranger's plain visit found a page that no query shaped.

        A page that says itself who may keep it, or holds a form's own token, may not.
        """
        return (
            response.status_code == 200
            and request.method in ("GET", "HEAD")
            and "Cache-Control" not in response
            and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
            and not request.META["QUERY_STRING"]
            and not response.streaming
            and not request.path.startswith(settings.STATIC_URL)
            and home_of(request) is not None
        )

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.path.startswith((self.desk, settings.STATIC_URL)):
            return None
        if home_of(request) is None:
            return HttpResponseNotFound(
                _("There is no portal at this address."),
                content_type="text/plain; charset=utf-8",
            )
        return None

    def _of_the_desk(self, request: HttpRequest) -> bool:
        return (
            request.path.startswith(self.desk)
            or getattr(request, "is_dummy", False)
            or request.user.is_authenticated
        )


def _is_plain(request: HttpRequest) -> bool:
    """Say whether a stranger asks for what may stand as a file, and not the worker."""
    return (
        request.method in ("GET", "HEAD")
        and not request.META["QUERY_STRING"]
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and bool(type_of(request.path))
        and not is_collecting()
    )


def _holds_nul(request: HttpRequest) -> bool:
    """Say whether an address or a cookie holds a NUL, which PostgreSQL cannot."""
    asked = request.META.get("QUERY_STRING", "")
    return "\0" in request.path + request.META.get("HTTP_COOKIE", "") or "%00" in asked


def _said(response: HttpResponse, caching: str) -> HttpResponse:
    """Say who may keep the answer, where it does not say so itself."""
    response.headers.setdefault("Cache-Control", caching)
    return response
