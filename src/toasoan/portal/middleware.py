"""What every public answer gets: the strict policy, Vietnamese, the right host."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from .identity import home_of

VIDEO_HOST = "https://www.youtube-nocookie.com"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    f"frame-src {VIDEO_HOST}; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)


class PortalMiddleware:
    """Public pages: no inline code, the portal's language, only known hosts.

    The editor's own screens, its previews and pages seen by signed-in staff carry
    Wagtail's inline scripts and keep the policy of the settings.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.desk = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._of_the_desk(request):
            return self.get_response(request)
        with translation.override(settings.LANGUAGE_CODE):
            response = self.get_response(request)
        response.headers["Content-Language"] = settings.LANGUAGE_CODE
        response.headers["Content-Security-Policy"] = POLICY
        return response

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
