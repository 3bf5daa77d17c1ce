"""What stands behind a number: the deliveries or the slots it counts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import F, Q

from toasoan.channels.models import Channel, Delivery
from toasoan.planning.coverage import counts, in_force, last_day, promises_of
from toasoan.planning.slots import Promise, Slot, latest_start
from toasoan.planning.tally import Cell, Pair, by_pair, delivered_in, due_slots
from toasoan.stories.models import ColumnPage

from .selection import Selection

WEB = ("https://", "http://", "/")

Judge = Callable[[Pair, date, date], bool]


@dataclass(frozen=True, slots=True)
class SlotItem:
    """One slot and what came in it; `amount` is what the number counts of it."""

    column: ColumnPage
    channel: Channel
    slot: Slot
    delivered: int
    amount: int


def deliveries(selection: Selection) -> Any:
    """Return all that counts of `selection`, newest first, as a queryset."""
    owner = selection.plan or selection.organisation
    window = in_force(owner, selection.since, selection.until)
    mine = Delivery.objects.of(selection.organisation).counted()
    found = mine.filter(
        delivered_on__gte=window.starts_on,
        delivered_on__lte=window.ends_on,
    )
    if selection.column:
        found = found.filter(column=selection.column)
    if selection.channel:
        found = found.filter(channel=selection.channel)
    if selection.plan:
        found = found.filter(_within(by_pair(_promises(selection))))
    return found.order_by("-delivered_at", "-pk")


def _within(promised: dict[Pair, list[Promise]]) -> Q:
    """Return the condition that a delivery is on one of these pairs."""
    pairs = Q(pk__in=[])
    for column_id, channel_id in sorted(promised):
        pairs |= Q(column_id=column_id, channel_id=channel_id)
    return pairs


def counted(selection: Selection, what: str) -> Any:
    """Return the deliveries that the number `what` counts, ready to be cut in pages.

    A queryset of deliveries, or a list of their ids where lateness decides.
    """
    found = deliveries(selection)
    if what == "originals":
        return found.filter(repost=False)
    if what == "reposts":
        return found.filter(repost=True)
    if what == "late":
        return late_ids(selection, found)
    if what == "on_time":
        late = set(late_ids(selection, found))
        return [pk for pk in found.values_list("pk", flat=True) if pk not in late]
    return found


def late_ids(selection: Selection, found: Any) -> list[int]:
    """Return the ids of those of `found` that went out in a later slot than due."""
    late = judge(selection)
    rows = found.filter(due_on__lt=F("delivered_on")).values_list(
        "pk", "column_id", "channel_id", "delivered_on", "due_on"
    )
    return [
        pk
        for pk, column_id, channel_id, day, due_on in rows
        if late((column_id, channel_id), day, due_on)
    ]


def judge(selection: Selection) -> Judge:
    """Return the function that says whether (pair, day it went out, day due) is late.

    One query now, none later.
    """
    promised = by_pair(_promises(selection))

    @cache
    def began(pair: Pair, day: date) -> date | None:
        return latest_start(promised.get(pair, ()), day)

    def late(pair: Pair, day: date, due_on: date) -> bool:
        if due_on >= day:
            return False
        starts_on = began(pair, day)
        return starts_on is not None and due_on < starts_on

    return late


def shown(page: Iterable[Any], selection: Selection) -> list[Delivery]:
    """Return one page of `counted` as deliveries with story, places, `late`, link."""
    late = judge(selection)
    ids = [one if isinstance(one, int) else one.pk for one in page]
    rows = Delivery.objects.of(selection.organisation).filter(pk__in=ids)
    found = rows.select_related("story", "column", "channel").order_by(
        "-delivered_at", "-pk"
    )
    for one in found:
        pair = one.column_id, one.channel_id
        one.late = late(pair, one.delivered_on, one.due_on)
        # A person may have typed anything as the address; only real ones are links.
        one.web_address = one.url if one.url.startswith(WEB) else ""
    return list(found)


def slot_items(selection: Selection, what: str, today: date) -> list[SlotItem]:
    """Return the slots that the number `what` counts, earliest first.

    The amounts add up to that number.
    """
    promises = _promises(selection)
    end = last_day(promises, selection.until)
    came = counts(selection.organisation, selection.since, end)
    columns = ColumnPage.objects.filter(organisation=selection.organisation)
    columns_by_pk = {one.pk: one for one in columns}
    channels = {one.pk: one for one in Channel.objects.of(selection.organisation)}
    found = []
    for pair, ones in by_pair(promises).items():
        places = columns_by_pk[pair[0]], channels[pair[1]]
        for slot in due_slots(ones, selection.since, selection.until):
            delivered = delivered_in(slot, came.get(pair, {}))
            amount = _amount(slot, delivered, what, today)
            found.append(SlotItem(*places, slot, delivered, amount))
    found.sort(key=lambda i: (i.slot.starts_on, i.column.path, i.channel.position))
    return [item for item in found if item.amount]


def _amount(slot: Slot, delivered: int, what: str, today: date) -> int:
    """Return what the number `what` counts of `slot`."""
    cell = Cell(0, 0, slot.starts_on, slot.ends_on)
    cell.add_slot(slot, delivered, today)
    amount: int = getattr(cell, what)
    return amount


def _promises(selection: Selection) -> list[Promise]:
    """Return the promises of the plan, column and channel that are selected."""
    found = promises_of(
        selection.organisation, selection.since, selection.until, selection.plan
    )
    return [
        one
        for one in found
        if (not selection.column or one.column_id == selection.column.pk)
        and (not selection.channel or one.channel_id == selection.channel.pk)
    ]
