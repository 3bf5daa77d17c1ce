"""The reports' place in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from toasoan.organisations.models import Membership, Role


class ReportsMenuItem(MenuItem):
    """Shown to everybody who has a role in the newsroom."""

    def is_shown(self, request: HttpRequest) -> bool:
        organisation = getattr(request, "organisation", None)
        return bool(organisation) and Membership.objects.holds(
            request.user, organisation, *Role
        )


@hooks.register("register_admin_urls")
def register_reports() -> list[Any]:
    return [
        path("coverage/", include("toasoan.reports.urls")),
        path("readers/", include("toasoan.reports.reading_urls")),
    ]


@hooks.register("register_admin_menu_item")
def register_coverage() -> MenuItem:
    return ReportsMenuItem(
        _("Coverage"),
        reverse_lazy("reports:coverage"),
        name="coverage",
        icon_name="table",
        order=120,
    )


@hooks.register("register_admin_menu_item")
def register_readers() -> MenuItem:
    return ReportsMenuItem(
        _("Readers"),
        reverse_lazy("readers:readers"),
        name="readers",
        icon_name="view",
        order=120,
    )
