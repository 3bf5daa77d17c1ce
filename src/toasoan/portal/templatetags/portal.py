"""What the portal's templates ask for; each tag reads, none writes."""

import re
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

from toasoan.portal import (
    addresses,
    bylines,
    cards,
    coming,
    corrections,
    days,
    newest,
    schema,
    theme,
)
from toasoan.portal import related as related_stories
from toasoan.portal.crops import markup
from toasoan.portal.identity import home_of, site_of
from toasoan.portal.identity import whole_address as known_address
from toasoan.portal.snapshots.collect import shows_until
from toasoan.portal.snapshots.headers import VIDEO_HOST
from toasoan.registers.models import Event
from toasoan.registers.occurrences import Occurrence
from toasoan.stories.models import (
    ColumnPage,
    Correction,
    HomePage,
    Picture,
    StoryPage,
    Topic,
)

register = template.Library()

YOUTUBE = re.compile(
    r"https?://(?:www\.|m\.)?(?:youtube\.com/(?:watch\?(?:.*&)?v=|shorts/|live/|embed/)"
    r"|youtu\.be/|youtube-nocookie\.com/embed/)([\w-]{11})(?![\w-])",
    re.ASCII,
)
KINDS_OF_COMMUNE = ("Xã ", "Phường ", "Thị trấn ", "Đặc khu ")
SOUND = ("mp3", "m4a", "ogg")


class Kept(template.Node):
    """What stands between two tags, rendered once under a name; shows nothing."""

    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308
        return mark_safe("")


@register.tag
def kept(parser: template.base.Parser, token: template.base.Token) -> Kept:
    """Keep a block for several places: `{% kept as name %}…{% endkept %}`."""
    words = token.split_contents()
    if len(words) != 3 or words[1] != "as":
        raise template.TemplateSyntaxError("{% kept as name %} takes one name")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist, words[2])


@register.simple_tag(takes_context=True)
def portal_identity(context: dict[str, Any]) -> dict[str, Any]:
    """Return who speaks on this page: `organisation`, `home`, all its `columns`.

    The page says it, so that previews need no host; other addresses go by the host.
    """
    home = _home_of_page(context.get("page"), home_of(context["request"]))
    if home is None:
        return {"organisation": None, "home": None, "columns": []}
    return {
        "organisation": home.organisation,
        "home": home,
        "columns": newest.columns_of(home),
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
    day = timezone.localdate()
    shows_until(days.end_of(day))
    return days.long_day(day)


@register.simple_tag
def next_events(home: HomePage) -> list[Occurrence]:
    """Return what takes place next, each event once."""
    return coming.next_events(home.organisation, timezone.now())


@register.filter
def long_moment(moment: datetime) -> str:
    """Return a moment as hour, weekday and day, where the portal is."""
    local = timezone.localtime(moment)
    return f"{local:%H:%M} {days.long_day(local)}"


@register.simple_tag
def urgent_notice(home: HomePage) -> str:
    """Return what the commune must say at once, while it holds."""
    if not home.urgent_until or home.urgent_until <= timezone.now():
        return ""
    shows_until(home.urgent_until)
    notice: str = home.urgent_text
    return notice


@register.filter
def in_sentence(name: str) -> str:
    """Return a commune's `name` as it stands within a Vietnamese sentence: "xã …"."""
    if get_language() == "vi" and name.startswith(KINDS_OF_COMMUNE):
        return name[0].lower() + name[1:]
    return name


@register.filter
def has_own_colours(home: HomePage) -> bool:
    """Say whether the commune chose colours of its own."""
    return theme.is_own(home)


@register.simple_tag
def front_page(home: HomePage, columns: list[ColumnPage]) -> newest.FrontPage:
    """Return the stories of the front page."""
    return newest.front_page(home.organisation, columns, timezone.now())


@register.simple_tag
def newest_in(column: ColumnPage) -> list[StoryPage]:
    """Return the newest stories of a column."""
    return newest.newest_in(column, timezone.now(), newest.A_LIST)


@register.simple_tag
def topics_in(column: ColumnPage) -> list[Topic]:
    """Return the topics of a column."""
    return newest.topics_in(column)


@register.simple_tag
def card(story: StoryPage, **how: Any) -> SafeString:
    """Return `story` as it stands in lists; see portal.cards."""
    return cards.card(story, **how)


@register.filter
def address_of(column: ColumnPage) -> str:
    """Return where a column is read."""
    return addresses.column_address(column)


@register.filter
def archive_of(column: ColumnPage) -> str:
    """Return where the months of a column are listed."""
    return addresses.archive_address(column)


@register.filter
def whole_address(page: Page) -> str:
    """Return the address of a page with the name of its site before it."""
    return known_address(page)


@register.filter
def at_site(address: str, home: HomePage) -> str:
    """Return `address` with the name of the site of `home` before it.

    Pictures may stand at another host; their addresses are whole already.
    """
    return f"{site_of(home)}{address}" if address.startswith("/") else address


@register.filter
def story_address(story: StoryPage, column: ColumnPage) -> str:
    """Return where a story of `column` is read."""
    return addresses.story_address(story, column)


@register.simple_tag
def topic_address(topic: Topic, column: ColumnPage) -> str:
    """Return where the stories of a topic are."""
    return addresses.topic_address(topic, column)


@register.simple_tag
def month_address(column: ColumnPage, month: date, part: int = 1) -> str:
    """Return where one part of a month of a column is."""
    return addresses.month_address(column, month, part)


@register.simple_tag
def column_of(story: StoryPage, columns: list[ColumnPage]) -> Page:
    """Return the column `story` stands in."""
    path = story.path[: -StoryPage.steplen]
    found = next((column for column in columns if column.path == path), None)
    return found or story.column


@register.simple_tag
def related(story: StoryPage, column: ColumnPage) -> list[StoryPage]:
    """Return stories on the topics of `story`, and before it in its column."""
    return related_stories.related_to(story, column, timezone.now())


@register.simple_tag
def topics_of(story: StoryPage) -> list[Topic]:
    """Return what `story` is about."""
    return related_stories.topics_of(story)


@register.simple_tag
def corrections_of(story: StoryPage) -> list[Correction]:
    """Return what readers are told was wrong in `story`."""
    return corrections.corrections_of(story)


@register.simple_tag
def crop(picture: Picture | None, use: str, alt: str = "", **more: str) -> SafeString:
    """Return `picture` as `use` needs it, with `more` attributes; see portal.crops."""
    return markup.picture_tag(picture, use, alt, more)


@register.simple_tag
def one_file(picture: Picture | None, use: str) -> markup.Found | None:
    """Return the address and the size of `picture` as every program reads it."""
    return markup.plain(picture, use)


@register.simple_tag
def news_article(
    story: StoryPage, column: ColumnPage, home: HomePage, wide: Any
) -> SafeString:
    """Return what search engines are told of a story; `wide` is its picture."""
    image = at_site(wide.url, home) if wide else ""
    return schema.block(schema.article(story, column, home, image))


@register.simple_tag
def event_data(event: Event, time: Any, home: HomePage, address: str) -> SafeString:
    """Return what search engines are told of an event; `time` is its next, or last."""
    return schema.block(schema.event(event, time, home, address))


@register.simple_tag
def issuer(home: HomePage) -> SafeString:
    """Return what search engines are told of the body whose portal this is."""
    return schema.block(schema.issuer(home.organisation, site_of(home)))


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


@register.simple_tag
def first_sound(story: StoryPage) -> Any:
    """Return the first block of `story` with a sound of our own, or None."""
    blocks = (block for block in story.body if block.block_type == "media")
    found = (b for b in blocks if b.value["file"] and is_sound(b.value["file"]))
    return next(found, None)


@register.filter
def is_sound(document: Any) -> bool:
    """Say whether a media file is sound only."""
    return document.file_extension.lower() in SOUND


@register.filter
def is_link(address: str) -> bool:
    """Say whether `address` is one a browser opens."""
    return address.startswith(("https://", "http://"))
