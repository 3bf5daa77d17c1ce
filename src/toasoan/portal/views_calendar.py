"""The calendar, for all to read and for the calendars of their phones."""

from datetime import date, datetime, timedelta
from itertools import groupby, islice

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toasoan.organisations.models import Organisation
from toasoan.registers.ical import calendar_of
from toasoan.registers.models import Event
from toasoan.registers.occurrences import Occurrence, occurrences
from toasoan.registers.public import (
    AHEAD,
    next_occurrences,
    public_events,
    public_occurrences,
)
from toasoan.stories.models import ColumnPage

from .identity import asked_home, site_of
from .registers import (
    address_of,
    asked_list,
    entry_of,
    moved,
    shows_until_day,
)
from .snapshots.collect import shows_until

COMING = 20
TIMES = 6
MONTHS_AHEAD = 12
DAY = timedelta(days=1)
# Nothing is looked for where the calendar of Python ends.
LATEST = date.max - 2 * AHEAD


@require_safe
def coming(request: HttpRequest) -> HttpResponse:
    """Show what takes place next."""
    home = asked_list(request, Event)
    now = timezone.now()
    today = home.organisation.local_day(now)
    found = next_occurrences(home.organisation, now, COMING)
    for one in found:
        shows_until(one.over_at)
    shows_until_day(today + DAY, home.organisation)
    context = {
        "days": by_day(found),
        "this_month": today.replace(day=1),
        "columns": columns_with_events(home.organisation),
        "here": f"{site_of(home)}/lich/",
    }
    return render(request, "portal/events.html", context)


@require_safe
def month(request: HttpRequest, month: date) -> HttpResponse:
    """Show what takes place in a month, from the first event to a year ahead."""
    home = asked_list(request, Event)
    today = home.organisation.local_day(timezone.now())
    first, last = span(home.organisation, today)
    if not first <= month <= last:
        raise Http404
    shows_until_day(following(today.replace(day=1)), home.organisation)
    after = following(month)
    before = (month - DAY).replace(day=1)
    found = public_occurrences(home.organisation, month, after - DAY)
    context = {
        "month": month,
        "days": by_day(found),
        "before": before if before >= first else None,
        "after": after if after <= last else None,
        "columns": columns_with_events(home.organisation),
        "here": f"{site_of(home)}/lich/{month:%Y-%m}/",
    }
    return render(request, "portal/events.html", context)


def following(month: date) -> date:
    """Return the first day of the month after the one that begins on `month`."""
    return (month + timedelta(days=31)).replace(day=1)


def span(organisation: Organisation, today: date) -> tuple[date, date]:
    """Return the first and the last month that the calendar has a page for."""
    this = today.replace(day=1)
    oldest = public_events(organisation).order_by("starts_at").first()
    began = organisation.local_day(oldest.starts_at).replace(day=1) if oldest else this
    return min(began, this), date(this.year + 1, this.month, 1)


def by_day(found: list[Occurrence]) -> list[tuple[date, list[Occurrence]]]:
    """Return `found` day by day, each event with the address of its page."""
    for one in found:
        one.event.address = address_of(one.event)
    days = groupby(found, key=lambda one: one.starts_at.date())
    return [(day, list(times)) for day, times in days]


def columns_with_events(organisation: Organisation) -> list[ColumnPage]:
    """Return the columns that have a calendar of their own."""
    used = public_events(organisation).order_by().values("column")
    return list(ColumnPage.objects.live().filter(pk__in=used).order_by("path"))


@require_safe
def event(request: HttpRequest, pk: int, words: str) -> HttpResponse:
    """Show one event, its materials and, when it recurs, the next time and others."""
    home = asked_home(request)
    one = entry_of(public_events(home.organisation).select_related("column"), pk)
    address = address_of(one)
    if way := moved(one, words, address):
        return way
    coming = times_from(one, timezone.now())
    for time in coming:
        shows_until(time.over_at)
    context = {
        "event": one,
        "next": coming[0] if coming else None,
        "times": coming[1:],
        "files": [row.file for row in one.materials.select_related("file")],
        "here": site_of(home) + address,
    }
    return render(request, "portal/event.html", context)


def times_from(event: Event, now: datetime) -> list[Occurrence]:
    """Return the next TIMES times of `event` that are not over at `now`.

    Looked for as far back as one lasts: what began then may still go on. Ahead, so far
    from its first time that fewer than TIMES are all there will be.
    """
    local_day = event.organisation.local_day
    since = local_day(now - (event.length or DAY))
    begins = max(local_day(now), local_day(event.starts_at))
    found = occurrences(event, since, min(begins, LATEST) + AHEAD)
    return list(islice((time for time in found if time.over_at > now), TIMES))


@require_safe
def calendar(request: HttpRequest, column: str = "") -> HttpResponse:
    """Give the calendar of the site, or of one column, since last year."""
    home = asked_list(request, Event)
    organisation = home.organisation
    events = public_events(organisation)
    name = _("Calendar of %(name)s") % {"name": organisation.name}
    if column:
        chosen = get_object_or_404(
            ColumnPage.objects.live(), organisation=organisation, slug=column
        )
        events, name = events.filter(column=chosen), f"{name}: {chosen.title}"
    year = organisation.local_day(timezone.now()).year
    shows_until_day(date(year + 1, 1, 1), organisation)
    recent = events.filter(starts_at__year__gte=year - 1) | events.exclude(
        recurrence=Event.Recurrence.NONE
    )
    site = site_of(home)
    written = calendar_of(
        recent.order_by("starts_at", "pk"),
        name=name,
        zone=organisation.zone,
        address_of=lambda one: site + address_of(one),
    )
    return HttpResponse(written, content_type="text/calendar; charset=utf-8")
