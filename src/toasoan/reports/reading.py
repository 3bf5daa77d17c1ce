"""How often stories were read: the sums of the screen and the sheet alike."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Sum
from django.http import HttpRequest

from toasoan.channels.models import StoryViews
from toasoan.organisations.models import Organisation
from toasoan.planning.tally import Span, spans
from toasoan.stories.models import ColumnPage, StoryPage

from .heat import written
from .selection import days, own, year_of

# More days than this are shown by month.
MOST_DAYS = 62


@dataclass(frozen=True, slots=True)
class Asked:
    """Days of one newsroom; of one column or one story, or of all (None)."""

    organisation: Organisation
    since: date
    until: date
    column: ColumnPage | None = None
    story: StoryPage | None = None

    @property
    def query(self) -> str:
        """Return the part of an address that asks for this again."""
        values = {"from": self.since.isoformat(), "to": self.until.isoformat()}
        if self.column:
            values["column"] = str(self.column.pk)
        if self.story:
            values["story"] = str(self.story.pk)
        return urlencode(values)

    @property
    def by(self) -> str:
        """Whether the days are shown one by one or by month."""
        few = self.until - self.since < timedelta(days=MOST_DAYS)
        return "day" if few else "month"

    def within(self, span: Span) -> str:
        """Return the query that asks for the days of `span` only."""
        return replace(self, since=span.starts_on, until=span.ends_on).query

    def of_story(self, pk: int) -> str:
        """Return the query that asks for story `pk` only."""
        return self.query if self.story else f"{self.query}&story={pk}"

    def views(self) -> Any:
        """Return what was counted of it."""
        found = StoryViews.objects.of(self.organisation).filter(
            read_on__gte=self.since, read_on__lte=self.until, count__gt=0
        )
        if self.column:
            found = found.filter(story__path__startswith=self.column.path)
        return found.filter(story=self.story) if self.story else found


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: what it is of, its views, how long its bar is (0 – 100)."""

    about: Any
    count: int
    share: float
    query: str

    @property
    def text(self) -> str:
        """The number as the reader's language groups it."""
        return written(self.count)


@dataclass(frozen=True, slots=True)
class Reading:
    """The views asked for, as sums: each list adds up to `total`."""

    total: int
    spans: list[Line]
    columns: list[Line]
    stories: list[Line]

    @property
    def text(self) -> str:
        """The total as the reader's language groups it."""
        return written(self.total)


def asked_by(request: HttpRequest, organisation: Organisation, today: date) -> Asked:
    """Return what `request` asks for; this year without a wish.

    Raises Http404 for what is not of this organisation and for days that are none.
    """
    given = request.GET
    since, until = days(given, year_of(given, today.year))
    columns = ColumnPage.objects.filter(organisation=organisation)
    stories = StoryPage.objects.filter(organisation=organisation).defer_streamfields()
    return Asked(
        organisation,
        since,
        until,
        own(columns, given.get("column")),
        own(stories.defer("search_text", "body"), given.get("story")),
    )


def reading_of(asked: Asked) -> Reading:
    """Return the sums of `asked`, the most read first. Three queries.

    The lines of stories are about their keys: only those shown need be read.
    """
    by_day = dict(_sums(asked, "read_on"))
    by_story = sorted(_sums(asked, "story", "story__path"), key=lambda row: -row[-1])
    return Reading(
        sum(by_day.values()),
        _spans(asked, by_day),
        _columns(asked, by_story),
        _lines((pk, n, asked.of_story(pk)) for pk, _path, n in by_story),
    )


def _sums(asked: Asked, *fields: str) -> Any:
    rows = asked.views().order_by().values(*fields).annotate(sum=Sum("count"))
    return rows.order_by(*fields).values_list(*fields, "sum")


def _spans(asked: Asked, by_day: dict[date, int]) -> list[Line]:
    cuts = spans(asked.by, asked.since, asked.until)
    return _lines(
        (
            cut,
            sum(n for day, n in by_day.items() if cut.starts_on <= day <= cut.ends_on),
            asked.within(cut),
        )
        for cut in cuts
    )


def _columns(asked: Asked, by_story: list[tuple[int, str, int]]) -> list[Line]:
    sums: Counter[str] = Counter()
    for _pk, path, number in by_story:
        sums[path[: -StoryPage.steplen]] += number
    columns = ColumnPage.objects.filter(organisation=asked.organisation)
    known = {one.path: one for one in columns.only("title", "path")}
    return _lines(
        (known[path], number, replace(asked, column=known[path]).query)
        for path, number in sums.most_common()
    )


def _lines(rows: Iterable[tuple[Any, int, str]]) -> list[Line]:
    known = list(rows)
    most = max((number for _about, number, _query in known), default=0) or 1
    return [
        Line(about, number, round(100 * number / most, 1), query)
        for about, number, query in known
    ]


def named(lines: list[Line], organisation: Organisation) -> list[Line]:
    """Return lines of stories with the stories themselves, their columns too.

    Two queries.
    """
    stories = StoryPage.objects.filter(organisation=organisation)
    found = stories.only("title", "path", "url_path", "first_published_at").in_bulk(
        [line.about for line in lines]
    )
    columns = ColumnPage.objects.filter(organisation=organisation)
    titles = dict(columns.values_list("path", "title"))
    for story in found.values():
        story.column_title = titles[story.path[: -StoryPage.steplen]]
    return [replace(line, about=found[line.about]) for line in lines]
