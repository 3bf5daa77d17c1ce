from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "toasoan.planning"
    label = "planning"
    verbose_name = _("Plans")

    def ready(self) -> None:
        from . import receivers

        receivers.connect()
