"""Promised against delivered, from the database: promises, counts, cells.

What the figures mean stands in `tally`; the rules and their reasons in
docs/coverage.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count as CountOf
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery

from toasoan.channels.models import Delivery
from toasoan.organisations.models import Organisation

from .models import Cadence, Plan
from .slots import DAY, Promise, slot_on
from .tally import (
    WHOLE,
    Cell,
    Count,
    Days,
    Overdue,
    Pair,
    Span,
    by_pair,
    fill,
    places_of,
    spans,
)


def promises_of(
    organisation: Organisation, since: date, until: date, plan: Plan | None = None
) -> list[Promise]:
    """Return the promises that may own a slot in [since, until]; one query.

    A promise holds while both its plan is in force and its channel is in use. Of one
    `plan` of the organisation all promises that ever hold are returned.
    """
    cadences = _with_ends(Cadence.objects.of(organisation))
    if plan is not None:
        found = (_promise(cadence) for cadence in cadences.filter(plan=plan))
        return [promise for promise in found if promise.active_in(date.min, date.max)]
    begun = cadences.filter(plan__valid_from__lte=until)
    found = (_promise(cadence) for cadence in begun)
    return [promise for promise in found if promise.latest_end >= since]


def _with_ends(cadences: QuerySet[Cadence]) -> QuerySet[Cadence]:
    successors = Plan.objects.filter(replaces=OuterRef("plan")).order_by("valid_from")
    return (
        cadences.select_related("plan", "channel")
        .defer("plan__text", "plan__draft", "channel__config")
        .annotate(replaced_from=Subquery(successors.values("valid_from")[:1]))
        .order_by("pk")
    )


def _promise(cadence: Cadence) -> Promise:
    plan, channel = cadence.plan, cadence.channel
    replaced_from: date | None = cadence.replaced_from  # type: ignore[attr-defined]
    ends = [plan.valid_until]
    if replaced_from:
        ends.append(replaced_from - DAY)
    if channel.closed_on:
        ends.append(channel.closed_on)
    return Promise(
        cadence_id=cadence.pk,
        plan_id=plan.pk,
        column_id=cadence.column_id,
        channel_id=channel.pk,
        period=cadence.period,
        every=cadence.every,
        minimum=cadence.minimum,
        weekdays=tuple(cadence.weekdays),
        season=_season(cadence),
        active_from=max(plan.valid_from, channel.opened_on or plan.valid_from),
        active_until=min(ends),
    )


def _season(cadence: Cadence) -> tuple[int, int] | None:
    if cadence.season_from is None or cadence.season_to is None:
        return None
    return cadence.season_from, cadence.season_to


def counts(organisation: Organisation, since: date, until: date) -> dict[Pair, Days]:
    """Return what went out in [since, until] by (column id, channel id) and day.

    Two queries, each answered from an index alone (`delivery_coverage` and, for the
    few that were due on an earlier day, `delivery_overdue`); days are those of the
    organisation's time zone. Withdrawn deliveries are not counted, nor corrections.
    """
    mine = Delivery.objects.of(organisation).counted()
    went_out = mine.filter(delivered_on__range=(since, until))
    overdue = _overdue(went_out)
    reposts = CountOf("pk", filter=Q(repost=True))
    found: dict[Pair, Days] = defaultdict(dict)
    for day, column_id, channel_id, number, again in _raw(went_out, again=reposts):
        late = overdue.get((day, column_id, channel_id), ())
        found[column_id, channel_id][_day(day)] = Count(number - again, again, late)
    return dict(found)


def _overdue(went_out: QuerySet[Any, Any]) -> dict[tuple[Any, ...], Overdue]:
    """Return by (day, column id, channel id) when those were due that went out later.

    Asked apart: few are late, and to group all by the day due takes twice as long.
    """
    found: dict[tuple[Any, ...], Overdue] = defaultdict(tuple)
    late = went_out.filter(due_on__lt=F("delivered_on"))
    for day, column_id, channel_id, number, due_on in _raw(late, "due_on"):
        found[day, column_id, channel_id] += ((_day(due_on), number),)
    return dict(found)


class Plain(Func):
    """A column as the driver gives it, of rows that are grouped by it.

    A year of a large newsroom is 9,000 groups of few different days; parsing each day
    anew took half the time of the whole screen. SQLite gives days as text when they
    are computed, not when they are columns.
    """

    arity = 1
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        context["template"] = "%(expressions)s || ''"
        return self.as_sql(compiler, connection, **context)

    def get_group_by_cols(self) -> list[Any]:
        """Group by nothing more than the column: the index is in its order."""
        return []


def _raw(
    rows: QuerySet[Any, Any], *days: str, **more: Any
) -> Iterator[tuple[Any, ...]]:
    """Yield (day, column id, channel id, number, `days`, `more`) of each group."""
    shown = {f"{name}_plain": Plain(name) for name in ("delivered_on", *days)}
    groups = (
        rows.order_by()
        .values("delivered_on", "column_id", "channel_id", *days)
        .annotate(number=CountOf("*"), **shown, **more)
    )
    first, *rest = shown
    wanted = groups.values_list(
        first, "column_id", "channel_id", "number", *rest, *more
    )
    with connection.cursor() as cursor:
        cursor.execute(*wanted.query.sql_with_params())
        yield from cursor


@lru_cache(maxsize=4096)
def _day(value: date | str) -> date:
    """Return the date that the driver gave: SQLite has none and gives text."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def cells(
    owner: Plan | Organisation, since: date, until: date, today: date, by: str = WHOLE
) -> list[Cell]:
    """Return a cell for each column, channel and span (cut `by`) of [since, until].

    Of a plan: the pairs it promises, and what went out while it was in force. Of an
    organisation: all its plans, and also what went out where nothing was promised.
    Cells of a pair stand together, in order of time. Three queries.
    """
    plan = owner if isinstance(owner, Plan) else None
    organisation = owner.organisation if isinstance(owner, Plan) else owner
    promises = promises_of(organisation, since, until, plan)
    counted = counts(organisation, since, last_day(promises, until))
    window = in_force(owner, since, until)
    pairs = {one.pair for one in promises}
    if plan is None:
        pairs = pairs_shown(promises, counted, window)
    return lay(pairs, promises, counted, spans(by, since, until), window, today)


def pairs_shown(
    promises: Iterable[Promise], counted: dict[Pair, Days], window: Span
) -> set[Pair]:
    """Return the pairs of `window` where something was promised or went out."""
    first, last = window.starts_on, window.ends_on
    promised = {one.pair for one in promises if one.active_in(first, last)}
    came = {
        pair
        for pair, days in counted.items()
        if any(first <= day <= last for day in days)
    }
    return promised | came


def lay(
    pairs: Iterable[Pair],
    promises: Iterable[Promise],
    counted: dict[Pair, Days],
    cuts: list[Span],
    window: Span,
    today: date,
) -> list[Cell]:
    """Lay what was counted beside what was promised: a cell for each pair and cut."""
    promised, places = by_pair(promises), places_of(cuts)
    found: list[Cell] = []
    for pair in sorted(pairs):
        row = [Cell(*pair, cut.starts_on, cut.ends_on) for cut in cuts]
        days = counted.get(pair, {})
        fill(row, places, promised.get(pair, []), days, window, today)
        found.extend(row)
    return found


def in_force(owner: Plan | Organisation, since: date, until: date) -> Span:
    """Return the part of [since, until] whose deliveries count for `owner`.

    For a plan that was never in force there, the first day lies after the last.
    """
    if isinstance(owner, Plan):
        return Span(max(since, owner.valid_from), min(until, owner.valid_until))
    return Span(since, until)


def last_day(promises: Iterable[Promise], until: date) -> date:
    """Return the last day of the slots that run on `until`; `until` without any."""
    running = [slot_on(promise, until) for promise in promises]
    return max([until, *(slot.ends_on for slot in running if slot)])
