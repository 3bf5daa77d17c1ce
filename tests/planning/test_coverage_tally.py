"""Figures against a naive recount that asks of each day and each delivery."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.planning.slots import Promise, slots
from toasoan.planning.tally import (
    WHOLE,
    Cell,
    Count,
    Span,
    delivered_in,
    fill,
    mark_start,
    places_of,
    spans,
)

DAY = timedelta(days=1)
unhurried = settings(deadline=None)
FIGURES = ("promised", "met", "missed", "owed", "originals", "reposts", "late")


def promise(period="day", first=date(2026, 1, 1), last=date(2026, 12, 31), **kwargs):
    values = {"every": 1, "minimum": 1, "weekdays": (), "season": None}
    return Promise(
        cadence_id=1,
        plan_id=1,
        column_id=1,
        channel_id=1,
        period=period,
        active_from=first,
        active_until=last,
        **(values | kwargs),
    )


def filled(by, since, until, promises, days, today):
    cuts = spans(by, since, until)
    row = [Cell(1, 1, cut.starts_on, cut.ends_on) for cut in cuts]
    fill(row, places_of(cuts), promises, days, Span(since, until), today)
    return row


def figures(cell):
    return {name: getattr(cell, name) for name in FIGURES}


def total(row):
    return {name: sum(getattr(cell, name) for cell in row) for name in FIGURES}


def test_month_is_cut_at_the_ends_of_the_range():
    assert spans("month", date(2026, 1, 15), date(2026, 3, 2)) == [
        Span(date(2026, 1, 15), date(2026, 1, 31)),
        Span(date(2026, 2, 1), date(2026, 2, 28)),
        Span(date(2026, 3, 1), date(2026, 3, 2)),
    ]


def test_week_belongs_to_the_month_it_starts_in_and_counts_all_its_days():
    days = {date(2026, 5, 2): Count(originals=1)}

    april, may = filled(
        "month",
        date(2026, 4, 1),
        date(2026, 5, 31),
        [promise("week", date(2026, 4, 27), date(2026, 4, 30))],
        days,
        date(2026, 7, 1),
    )

    assert (april.promised, april.met, april.delivered) == (1, 1, 0)
    assert (may.promised, may.met, may.delivered) == (0, 0, 1)


def test_running_slot_is_owed_and_yesterdays_is_missed():
    row = filled(
        "day",
        date(2026, 3, 1),
        date(2026, 3, 3),
        [promise("day")],
        {},
        date(2026, 3, 2),
    )

    assert [(cell.missed, cell.owed) for cell in row] == [(1, 0), (0, 1), (0, 1)]


def test_more_than_promised_never_makes_up_for_another_slot():
    days = {date(2026, 3, 1): Count(originals=1, reposts=4)}

    [cell] = filled(
        WHOLE,
        date(2026, 3, 1),
        date(2026, 3, 2),
        [promise("day")],
        days,
        date(2026, 4, 1),
    )

    assert figures(cell) == {
        "promised": 2,
        "met": 1,
        "missed": 1,
        "owed": 0,
        "originals": 1,
        "reposts": 4,
        "late": 0,
    }


def test_late_is_what_was_due_before_its_slot():
    monday = date(2026, 3, 9)
    tuesday = monday + DAY
    count = Count(originals=3, overdue=((monday, 1), (monday - DAY, 1)))
    [week] = slots(promise("week"), tuesday, tuesday)
    [day] = slots(promise("day"), tuesday, tuesday)
    by_week, both, reverse = {}, {}, {}

    mark_start(by_week, week)
    for slot in (week, day):
        mark_start(both, slot)
    for slot in (day, week):
        mark_start(reverse, slot)

    assert count.late(by_week[tuesday]) == 1
    assert count.late(both[tuesday]) == count.late(reverse[tuesday]) == 2


def test_nothing_is_late_where_nothing_is_promised():
    day = date(2026, 3, 9)
    days = {day: Count(originals=1, overdue=((day - DAY, 1),))}

    [cell] = filled(WHOLE, day, day, [], days, day)

    assert (cell.delivered, cell.late) == (1, 0)


def test_slot_of_a_year_counts_from_its_first_to_its_last_day():
    [year] = slots(promise("year"), date(2026, 5, 1), date(2026, 5, 1))
    days = {
        date(2025, 12, 31): Count(1),
        date(2026, 1, 1): Count(1),
        date(2026, 12, 31): Count(1),
        date(2027, 1, 1): Count(1),
    }

    assert delivered_in(year, days) == 2


# The naive recount.

dates = st.dates(date(2023, 11, 1), date(2025, 3, 1))
seasons = st.none() | st.tuples(st.integers(1, 12), st.integers(1, 12))


@st.composite
def promises(draw):
    """One or two promises of one pair, the second from where the first ends."""
    made, first = [], draw(dates)
    for _ in range(draw(st.integers(1, 2))):
        last = first + DAY * draw(st.integers(0, 300))
        made.append(
            promise(
                draw(st.sampled_from(["day", "week", "month", "quarter", "year"])),
                max(first, draw(dates)),
                min(last, draw(dates) + DAY * 200),
                every=draw(st.sampled_from([1, 1, 2])),
                minimum=draw(st.integers(1, 3)),
                weekdays=tuple(sorted(draw(st.sets(st.integers(1, 7), max_size=2)))),
                season=draw(seasons),
            )
        )
        first = last + DAY
    return made


deliveries = st.lists(
    st.tuples(dates, st.integers(0, 12), st.booleans()),
    max_size=60,
)


def day_counts(made):
    """Return the counts by day of (day it went out, days after it was due, re-post)."""
    days = {}
    for day, after, repost in made:
        count = days.setdefault(day, Count())
        count.reposts += repost
        count.originals += not repost
        if after:
            count.overdue += ((day - DAY * after, 1),)
    return days


def recount(ones, made, since, until, today):
    result = dict.fromkeys(FIGURES, 0)
    for slot in (s for one in ones for s in slots(one, since, until)):
        if not since <= slot.starts_on <= until:
            continue
        came = sum(slot.starts_on <= day <= slot.ends_on for day, _, _ in made)
        lacking = max(0, slot.minimum - came)
        result["promised"] += slot.minimum
        result["met"] += slot.minimum - lacking
        result["missed" if slot.ends_on < today else "owed"] += lacking
    for day, after, repost in made:
        if since <= day <= until:
            result["reposts" if repost else "originals"] += 1
            result["late"] += is_late(ones, day, day - DAY * after)
    return result


def is_late(ones, day, due_on):
    around = [
        slot
        for one in ones
        for slot in slots(one, date(2022, 1, 1), date(2027, 1, 1))
        if slot.starts_on <= day <= slot.ends_on
    ]
    return any(due_on < slot.starts_on for slot in around)


@unhurried
@given(promises(), deliveries, dates, st.integers(0, 450), dates)
def test_whole_range_agrees_with_a_recount(ones, made, since, length, today):
    until = since + DAY * length

    [cell] = filled(WHOLE, since, until, ones, day_counts(made), today)

    assert figures(cell) == recount(ones, made, since, until, today)


@unhurried
@given(
    promises(),
    deliveries,
    dates,
    st.integers(0, 450),
    dates,
    st.sampled_from(["day", "week", "month", "year"]),
)
def test_parts_add_up_to_the_whole(ones, made, since, length, today, by):
    until, days = since + DAY * length, day_counts(made)

    parts = filled(by, since, until, ones, days, today)

    [whole] = filled(WHOLE, since, until, ones, days, today)
    assert total(parts) == figures(whole)


@unhurried
@given(promises(), deliveries, dates, st.integers(0, 450), dates)
def test_each_promise_is_met_missed_or_owed(ones, made, since, length, today):
    for cell in filled(
        "month", since, since + DAY * length, ones, day_counts(made), today
    ):
        assert cell.promised == cell.met + cell.missed + cell.owed
        assert cell.delivered == cell.on_time + cell.late


@unhurried
@given(dates, dates, st.integers(1, 3), deliveries, dates, st.integers(0, 450), dates)
def test_each_day_counts_as_all_seven_weekdays(
    first, last, minimum, made, since, length, today
):
    ends = min(first, last), max(first, last)
    each_day = promise("day", *ends, minimum=minimum)
    weekdays = promise("day", *ends, minimum=minimum, weekdays=(1, 2, 3, 4, 5, 6, 7))

    found = [
        filled("month", since, since + DAY * length, [one], day_counts(made), today)
        for one in (each_day, weekdays)
    ]

    assert (each_day.each_day, weekdays.each_day) == (True, False)
    assert found[0] == found[1]
