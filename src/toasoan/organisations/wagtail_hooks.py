"""What the log says about people; whose password somebody else set."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .actions import ask_for_own_password
from .models import User


@hooks.register("register_log_actions")
def register_person_actions(actions: Any) -> None:
    for name, label, message in (
        ("add", _("Add person"), _("Person added")),
        ("roles", _("Change roles"), _("Roles changed")),
        ("password", _("New password"), _("New one-time password given")),
        ("own_password", _("Own password"), _("Own password chosen")),
        ("on", _("Let in"), _("Allowed to sign in again")),
        ("off", _("Lock out"), _("Not allowed to sign in any more")),
    ):
        actions.register_action(f"organisations.person.{name}", label, message)


@hooks.register("after_create_user")
@hooks.register("after_edit_user")
def ask_who_got_a_password(request: HttpRequest, user: User) -> None:
    """The installer may set passwords in Wagtail's own screens of users."""
    if user != request.user and request.POST.get("password1"):
        ask_for_own_password(person=user)
