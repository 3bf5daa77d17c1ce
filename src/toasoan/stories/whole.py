"""What Wagtail's admin does to a page happens whole or not at all.

Wagtail saves the page first and tells the rest of the house last. A process that dies
in between would leave a page that is taken down and stands everywhere still.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

# Only these: each is short, and others wait for what writes.
WHOLE = {
    f"wagtailadmin_pages:{name}"
    for name in ("unpublish", "set_privacy", "move_confirm", "set_page_position")
}


class WholeMiddleware:
    """Let these views write in one transaction; after all that may refuse them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.method != "POST" or name not in WHOLE:
            return None
        with transaction.atomic():
            response: HttpResponse = view(request, *args, **kwargs)
        return response
