"""When events take place, checked against what a calendar makes of the same rule."""

import calendar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import vRecur

from toasoan.registers.ical import rule
from toasoan.registers.occurrences import Every, Occurrence, Rhythm, days, occurrences

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = st.dates(date(2019, 12, 1), date(2032, 3, 31))
SPANS = st.integers(0, 900).map(lambda count: timedelta(days=count))


class Told:
    """An event as `occurrences` needs it."""

    def __init__(self, rhythm, length=None):
        self.rhythm = rhythm
        self.length = length


def rhythm(first, every=None, until=None):
    return Rhythm(datetime.combine(first, time(8), ZONE), every, until)


@given(DAYS, st.sampled_from(Every), DAYS, SPANS, st.none() | SPANS)
def test_days_are_those_of_the_calendar_rule(first, every, since, span, lasting):
    one = rhythm(first, every, first + lasting if lasting else None)
    until = since + span

    written = vRecur(rule(one)).to_ical().decode()
    expected = [
        moment.date()
        for moment in rrulestr(written, dtstart=one.first).between(
            datetime.combine(since, time.min, ZONE),
            datetime.combine(until, time.max, ZONE),
            inc=True,
        )
    ]

    assert list(days(one, since, until)) == expected


@given(DAYS, st.integers(0, 60))
def test_monthly_event_never_leaves_a_month_out(first, place):
    day = rhythm(first, Every.MONTH).day(place)

    last = calendar.monthrange(day.year, day.month)[1]
    months = (day.year - first.year) * 12 + day.month - first.month
    assert (months, day.day) == (place, min(first.day, last))


def test_month_ends_are_kept_in_a_leap_year():
    one = rhythm(date(2028, 1, 31), Every.MONTH)

    assert list(days(one, date(2028, 1, 1), date(2028, 4, 30))) == [
        date(2028, 1, 31),
        date(2028, 2, 29),
        date(2028, 3, 31),
        date(2028, 4, 30),
    ]


def test_single_event_takes_place_once():
    one = rhythm(date(2026, 11, 20))

    assert list(days(one, date(2026, 11, 1), date(2027, 11, 30))) == [
        date(2026, 11, 20)
    ]
    assert list(days(one, date(2026, 11, 21), date(2027, 11, 30))) == []


def test_occurrences_keep_hour_and_length():
    event = Told(rhythm(date(2026, 11, 20), Every.WEEK), timedelta(hours=3))

    found = list(occurrences(event, date(2026, 11, 27), date(2026, 11, 30)))

    starts_at = datetime(2026, 11, 27, 8, tzinfo=ZONE)
    assert found == [Occurrence(event, starts_at, starts_at + timedelta(hours=3))]


def test_event_without_an_end_is_over_with_its_day():
    one = Occurrence(None, datetime(2026, 11, 30, 8, tzinfo=ZONE), None)

    assert one.over_at == datetime(2026, 12, 1, tzinfo=ZONE)
