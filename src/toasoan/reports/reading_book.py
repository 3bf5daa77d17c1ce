"""How often stories were read, as an .xlsx file: the sums, and each day behind them."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from toasoan.stories.models import HomePage

from .reading import Asked, Reading, named, reading_of
from .sheet import Line, Sheet, Sum, days_text, xlsx


def reading_book(asked: Asked) -> Iterator[bytes]:
    """Return the views of `asked` as a workbook, piece by piece.

    Sheets: stories, by day or month, by column, each story on each day.
    """
    reading = reading_of(asked)
    return xlsx(
        [
            _stories(asked, reading),
            _spans(asked, reading),
            _columns(asked, reading),
            _days(asked),
        ]
    )


def _sheet(asked: Asked, name: str, heads: list[str], lines: Iterable[Line]) -> Sheet:
    return Sheet(
        name=name, titles=_titles(asked), heads=heads, figures=[_("Views")], lines=lines
    )


def _titles(asked: Asked) -> list[str]:
    of = asked.story or asked.column
    what = of.title if of else _("All columns")
    return [asked.organisation.name, what, days_text(asked.since, asked.until)]


def _stories(asked: Asked, reading: Reading) -> Sheet:
    heads = [
        pgettext("sheet", "Story"),
        pgettext("sheet", "Column"),
        pgettext("sheet", "Published on"),
        pgettext("sheet", "Address"),
    ]
    lines = _story_lines(asked, reading)
    return _sheet(asked, pgettext("sheet", "Stories"), heads, lines)


def _story_lines(asked: Asked, reading: Reading) -> Iterator[Line]:
    home = HomePage.objects.get(organisation=asked.organisation)
    site = str(home.full_url or "").rstrip("/")
    for line in named(reading.stories, asked.organisation):
        story = line.about
        first = story.first_published_at
        day = asked.organisation.local_day(first) if first else ""
        address = f"{site}/{story.url_path.removeprefix(home.url_path)}"
        yield [story.title, story.column_title, day, address, line.count]
    yield Sum([_("All together"), "", "", "", reading.total])


def _spans(asked: Asked, reading: Reading) -> Sheet:
    months = asked.by == "month"
    name = pgettext("sheet", "By month") if months else pgettext("sheet", "By day")
    heads = [pgettext("sheet", "From"), pgettext("sheet", "To")]
    lines = [
        *([of.about.starts_on, of.about.ends_on, of.count] for of in reading.spans),
        Sum([_("All together"), "", reading.total]),
    ]
    return _sheet(asked, name, heads, lines)


def _columns(asked: Asked, reading: Reading) -> Sheet:
    lines = [
        *([line.about.title, line.count] for line in reading.columns),
        Sum([_("All together"), reading.total]),
    ]
    heads = [pgettext("sheet", "Column")]
    return _sheet(asked, pgettext("sheet", "By column"), heads, lines)


def _days(asked: Asked) -> Sheet:
    heads = [pgettext("sheet", "Story"), pgettext("sheet", "Day")]
    name = pgettext("sheet", "Stories by day")
    rows = asked.views().order_by("read_on", "story")
    lines = rows.values_list("story__title", "read_on", "count")
    return _sheet(asked, name, heads, lines.iterator(chunk_size=2000))
