"""Who came with a one-time password chooses their own before anything else."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

CHOICE = "desk:own_password"
# What the page of that choice needs itself.
OPEN = (
    CHOICE,
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
)


class OwnPasswordMiddleware:
    """Until then the admin leads to that choice, and elsewhere they are nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request.user, "password_is_one_time", False):
            path = request.path_info
            if path in map(reverse, OPEN):
                return self.get_response(request)
            inside = path.startswith(reverse("wagtailadmin_home"))
            if inside and path != reverse("wagtailadmin_login"):
                return redirect(CHOICE)
            request.user = AnonymousUser()
        return self.get_response(request)
