"""What was brought over from an old site, so that a second run adds nothing."""

from django.db import models

from toasoan.organisations.models import Organisation, OwnedQuerySet

from .story import StoryPage


class ImportedStory(models.Model):
    """The key under which one story came from an old site."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(max_length=200)
    story = models.ForeignKey(StoryPage, on_delete=models.CASCADE, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key"], name="imported_story_once"
            )
        ]

    def __str__(self) -> str:
        return self.key
