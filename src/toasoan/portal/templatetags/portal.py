"""What the portal's templates ask for; each tag reads, none writes."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django import template
from django.utils import timezone
from wagtail.models import Page

from toasoan.portal import bylines, days, newest, paging
from toasoan.portal.identity import home_of
from toasoan.portal.middleware import VIDEO_HOST
from toasoan.stories.models import ColumnPage, HomePage, StoryPage

register = template.Library()

YOUTUBE = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:.*&)?v=|shorts/|live/|embed/)"
    r"|youtu\.be/|youtube-nocookie\.com/embed/)([\w-]{11})(?![\w-])",
    re.ASCII,
)
SOUND = ("mp3", "m4a", "ogg")


@register.simple_tag(takes_context=True)
def portal_identity(context: dict[str, Any]) -> dict[str, Any]:
    """Return who speaks on this page: `organisation`, `home`, `columns`.

    The page says it, so that previews need no host; other addresses go by the host.
    """
    home = _home_of_page(context.get("page"), home_of(context["request"]))
    if home is None:
        return {"organisation": None, "home": None, "columns": []}
    return {
        "organisation": home.organisation,
        "home": home,
        "columns": newest.open_columns(home.organisation),
    }


def _home_of_page(page: Any, asked: HomePage | None) -> HomePage | None:
    organisation_id = getattr(page, "organisation_id", None)
    if organisation_id is None:
        return asked
    if asked is None or asked.organisation_id != organisation_id:
        return page if isinstance(page, HomePage) else page.organisation.home_page
    page.organisation = asked.organisation
    return asked


@register.simple_tag
def today() -> str:
    """Return the day it is where the portal is."""
    return days.long_day(timezone.localdate())


@register.filter
def long_moment(moment: datetime) -> str:
    """Return a moment as hour, weekday and day, where the portal is."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M} {days.long_day(local)}"


@register.simple_tag
def front_page(home: HomePage, columns: list[ColumnPage]) -> newest.FrontPage:
    """Return the stories of the front page."""
    return newest.front_page(home.organisation, columns, timezone.now())


@register.simple_tag(takes_context=True)
def column_sheet(context: dict[str, Any], column: ColumnPage) -> dict[str, Any]:
    """Return a column's `topics`, the chosen `topic`, and one `sheet` of stories.

    `?chu-de=` chooses a topic of this column, `?truoc=` the place to go on from.
    """
    asked = context["request"].GET
    topics = list(column.topics.all())
    topic = next((t for t in topics if str(t.pk) == asked.get("chu-de")), None)
    stories = newest.in_column(
        newest.public_stories(column.organisation, timezone.now()), column
    )
    if topic:
        stories = stories.filter(topics=topic)
    sheet = paging.sheet(newest.for_cards(stories), asked.get("truoc", ""))
    return {"topics": topics, "topic": topic, "sheet": sheet}


@register.simple_tag
def column_of(story: StoryPage, columns: list[ColumnPage]) -> Page:
    """Return the column `story` stands in."""
    path = story.path[: -StoryPage.steplen]
    found = next((column for column in columns if column.path == path), None)
    return found or story.column


@register.simple_tag
def related(story: StoryPage, column: ColumnPage) -> list[StoryPage]:
    """Return the newest other stories of the column."""
    return newest.related_to(story, column, timezone.now())


@register.simple_tag
def byline(story: StoryPage) -> list[tuple[str, str]]:
    """Return who did what: (kind of work, names)."""
    return bylines.byline(story)


@register.filter
def revised(story: StoryPage) -> bool:
    """Say whether the story was published again after the first time."""
    first, last = story.first_published_at, story.last_published_at
    return bool(first and last and (last - first).total_seconds() >= 60)


@register.filter
def quoted(text: str) -> str:
    """Return `text` safe as one value inside another address."""
    return quote(text, safe="")


@register.filter
def video_frame(address: str) -> str:
    """Return the cookie-free frame of a YouTube `address`, or nothing."""
    match = YOUTUBE.match(address or "")
    return f"{VIDEO_HOST}/embed/{match[1]}" if match else ""


@register.filter
def is_sound(document: Any) -> bool:
    """Say whether a media file is sound only."""
    return document.file_extension.lower() in SOUND
