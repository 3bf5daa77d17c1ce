"""A story in a list: its picture, its title and when it came out.

Written here and not as a template: a page shows up to twenty cards, and Django takes
longer to walk through the template of one than to make all of them so.
"""

from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from toasoan.stories.models import ColumnPage, StoryPage

from .crops.markup import picture_tag


def card(
    story: StoryPage,
    *,
    column: ColumnPage | None = None,
    headline: str = "",
    text: str = "",
    picture: str = "card",
    level: int = 3,
    big: bool = False,
    plain: bool = False,
) -> SafeString:
    """Return `story`, which has its `address`, as HTML.

    `column` stands beside its moment; `text` below it, or the lead of a `big` one;
    `picture` is the use of its cover (see `crops.uses`), of which a `plain` card shows
    none. `headline` stands in the place of the title, as a heading of `level`.
    """
    heading = f"h{level}"
    cover = ""
    if not plain and story.cover_id:
        cover = format_html(
            "\n    {}\n  ", picture_tag(story.cover, "lead" if big else picture, "")
        )
    below = text or (story.lead if big else "")
    return format_html(
        '<article class="card{}">\n  {}\n  <div>\n    '
        '<{}><a href="{}">{}</a></{}>\n    {}\n    {}\n  </div>\n</article>\n',
        " big" if big else "",
        cover,
        heading,
        story.address,
        headline or story.title,
        heading,
        _told(story, column),
        format_html("<p>{}</p>", below) if text or big else "",
    )


def _told(story: StoryPage, column: ColumnPage | None) -> SafeString:
    """Return the moment `story` came out, after its column when that is told."""
    moment: Any = story.first_published_at
    local = timezone.localtime(moment) if moment else None
    machine = f"{local:%Y-%m-%dT%H:%M}" if local else ""
    reader = f"{local:%H:%M %d/%m/%Y}" if local else ""
    written = format_html(
        '<time{} datetime="{}">{}</time>',
        "" if column else mark_safe(' class="meta"'),
        machine,
        reader,
    )
    if column is None:
        return written
    return format_html('<p class="meta">{} · {}</p>', column.title, written)
