"""Whose newsroom this request is about, and in whose time."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from .scope import organisation_of


class OrganisationMiddleware:
    """Set `request.organisation` (read on first use) and the local time zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation = SimpleLazyObject(lambda: organisation_of(request))  # type: ignore[attr-defined]
        if request.user.is_authenticated and request.organisation:  # type: ignore[attr-defined]
            with timezone.override(request.organisation.zone):  # type: ignore[attr-defined]
                return self.get_response(request)
        return self.get_response(request)
