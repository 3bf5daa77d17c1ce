from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    name = "toasoan.channels"
    label = "channels"
    verbose_name = _("Channels")

    def ready(self) -> None:
        from . import checks, editor, receivers

        checks.register_checks()
        editor.extend_story_editor()
        receivers.connect()
