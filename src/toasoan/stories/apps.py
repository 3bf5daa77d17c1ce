from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "toasoan.stories"
    label = "stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from . import receivers

        receivers.connect()
