"""The registers of documents and exemplars, for all to read."""

from collections.abc import Iterable
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from toasoan.organisations.models import Organisation
from toasoan.registers.models import DirectiveDocument, Exemplar
from toasoan.registers.public import public_documents, public_exemplars
from toasoan.registers.validity import next_change
from toasoan.stories.models import HomePage, StoryPage

from .documents_asked import asked_by, choices_of, narrowed
from .identity import asked_home, site_of
from .newest import columns_of, for_titles, placed, public_stories
from .registers import (
    address_of,
    asked_list,
    asked_page,
    entry_of,
    moved,
    part_of,
    shows_until_day,
)
from .snapshots.collect import shows


@require_safe
def documents(
    request: HttpRequest, year: int | None = None, kind: str = "", part: int = 1
) -> HttpResponse:
    """Show documents, newest first: all, of a year or of a kind.

    The form narrows them by an address with a query; see `documents_asked`.
    """
    home = asked_list(request, DirectiveDocument)
    shown = public_documents(home.organisation).defer("search_text")
    if kind and kind not in DirectiveDocument.Kind.values:
        raise Http404
    today = home.organisation.local_day(timezone.now())
    asked, base = asked_by(request.GET), _base(year, kind)
    listed = shown.filter(kind=kind) if kind else shown
    listed = listed.filter(issued_on__year=year) if year else listed
    if asked.query:
        listed = narrowed(listed, asked, home.organisation, today)
        part = asked_page(request)
    found = part_of(listed, part, base, asked.query)
    if year and not found.entries and not asked.query:
        raise Http404
    with_validity(found.entries, today, home.organisation)
    context = {
        "part": found,
        "asked": asked,
        "kind": DirectiveDocument.Kind(kind) if kind else None,
        "year": year,
        "choices": choices_of(home.organisation),
        "conferences": shown.filter(conference_month__isnull=False).exists(),
        "here": site_of(home) + base,
    }
    return render(request, "portal/documents.html", context)


def _base(year: int | None, kind: str) -> str:
    if year:
        return f"/van-ban/nam-{year}/"
    return f"/van-ban/{kind}/" if kind else "/van-ban/"


def with_validity(
    entries: Iterable[DirectiveDocument], today: date, organisation: Organisation
) -> None:
    """Set the `validity` of each of `entries`, and note when the first one changes."""
    for one in entries:
        one.validity = one.validity_on(today)
        one.address = address_of(one)
        change = next_change(
            today,
            since=one.since,
            until=one.effective_until,
            replaced_on=one.replaced_on,
        )
        shows_until_day(change, organisation)


@require_safe
def document(request: HttpRequest, pk: int, words: str) -> HttpResponse:
    """Show one document with its files, and what stands in whose place."""
    home = asked_home(request)
    shown = public_documents(home.organisation)
    one = entry_of(shown.select_related("column"), pk)
    address = address_of(one)
    if way := moved(one, words, address):
        return way
    replaces = list(shown.filter(replaced_in__document=one))
    replaced_by = list(shown.filter(replacements__replaced=one))
    today = home.organisation.local_day(timezone.now())
    with_validity([one, *replaces, *replaced_by], today, home.organisation)
    context = {
        "document": one,
        "files": [row.file for row in one.files.select_related("file")],
        "topics": list(one.topics.all()),
        "replaces": replaces,
        "replaced_by": replaced_by,
        "here": site_of(home) + address,
    }
    return render(request, "portal/document.html", context)


@require_safe
def conference_months(request: HttpRequest) -> HttpResponse:
    """Lead to the latest month with materials of the propagandists' conference."""
    home = asked_list(request, DirectiveDocument)
    months = _conference_months(home.organisation)
    if not months:
        raise Http404
    return redirect(f"/van-ban/bao-cao-vien/{months[0]:%Y-%m}/")


@require_safe
def conference_month(request: HttpRequest, month: date) -> HttpResponse:
    """Show what the propagandists' conference of a month works with."""
    home = asked_list(request, DirectiveDocument)
    shown = public_documents(home.organisation).filter(conference_month=month)
    base = f"/van-ban/bao-cao-vien/{month:%Y-%m}/"
    found = list(shown.defer("search_text"))
    if not found:
        raise Http404
    today = home.organisation.local_day(timezone.now())
    with_validity(found, today, home.organisation)
    context = {
        "documents": found,
        "month": month,
        "months": _conference_months(home.organisation),
        "here": site_of(home) + base,
    }
    return render(request, "portal/conference.html", context)


def _conference_months(organisation: Organisation) -> list[date]:
    shown = (
        public_documents(organisation).filter(conference_month__isnull=False).order_by()
    )
    months = shown.values_list("conference_month", flat=True).distinct()
    return sorted(months, reverse=True)


@require_safe
def exemplars(
    request: HttpRequest, year: int | None = None, part: int = 1
) -> HttpResponse:
    """Show the exemplars of a year; without one, of the latest."""
    home = asked_list(request, Exemplar)
    shown = public_exemplars(home.organisation).defer("search_text")
    years = sorted(set(shown.order_by().values_list("year", flat=True)), reverse=True)
    if year is not None and year not in years:
        raise Http404
    wanted = year or (years[0] if years else None)
    base = f"/guong-dien-hinh/nam-{wanted}/" if wanted else "/guong-dien-hinh/"
    found = part_of(shown.filter(year=wanted), part, base)
    for one in found.entries:
        one.address = address_of(one)
    context = {
        "part": found,
        "year": wanted,
        "years": years,
        "here": site_of(home) + base,
    }
    return render(request, "portal/exemplars.html", context)


@require_safe
def exemplar(request: HttpRequest, pk: int, words: str) -> HttpResponse:
    """Show one exemplar and the stories that tell of it."""
    home = asked_home(request)
    one = entry_of(public_exemplars(home.organisation), pk)
    address = address_of(one)
    if way := moved(one, words, address):
        return way
    context = {
        "exemplar": one,
        "stories": stories_of(one, home, timezone.now()),
        "here": site_of(home) + address,
    }
    return render(request, "portal/exemplar.html", context)


def stories_of(one: Exemplar, home: HomePage, now: datetime) -> list[StoryPage]:
    """Return the public stories that tell of `one`, newest first."""
    told = list(one.stories.values_list("story", flat=True))
    for pk in told:
        # Also of those that are not public: the page changes when they are.
        shows(f"storypage:{pk}")
    stories = for_titles(public_stories(home.organisation, now))
    return placed(stories.filter(pk__in=told), columns_of(home))
