"""How often stories are read on the portal."""

from datetime import date

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from toasoan.organisations.models import Organisation, OwnedQuerySet
from toasoan.stories.models import StoryPage


class StoryViewsQuerySet(OwnedQuerySet):
    def count_up(
        self, organisation: Organisation, counts: dict[tuple[int, date], int]
    ) -> None:
        """Add `counts`, by story and day, to what is counted already."""
        # In one order, so that two workers never wait for each other crosswise.
        for (story, day), count in sorted(counts.items()):
            row, _made = self.get_or_create(
                organisation=organisation, story_id=story, read_on=day
            )
            self.filter(pk=row.pk).update(count=F("count") + count)


class StoryViews(models.Model):
    """How often a story was opened on a day, as the newsroom's time zone has it.

    Who opened it is known nowhere: only the sum is kept, and it is kept for good.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )
    story = models.ForeignKey(StoryPage, on_delete=models.CASCADE, related_name="views")
    read_on = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("views"), default=0)

    objects = StoryViewsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["story", "read_on"], name="story_views_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "read_on", "story", "count"],
                name="story_views_of_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.story_id} {self.read_on}: {self.count}"
