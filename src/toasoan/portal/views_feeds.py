"""Feeds at their addresses, three forms of each: of stories, of the registers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import PageQuerySet

from toasoan.registers.models import Entry
from toasoan.stories.models import ColumnPage, HomePage, Topic

from . import addresses, feeds_registers, newest
from .feeds import A_FEED, Atom, Feed, Item, Rss, told_of, write_json, write_xml
from .identity import asked_home, open_column, site_of
from .registers import PLACES, asked_list
from .snapshots.collect import shows_list

JSON = "application/feed+json; charset=utf-8"


@require_safe
def of_portal(request: HttpRequest, form: str) -> HttpResponse:
    """Answer with the newest stories of all columns."""
    home = asked_home(request)
    columns = newest.columns_of(home)
    for column in columns:
        shows_list(f"column:{column.pk}")
    stories = newest.public_stories(home.organisation, timezone.now())
    return _answer(home, form, "/", "", stories, columns)


@require_safe
def of_column(request: HttpRequest, column: str, form: str) -> HttpResponse:
    """Answer with the newest stories of one column."""
    home, shown = asked_home(request), open_column(request, column)
    shows_list(f"column:{shown.pk}")
    stories = newest.public_stories(home.organisation, timezone.now())
    page = addresses.column_address(shown)
    return _answer(
        home, form, page, shown.title, newest.in_column(stories, shown), [shown]
    )


@require_safe
def of_topic(
    request: HttpRequest, column: str, topic: int, words: str, form: str
) -> HttpResponse:
    """Answer with the newest stories of one topic."""
    home, shown = asked_home(request), open_column(request, column)
    chosen: Topic | None = shown.topics.filter(pk=topic).first()
    if chosen is None or words != addresses.topic_words(chosen):
        raise Http404
    shows_list(f"topic:{chosen.pk}")
    stories = newest.public_stories(home.organisation, timezone.now())
    stories = newest.in_column(stories, shown).filter(topics=chosen)
    page = addresses.topic_address(chosen, shown)
    return _answer(home, form, page, chosen.text, stories, [shown])


@require_safe
def of_register(request: HttpRequest, register: type[Entry], form: str) -> HttpResponse:
    """Answer with what came last into one register."""
    home = asked_list(request, register)
    entries = register.objects.public_of(home.organisation)
    told = list(entries.defer("search_text").order_by("-shown_at", "-pk")[:A_FEED])
    for one in told:
        one.organisation = home.organisation
    items = [feeds_registers.told_of(one) for one in told]
    name = feeds_registers.name_of(register)
    return _written(home, form, f"/{PLACES[register]}/", name, items)


def _answer(
    home: HomePage,
    form: str,
    page: str,
    what: str,
    stories: PageQuerySet,
    columns: list[ColumnPage],
) -> HttpResponse:
    told = newest.for_feeds(stories)[:A_FEED]
    items = [told_of(story) for story in newest.placed(told, columns)]
    return _written(home, form, page, what, items)


def _written(
    home: HomePage, form: str, page: str, what: str, items: list[Item]
) -> HttpResponse:
    name = home.organisation.name
    feed = Feed(
        title=f"{what} – {name}" if what else name,
        issuer=name,
        site=site_of(home),
        page=page,
        own=f"{page}{form}",
        items=items,
    )
    if form == "feed.json":
        return HttpResponse(write_json(feed), content_type=JSON)
    kind: Any = Rss if form == "rss.xml" else Atom
    return HttpResponse(write_xml(kind, feed), content_type=kind.content_type)
