"""The sidebar: what each role needs, and nothing else."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.wagtail_hooks import ExplorerMenuItem

from toasoan.organisations.models import Membership, Role

from .door import CARRIERS

# Wagtail's own entries that only the installation's administrator can use.
FOR_THE_INSTALLER = {"reports", "settings", "help"}


class RoleItem(MenuItem):
    """Shown to those who hold one of `roles` in the newsroom they work for."""

    def __init__(self, *args: Any, roles: tuple[Role, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = roles

    def is_shown(self, request: HttpRequest) -> bool:
        organisation = getattr(request, "organisation", None)
        return bool(organisation) and Membership.objects.holds(
            request.user, organisation, *self.roles
        )


def items() -> list[MenuItem]:
    """Return the desk's entries, in the order of the day."""
    return [
        MenuItem(
            pgettext_lazy("desk", "Today"),
            reverse_lazy("wagtailadmin_home"),
            name="today",
            icon_name="home",
            order=1,
        ),
        _item(
            "approvals",
            pgettext_lazy("menu", "Approve"),
            "check",
            10,
            Role.EDITOR,
            Role.APPROVER,
        ),
        _item("hands", _("Waiting for a hand"), "upload", 20, *CARRIERS),
        ExplorerMenuItem(
            _("Stories"),
            reverse_lazy("wagtailadmin_explore_root"),
            name="stories",
            icon_name="folder-open-inverse",
            order=30,
        ),
        _item("deliveries", _("Deliveries"), "mail", 40, *Role),
        _item("plans", _("Plans"), "clipboard-list", 130, *Role),
        _item("channels", _("Channels"), "site", 500, Role.ADMINISTRATOR),
        _item("people", _("People"), "group", 510, Role.ADMINISTRATOR),
        _item("commune", _("The commune"), "cog", 520, Role.ADMINISTRATOR),
    ]


def _item(name: str, label: Any, icon: str, order: int, *roles: Role) -> RoleItem:
    return RoleItem(
        label,
        reverse_lazy(f"desk:{name}"),
        name=f"desk-{name}",
        icon_name=icon,
        order=order,
        roles=roles,
    )


def tidy(request: HttpRequest, shown: list[MenuItem]) -> None:
    """Leave out Wagtail's entries that are doubled here or of no use to a commune."""
    hidden = {"explorer"}
    if not request.user.is_superuser:
        hidden |= FOR_THE_INSTALLER
    shown[:] = [item for item in shown if item.name not in hidden]


class SendForApproval(SubmitForModerationMenuItem):
    """Wagtail's own step into the workflow, in words an editor would use."""

    label = _("Send for approval")

    def get_context_data(self, parent_context: Any) -> Any:
        return {**super().get_context_data(parent_context), "label": self.label}


def main_button_first(items: list[ActionMenuItem]) -> None:
    """Put on top what a page is meant for: a story is sent for approval.

    Nobody publishes a story by hand. Columns keep their own: the administrator
    publishes those.
    """
    first = ("action-publish", "action-submit")
    items[:] = [
        SendForApproval(item.order) if item.name == "action-submit" else item
        for item in items
    ]
    items.sort(key=lambda item: first.index(item.name) if item.name in first else 2)
