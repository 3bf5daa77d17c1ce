"""The public addresses of what the portal shows; none has a query string.

Made from the parts at hand: asking the page tree for each costs more than the card
that shows it.
"""

from datetime import date

from toasoan.core.text import slug
from toasoan.stories.models import ColumnPage, StoryPage, Topic

# What tells of the portal itself, straight below the front page.
ABOUT = ("so-do-cong", "lien-he", "kenh-chinh-thuc", "kha-nang-tiep-can")
# What stands at the place of a column or of a story: neither may be called so.
RESERVED = frozenset(
    {
        *("_util", "admin", "media", "static", "tai-lieu"),
        *("guong-dien-hinh", "lich", "van-ban"),
        *ABOUT,
        *("tim-kiem", "chu-de", "luu-tru", "ngoai-tuyen"),
    }
)


def column_address(column: ColumnPage) -> str:
    """Return where `column` shows its newest stories."""
    return f"/{column.slug}/"


def story_address(story: StoryPage, column: ColumnPage) -> str:
    """Return where `story`, which stands in `column`, is read."""
    return f"/{column.slug}/{story.slug}/"


def topic_address(topic: Topic, column: ColumnPage) -> str:
    """Return where the newest stories of one topic of `column` are."""
    return f"/{column.slug}/chu-de/{topic.pk}-{topic_words(topic)}/"


def topic_words(topic: Topic) -> str:
    """Return the readable part of a topic's address."""
    return slug(topic.text, limit=60) or "chu-de"


def archive_address(column: ColumnPage) -> str:
    """Return where the months of `column` are listed."""
    return f"/{column.slug}/luu-tru/"


def month_address(column: ColumnPage, month: date, part: int = 1) -> str:
    """Return where the stories of one month of `column` are, part by part."""
    first = f"/{column.slug}/luu-tru/{month:%Y-%m}/"
    return first if part == 1 else f"{first}{part}/"
