"""What the log of the house says about channels."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def name_actions(actions: Any) -> None:
    actions.register_action(
        "toasoan.connect", _("Connect"), _("Connected to its service")
    )
    actions.register_action(
        "toasoan.recall", _("Take back"), _("Taken back from every channel")
    )
    actions.register_action(
        "toasoan.broadcast", _("Send to followers"), _("Sent to the followers' phones")
    )
