"""What follows when a story is begun or moved, and when the database is migrated."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate
from wagtail.signals import init_new_page, post_page_move

from .models import ColumnPage, Credit, StoryPage
from .words import keep_index


def begin_story(sender: Any, page: Any, **kwargs: Any) -> None:
    """Open an empty text and put the writer's own name under it."""
    if not isinstance(page, StoryPage):
        return
    page.body = [("text", "")]
    if page.owner:
        page.credits = [Credit(name=str(page.owner))]


def keep_column(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Note the column a story was moved to: Wagtail saves the bare page only."""
    above = ColumnPage.objects.filter(path=instance.path[: -instance.steplen])
    StoryPage.objects.filter(pk=instance.pk).update(column=above.values("pk")[:1])


def keep_words(sender: Any, using: str, **kwargs: Any) -> None:
    """Keep the index of words, once the tables stand: no migration knows of it."""
    keep_index(using)


def connect() -> None:
    init_new_page.connect(begin_story)
    post_page_move.connect(keep_column, sender=StoryPage)
    post_migrate.connect(keep_words, sender=apps.get_app_config("stories"))
