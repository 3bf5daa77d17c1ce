"""What the log says about plans."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_plan_actions(actions: Any) -> None:
    actions.register_action(
        "planning.plan.confirm", _("Confirm plan"), _("Plan confirmed")
    )
    actions.register_action(
        "planning.plan.replace", _("Replace plan"), _("Plan replaced by a later one")
    )
    actions.register_action(
        "planning.assignment.finish", _("Finish task"), _("Task marked as done")
    )
    actions.register_action(
        "planning.assignment.reopen", _("Reopen task"), _("Task opened again")
    )
