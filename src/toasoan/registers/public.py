"""What a newsroom's portal shows of its registers."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from toasoan.organisations.models import Organisation

from .models import DirectiveDocument, DocumentFile, Event, EventFile, Exemplar
from .occurrences import LONGEST_OF_EACH, Occurrence, occurrences

# How far ahead an event is looked for that comes next.
AHEAD = timedelta(days=366)
# The last time of what recurs may go on for days after `recurs_until`, but not longer.
LONGEST = max(LONGEST_OF_EACH.values())


def public_documents(organisation: Organisation) -> Any:
    """Return the documents `organisation` shows, newest first."""
    return DirectiveDocument.objects.public_of(organisation).with_replaced_on()


def public_events(organisation: Organisation) -> Any:
    """Return the events `organisation` shows; what was called off is among them."""
    return Event.objects.public_of(organisation).select_related("organisation")


def public_exemplars(organisation: Organisation) -> Any:
    """Return the exemplars `organisation` shows: those named agreed to it."""
    return Exemplar.objects.public_of(organisation).select_related("picture")


def public_occurrences(
    organisation: Organisation, since: date, until: date
) -> list[Occurrence]:
    """Return what takes place from `since` to `until`, both counted, in its order.

    What began before and goes on is among it.
    """
    begins = datetime.combine(since, datetime.min.time(), organisation.zone)
    ends = datetime.combine(until, datetime.max.time(), organisation.zone)
    events = public_events(organisation).filter(
        Q(recurrence="") & (Q(starts_at__gte=begins) | Q(ends_at__gt=begins))
        | ~Q(recurrence="")
        & (Q(recurs_until=None) | Q(recurs_until__gte=since - LONGEST)),
        starts_at__lte=ends,
    )
    found: list[Occurrence] = []
    for event in events.select_related(None):
        event.organisation = organisation
        found.extend(occurrences(event, since, until))
    return sorted(found, key=lambda one: (one.starts_at, one.event.pk))


def next_occurrences(
    organisation: Organisation, now: datetime, count: int
) -> list[Occurrence]:
    """Return the next `count` times something takes place that is not over at `now`."""
    today = organisation.local_day(now)
    coming = public_occurrences(organisation, today, today + AHEAD)
    return [one for one in coming if one.over_at > now and not one.event.cancelled][
        :count
    ]


def shows_file(organisation: Organisation, file: Any) -> bool:
    """Say whether a public document or event of `organisation` offers `file`."""
    of_document = DocumentFile.objects.of(organisation).filter(
        file=file, document__public=True
    )
    of_event = EventFile.objects.of(organisation).filter(file=file, event__public=True)
    return bool(of_document.exists() or of_event.exists())
