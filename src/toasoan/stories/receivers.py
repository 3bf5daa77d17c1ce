"""A new story opens with what nearly every story has."""

from typing import Any

from wagtail.signals import init_new_page

from .models import Credit, StoryPage


def begin_story(sender: Any, page: Any, **kwargs: Any) -> None:
    """Open an empty text and put the writer's own name under it."""
    if not isinstance(page, StoryPage):
        return
    page.body = [("text", "")]
    if page.owner:
        page.credits = [Credit(name=str(page.owner))]


def connect() -> None:
    init_new_page.connect(begin_story)
