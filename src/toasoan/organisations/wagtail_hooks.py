"""What the log says about people."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_person_actions(actions: Any) -> None:
    for name, label, message in (
        ("add", _("Add person"), _("Person added")),
        ("roles", _("Change roles"), _("Roles changed")),
        ("password", _("New password"), _("New one-time password given")),
        ("on", _("Let in"), _("Allowed to sign in again")),
        ("off", _("Lock out"), _("Not allowed to sign in any more")),
    ):
        actions.register_action(f"organisations.person.{name}", label, message)
