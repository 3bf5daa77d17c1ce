"""Answers to what cannot be answered: as strict as any public page.

Needed where the fault lies before or in the middleware that says so of the others: a
host that is not ours, a database that is down.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views import defaults

from .snapshots.headers import NOT_KEPT, POLICY


def strict(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return `view` with the headers of a public answer."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Content-Language"] = settings.LANGUAGE_CODE
        response.headers["Cache-Control"] = NOT_KEPT
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return answer


refused = strict(defaults.bad_request)
forbidden = strict(defaults.permission_denied)
broken = strict(defaults.server_error)
