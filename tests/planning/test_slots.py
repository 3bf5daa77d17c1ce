"""Which slots a promise owes, by table and against a naive walk over the days."""

from datetime import date, timedelta
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.planning.slots import Promise, Slot, slot_on, slots

DAY = timedelta(days=1)
unhurried = settings(deadline=None)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def promise(period="day", active=YEAR, **kwargs):
    values = {
        "cadence_id": 1,
        "plan_id": 1,
        "column_id": 1,
        "channel_id": 1,
        "every": 1,
        "minimum": 1,
        "weekdays": (),
        "season": None,
    }
    return Promise(
        period=period,
        active_from=active[0],
        active_until=active[1],
        **(values | kwargs),
    )


def spans(found):
    return [(slot.starts_on, slot.ends_on) for slot in found]


def test_daily_promise_owes_each_day():
    found = slots(promise("day"), date(2026, 2, 27), date(2026, 3, 2))

    assert found == [
        Slot(date(2026, 2, 27), date(2026, 2, 27), 1),
        Slot(date(2026, 2, 28), date(2026, 2, 28), 1),
        Slot(date(2026, 3, 1), date(2026, 3, 1), 1),
        Slot(date(2026, 3, 2), date(2026, 3, 2), 1),
    ]


def test_leap_day_is_owed():
    leap = promise("day", (date(2028, 1, 1), date(2028, 12, 31)))

    assert len(slots(leap, date(2028, 1, 1), date(2028, 12, 31))) == 366
    assert slot_on(leap, date(2028, 2, 29)) == Slot(
        date(2028, 2, 29), date(2028, 2, 29), 1
    )


def test_week_over_new_year_is_owed_by_the_plan_of_its_monday():
    old = promise("week", (date(2025, 1, 1), date(2025, 12, 31)))
    new = promise("week", YEAR)

    assert slot_on(old, date(2026, 1, 2)) == Slot(
        date(2025, 12, 29), date(2026, 1, 4), 1
    )
    assert slot_on(new, date(2026, 1, 2)) is None
    assert slot_on(new, date(2026, 1, 5)) == Slot(
        date(2026, 1, 5), date(2026, 1, 11), 1
    )


def test_plan_that_starts_mid_month_owes_from_the_next_month():
    found = slots(promise("month", (date(2026, 3, 10), date(2026, 5, 9))), *YEAR)

    assert spans(found) == [
        (date(2026, 4, 1), date(2026, 4, 30)),
        (date(2026, 5, 1), date(2026, 5, 31)),
    ]


def test_quarters_begin_in_january_april_july_october():
    assert spans(slots(promise("quarter"), *YEAR)) == [
        (date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)),
    ]


def test_year_is_one_slot():
    assert spans(slots(promise("year"), date(2026, 6, 1), date(2026, 6, 1))) == [YEAR]


def test_every_second_week_counts_from_the_first_whole_week():
    found = slots(
        promise("week", (date(2026, 1, 1), date(2026, 2, 10)), every=2), *YEAR
    )

    assert spans(found) == [
        (date(2026, 1, 5), date(2026, 1, 18)),
        (date(2026, 1, 19), date(2026, 2, 1)),
        (date(2026, 2, 2), date(2026, 2, 15)),
    ]


def test_window_that_the_plan_does_not_fill_is_not_owed():
    found = slots(
        promise("week", (date(2026, 1, 5), date(2026, 1, 31)), every=3), *YEAR
    )

    assert spans(found) == [(date(2026, 1, 5), date(2026, 1, 25))]


def test_named_weekdays_are_days_that_share_the_count():
    found = slots(
        promise("week", minimum=3, weekdays=(1, 4)),
        date(2026, 1, 5),
        date(2026, 1, 11),
    )

    assert found == [
        Slot(date(2026, 1, 5), date(2026, 1, 5), 2),
        Slot(date(2026, 1, 8), date(2026, 1, 8), 2),
    ]


def test_fewer_than_the_days_they_may_go_out_on_are_owed_by_the_week():
    found = slots(
        promise("week", minimum=2, weekdays=(2, 3, 4, 5)),
        date(2026, 1, 5),
        date(2026, 1, 11),
    )

    assert found == [Slot(date(2026, 1, 5), date(2026, 1, 11), 2)]


def test_named_weekday_of_a_cut_week_is_owed():
    found = slots(promise("week", weekdays=(5,)), date(2026, 1, 1), date(2026, 1, 4))

    assert spans(found) == [(date(2026, 1, 2), date(2026, 1, 2))]


def test_named_weekday_every_second_week():
    found = slots(
        promise("week", every=2, weekdays=(1,)), date(2026, 1, 1), date(2026, 2, 1)
    )

    assert [slot.starts_on for slot in found] == [date(2026, 1, 5), date(2026, 1, 19)]


def test_weekdays_of_a_daily_promise_keep_the_count():
    found = slots(
        promise("day", minimum=2, weekdays=(6, 7)), date(2026, 1, 1), date(2026, 1, 4)
    )

    assert found == [
        Slot(date(2026, 1, 3), date(2026, 1, 3), 2),
        Slot(date(2026, 1, 4), date(2026, 1, 4), 2),
    ]


def test_weekdays_do_not_multiply_a_monthly_promise():
    assert len(slots(promise("month", weekdays=(1,)), *YEAR)) == 12


@pytest.mark.parametrize(
    ("season", "months"),
    [((5, 10), [5, 6, 7, 8, 9, 10]), ((11, 2), [1, 2, 11, 12]), ((3, 3), [3])],
)
def test_season_limits_by_the_first_day(season, months):
    found = slots(promise("month", season=season), *YEAR)

    assert [slot.starts_on.month for slot in found] == months


@pytest.mark.parametrize("kwargs", [{"period": "none"}, {"minimum": 0}])
def test_promise_without_period_or_count_owes_nothing(kwargs):
    assert slots(promise(**kwargs), *YEAR) == []


def test_channel_closed_before_it_opened_owes_nothing():
    assert slots(promise("day", (date(2026, 5, 2), date(2026, 5, 1))), *YEAR) == []


def test_no_slot_outlasts_the_latest_end():
    found = slots(promise("quarter"), *YEAR)

    assert found[-1].ends_on <= promise("quarter").latest_end


# A naive second opinion: walk over all days and ask of each what it belongs to.


def begins(period, day):
    return {
        "day": True,
        "week": day.weekday() == 0,
        "month": day.day == 1,
        "quarter": day.day == 1 and day.month in (1, 4, 7, 10),
        "year": (day.month, day.day) == (1, 1),
    }[period]


def days(first, last):
    return [first + DAY * n for n in range((last - first).days + 1)]


def in_season(season, day):
    month, months = season[0] if season else 1, set()
    while season and month != season[1]:
        months.add(month)
        month = month % 12 + 1
    return not season or day.month in {*months, season[1]}


def naive_slots(one, since, until):
    if one.period == "none":
        return []
    few = one.period == "week" and one.minimum < len(one.weekdays)
    if one.weekdays and one.period in ("day", "week") and not few:
        return naive_weekdays(one, since, until)
    starts = [
        d
        for d in days(one.active_from, one.active_until + DAY * 400 * one.every)
        if begins(one.period, d)
    ]
    found = []
    for place in range(0, len(starts) - one.every, one.every):
        window = starts[place : place + one.every]
        slot = Slot(window[0], starts[place + one.every] - DAY, one.minimum)
        if (
            window[-1] <= one.active_until
            and in_season(one.season, slot.starts_on)
            and slot.starts_on <= until
            and slot.ends_on >= since
        ):
            found.append(slot)
    return found


def naive_weekdays(one, since, until):
    share = (
        ceil(one.minimum / len(one.weekdays)) if one.period == "week" else one.minimum
    )
    mondays, found = 0, []
    for day in days(one.active_from, one.active_until):
        mondays += day.weekday() == 0
        turn = (
            one.every == 1
            or one.period == "day"
            or (mondays > 0 and (mondays - 1) % one.every == 0)
        )
        if (
            turn
            and day.isoweekday() in one.weekdays
            and in_season(one.season, day)
            and since <= day <= until
        ):
            found.append(Slot(day, day, share))
    return found


dates = st.dates(date(2023, 6, 1), date(2029, 6, 1))


@st.composite
def promises(draw, **fixed):
    first = draw(dates)
    values = {
        "period": draw(
            st.sampled_from(["day", "week", "month", "quarter", "year", "none"])
        ),
        "active": (first, first + DAY * draw(st.integers(-2, 800))),
        "every": draw(st.sampled_from([1, 1, 1, 2, 3])),
        "minimum": draw(st.integers(1, 7)),
        "weekdays": tuple(sorted(draw(st.sets(st.integers(1, 7), max_size=3)))),
        "season": draw(st.none() | st.tuples(st.integers(1, 12), st.integers(1, 12))),
    }
    return promise(**(values | fixed))


@st.composite
def ranges(draw):
    first = draw(dates)
    return first, first + DAY * draw(st.integers(0, 500))


@unhurried
@given(promises(), ranges())
def test_slots_agree_with_a_walk_over_the_days(one, range_):
    assert slots(one, *range_) == naive_slots(one, *range_)


@unhurried
@given(promises(), ranges())
def test_slots_never_overlap_and_stay_in_order(one, range_):
    found = slots(one, *range_)

    assert all(a.ends_on < b.starts_on for a, b in pairwise(found))


@unhurried
@given(promises(), dates)
def test_slot_on_is_the_slot_around_the_day(one, day):
    around = [
        slot
        for slot in slots(one, day - DAY * 1200, day + DAY * 1200)
        if slot.starts_on <= day <= slot.ends_on
    ]

    assert slot_on(one, day) == (around[0] if around else None)


@unhurried
@given(
    dates,
    st.integers(1, 500),
    st.integers(1, 500),
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
    st.sampled_from([1, 2]),
)
def test_no_day_is_owed_twice_across_a_change_of_plan(
    start, first, second, period, every
):
    change, end = start + DAY * first, start + DAY * (first + second)
    old = promise(period, (start, change - DAY), every=every)
    new = promise(period, (change, end), every=every)

    old_slots = slots(old, start, end + DAY * 800)
    new_slots = slots(new, start, end + DAY * 800)

    assert all(a.ends_on < b.starts_on for a in old_slots for b in new_slots)


@unhurried
@given(
    dates,
    st.integers(1, 500),
    st.integers(1, 500),
    st.sampled_from(["day", "week", "month", "quarter", "year"]),
)
def test_change_of_plan_owes_the_same_periods_as_one_plan(start, first, second, period):
    change, end = start + DAY * first, start + DAY * (first + second)

    halves = [
        *slots(promise(period, (start, change - DAY)), start, end),
        *slots(promise(period, (change, end)), start, end),
    ]

    assert halves == slots(promise(period, (start, end)), start, end)
