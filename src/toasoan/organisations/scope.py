"""Which organisation a person works for now."""

from copy import copy
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .models import Membership, Organisation, Role

CHOICE = "organisation"


def organisation_of(request: HttpRequest) -> Organisation | None:
    """Return the newsroom the signed-in person works for now, or None.

    Somebody of several newsrooms keeps a choice in the session; a choice that is no
    longer theirs is passed over.
    """
    if not request.user.is_authenticated:
        return None
    mine = Organisation.objects.for_user(request.user)
    chosen = request.session.get(CHOICE)
    if chosen:
        kept = mine.filter(pk=chosen).first()
        if kept:
            return kept
    return mine.order_by("pk").first()


def choose(request: HttpRequest, organisation: Organisation) -> None:
    """Remember `organisation` as the one to work for."""
    request.session[CHOICE] = organisation.pk


def require(request: HttpRequest, *roles: Role) -> Organisation:
    """Return the newsroom of `request` if the person has one of `roles` there.

    Any role will do when none is named. Raises PermissionDenied otherwise.
    """
    organisation: Any = getattr(request, "organisation", None)
    if not organisation or not Membership.objects.holds(
        request.user, organisation, *(roles or tuple(Role))
    ):
        raise PermissionDenied
    # A row of the view's own: not the lazy stand-in, nor changed for the others when a
    # form fills it in.
    row: Organisation = copy(organisation)
    return row
