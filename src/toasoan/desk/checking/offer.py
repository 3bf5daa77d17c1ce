"""What a newsroom has that a plan may mean; read once for a whole page of forms."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from toasoan.channels.models import Channel
from toasoan.core.text import fold
from toasoan.organisations.models import Organisation
from toasoan.planning.models import Plan
from toasoan.stories.models import ColumnPage


@dataclass
class Offer:
    """Choices for the rows of the check page of one newsroom.

    `group_choices` are the plan's own groups, by their place.
    """

    organisation: Organisation
    group_choices: list[tuple[int, str]] = field(default_factory=list)

    @cached_property
    def plans(self) -> Any:
        return Plan.objects.of(self.organisation).defer("text", "draft")

    @cached_property
    def column_choices(self) -> list[tuple[int, str]]:
        columns = ColumnPage.objects.filter(organisation=self.organisation)
        return list(columns.order_by("path").values_list("pk", "title"))

    @cached_property
    def channels(self) -> list[Channel]:
        return list(Channel.objects.of(self.organisation).filter(closed_on=None))

    @property
    def channel_choices(self) -> list[tuple[int, str]]:
        return [(one.pk, one.name) for one in self.channels]

    @property
    def portal(self) -> Channel | None:
        return next((one for one in self.channels if one.kind == "portal"), None)

    def channel_named(self, folded: str) -> Channel | None:
        """Return the open channel whose folded name this is."""
        return next((one for one in self.channels if fold(one.name) == folded), None)
