"""What takes place next, for the front page."""

from datetime import datetime, timedelta

from toasoan.organisations.models import Organisation
from toasoan.registers.models import Event
from toasoan.registers.occurrences import Occurrence
from toasoan.registers.public import next_occurrences

from .registers import PLACES, address_of, shows_until_day
from .snapshots.collect import shows_list, shows_until

DAY = timedelta(days=1)
ON_FRONT_PAGE = 4
# So many are looked through: what recurs each week shall not hide the rest.
LOOKED_THROUGH = 120


def next_events(organisation: Organisation, now: datetime) -> list[Occurrence]:
    """Return the next time of each of the next few events, in their order.

    Where the page has room for more, a new day may bring one near enough.
    """
    shows_list(PLACES[Event])
    first: dict[int, Occurrence] = {}
    for one in next_occurrences(organisation, now, LOOKED_THROUGH):
        first.setdefault(one.event.pk, one)
    found = list(first.values())[:ON_FRONT_PAGE]
    for one in found:
        one.event.address = address_of(one.event)
        shows_until(one.over_at)
    if len(found) < ON_FRONT_PAGE:
        shows_until_day(organisation.local_day(now) + DAY, organisation)
    return found
