"""When a page goes down, so does what hangs on it; old stories stand already."""

from typing import Any

from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from toasoan.stories.models import StoryPage
from toasoan.stories.signals import stories_brought_over

from .actions import (
    record_old_site,
    story_changed,
    story_taken_down,
    withdraw_story,
)


def take_down(sender: Any, instance: StoryPage, **kwargs: Any) -> None:
    withdraw_story(story=instance)
    if not instance.expired:
        story_taken_down(story=instance)


def follow(sender: Any, instance: StoryPage, **kwargs: Any) -> None:
    if instance.live:
        story_changed(story=instance, now=timezone.now())


def stand_on_the_portal(
    sender: Any, organisation: Any, stories: Any, now: Any, **kwargs: Any
) -> None:
    record_old_site(organisation=organisation, stories=stories, now=now)


def connect() -> None:
    page_unpublished.connect(take_down, sender=StoryPage)
    page_published.connect(follow, sender=StoryPage)
    stories_brought_over.connect(stand_on_the_portal)
