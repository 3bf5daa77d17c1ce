"""The door of every desk screen: who may come in, for which newsroom, in whose time."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from toasoan.organisations.models import Membership, Organisation, Role
from toasoan.organisations.scope import require

Screen = Callable[..., HttpResponse]

WRITERS = (Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR)
# Who may say what became of a delivery; an announcer only for loudspeakers.
SETTLERS = (Role.EDITOR, Role.ADMINISTRATOR)
# Who may send to citizens' phones, what nobody can take back.
SENDERS = (Role.APPROVER, Role.ADMINISTRATOR)
CARRIERS = (*SETTLERS, Role.ANNOUNCER)


def open_to(*roles: Role) -> Callable[[Screen], Screen]:
    """Let in people with one of `roles` (any role when none is named).

    The screen gets the newsroom after the request and runs in its time zone. Others
    get PermissionDenied.
    """

    def wrap(screen: Screen) -> Screen:
        @wraps(screen)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            organisation = require(request, *roles)
            with timezone.override(organisation.zone):
                return screen(request, organisation, *args, **kwargs)

        return entered

    return wrap


def holds(user: Any, organisation: Organisation, *roles: Role) -> bool:
    """Say whether `user` has one of `roles` in `organisation`."""
    return Membership.objects.holds(user, organisation, *roles)
