from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "toasoan.portal"
    label = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from toasoan.stories import extensions

        from . import addresses, receivers
        from .crops import follow

        extensions.reserve_slugs(addresses.RESERVED)
        receivers.connect()
        follow.connect()
