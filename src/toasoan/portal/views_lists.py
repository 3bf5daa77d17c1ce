"""The lists of a column that have an address of their own: topics and months."""

from datetime import date

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from . import addresses, archive, newest
from .identity import open_column
from .snapshots.collect import shows_list


@require_safe
def topic(request: HttpRequest, column: str, topic: int, words: str) -> HttpResponse:
    """Show the newest stories of one topic; other `words` lead to the right ones."""
    shown = open_column(request, column)
    topics = newest.topics_in(shown)
    chosen = next((one for one in topics if one.pk == topic), None)
    if chosen is None:
        raise Http404
    if words != addresses.topic_words(chosen):
        return HttpResponsePermanentRedirect(addresses.topic_address(chosen, shown))
    stories = newest.newest_on(chosen, shown, timezone.now(), newest.A_LIST)
    return render(
        request,
        "portal/topic.html",
        {"column": shown, "topics": topics, "topic": chosen, "stories": stories},
    )


@require_safe
def archive_of_column(request: HttpRequest, column: str) -> HttpResponse:
    """Show the months of a column that hold stories."""
    shown = open_column(request, column)
    shows_list(f"column:{shown.pk}")
    stories = newest.public_stories(shown.organisation, timezone.now())
    months = archive.months_with(newest.in_column(stories, shown), shown.organisation)
    return render(
        request, "portal/archive.html", {"column": shown, "years": _by_year(months)}
    )


def _by_year(months: list[date]) -> dict[str, list[date]]:
    years: dict[str, list[date]] = {}
    for month in months:
        years.setdefault(f"{month:%Y}", []).append(month)
    return years


@require_safe
def month(
    request: HttpRequest, column: str, month: date, part: int = 1
) -> HttpResponse:
    """Show one part of a month of a column; none of a month without stories."""
    shown = open_column(request, column)
    shows_list(f"month:{shown.pk}:{month:%Y-%m}")
    stories = newest.public_stories(shown.organisation, timezone.now())
    titles = newest.for_titles(newest.in_column(stories, shown))
    found = archive.part_of(titles, shown, month, number=part)
    newest.placed(found.stories, [shown])
    if not found.stories:
        raise Http404
    return render(
        request,
        "portal/month.html",
        {"column": shown, "month": month, "part": found},
    )
