"""What an editor says about one channel of a story."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from toasoan.organisations.models import Organisation

from .models import Channel


class RenditionForm(WagtailAdminModelForm):
    """One channel's version; only channels of the story's own newsroom can be named."""

    def __init__(
        self, *args: Any, organisation: Organisation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        channel: Any = self.fields["channel"]
        channel.queryset = Channel.objects.filter(organisation=organisation)
        self.instance.organisation = organisation
