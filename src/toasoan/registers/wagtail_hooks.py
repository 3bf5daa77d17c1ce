from typing import Any

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from .models import DirectiveDocument, Event, Exemplar
from .policy import RegisterPolicy
from .viewsets import all_of_them

for register in (DirectiveDocument, Event, Exemplar):
    register_permission_policy(register, RegisterPolicy(register))


@hooks.register("register_admin_viewset")
def register_registers() -> list[Any]:
    return all_of_them()


@hooks.register("register_admin_urls")
def register_import_addresses() -> list[Any]:
    return [path("registers/", include("toasoan.registers.urls"))]


@hooks.register("register_log_actions")
def register_sheet_actions(actions: Any) -> None:
    actions.register_action(
        "registers.entry.import", _("Bring in"), _("Brought in from a sheet")
    )
