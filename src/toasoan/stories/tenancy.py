"""Wagtail's admin knows one newsroom; these doors keep many apart.

Wagtail guards pages, pictures and files by permission, but some of its lists and
reports show all there is (promise 14). The walk in `tests/test_tenancy.py` says which.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from toasoan.organisations.models import Organisation

from .models import File, HomePage, Picture

# Lists over the whole installation; the desk has its own for a commune.
INSTALLER_ONLY = (
    "wagtailadmin_reports:",
    "wagtailadmin_workflows:",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_pages:type_use",
)
PAGE_IDS = (
    "page_id",
    "parent_page_id",
    "destination_id",
    "page_to_move_id",
    "page_to_copy_id",
)


class TenancyMiddleware:
    """Refuse what belongs to another newsroom before any admin view sees it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated or not name.startswith("wagtail"):
            return
        if kwargs.get("action_type") == "add_tags":
            # Tags are one list for the whole installation; topics do their work.
            raise PermissionDenied
        if not request.user.is_superuser:
            refuse_installers_lists(name)
            refuse_foreign_pages(request.user, kwargs)
            refuse_foreign_media(request.user, kwargs)


def refuse_installers_lists(name: str) -> None:
    """Raise PermissionDenied for a list over all newsrooms."""
    if name.startswith(INSTALLER_ONLY):
        raise PermissionDenied


def refuse_foreign_pages(user: Any, kwargs: dict[str, Any]) -> None:
    """Raise Http404 when an address names a page outside the user's newsrooms."""
    named = {kwargs[key] for key in PAGE_IDS if key in kwargs}
    if not named:
        return
    mine = pages_of(user)
    for path, depth in Page.objects.filter(pk__in=named).values_list("path", "depth"):
        if depth > 1 and not path.startswith(mine):
            raise Http404


def refuse_foreign_media(user: Any, kwargs: dict[str, Any]) -> None:
    """Raise Http404 when an address names a picture or file the user cannot choose."""
    for key, model in (("image_id", Picture), ("document_id", File)):
        if key in kwargs and not media_of(user, model).filter(pk=kwargs[key]).exists():
            raise Http404


def pages_of(user: Any) -> tuple[str, ...]:
    """Return the tree paths of the home pages of `user`'s newsrooms."""
    homes = HomePage.objects.filter(
        organisation__in=Organisation.objects.for_user(user)
    )
    return tuple(homes.values_list("path", flat=True))


def media_of(user: Any, model: Any) -> Any:
    """Return the pictures or files of `model` that `user` may see."""
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(
        user, ["choose", "change", "add"]
    )
