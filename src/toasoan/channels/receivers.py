"""When a page goes down, so does what hangs on it."""

from typing import Any

from wagtail.signals import page_unpublished

from toasoan.stories.models import StoryPage

from .actions import withdraw_story


def take_down(sender: Any, instance: StoryPage, **kwargs: Any) -> None:
    withdraw_story(story=instance)


def connect() -> None:
    page_unpublished.connect(take_down, sender=StoryPage)
