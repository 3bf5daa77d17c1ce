"""What the board says is what coverage counts."""

from datetime import date, timedelta

import pytest
import time_machine

from tests.factories import newsroom
from toasoan.channels.actions import call_off, confirm_by_hand
from toasoan.channels.models import Delivery
from toasoan.desk.board import board
from toasoan.planning import coverage
from toasoan.planning.models import Cadence
from toasoan.stories.actions import open_column

FRIDAY = date(2026, 11, 20)
NOON = newsroom.moment(2026, 11, 20, 5)  # 12:00 where the commune is

pytestmark = pytest.mark.django_db


def cell(shown, channel):
    found = [c for row in shown.rows for c in row.cells if c.channel == channel]
    return found[0]


def delivery_of(story, channel):
    return story.deliveries.get(channel=channel)


def test_board_owes_one_story_for_all_channels_of_a_column(commune):
    shown = board(commune.organisation, FRIDAY)

    assert shown.stories_owed == 1
    assert shown.columns_owed == 1
    assert [c.owed for c in shown.rows[0].cells] == [1, 1, 1, 1]


def test_board_without_plan_owes_nothing(commune):
    Cadence.objects.all().delete()

    assert board(commune.organisation, FRIDAY).rows == []


@time_machine.travel(NOON, tick=False)
def test_board_counts_what_is_out_and_what_is_scheduled(commune):
    newsroom.published(commune)

    shown = board(commune.organisation, FRIDAY)

    assert (cell(shown, commune.portal).delivered, shown.stories_owed) == (1, 0)
    assert cell(shown, commune.portal).done is True
    assert cell(shown, commune.zalo).scheduled == 1


@time_machine.travel(NOON, tick=False)
def test_board_marks_what_waited_over_night_as_late(commune):
    newsroom.published(commune)

    shown = board(commune.organisation, FRIDAY + timedelta(days=1))

    assert (cell(shown, commune.zalo).late, cell(shown, commune.zalo).scheduled) == (
        1,
        0,
    )


@time_machine.travel(NOON, tick=False)
def test_board_marks_trouble_and_asks_for_no_second_story(commune):
    story = newsroom.published(commune)
    delivery_of(story, commune.fanpage).mark_failed(code="x", detail="")

    shown = cell(board(commune.organisation, FRIDAY), commune.fanpage)

    assert (shown.late, shown.scheduled, shown.owed) == (1, 0, 0)


@time_machine.travel(NOON, tick=False)
def test_board_owes_again_what_was_called_off(commune):
    story = newsroom.published(commune)
    call_off(delivery=delivery_of(story, commune.zalo))

    assert cell(board(commune.organisation, FRIDAY), commune.zalo).owed == 1


def test_weekly_promise_is_owed_by_sunday_and_only_then_today(commune):
    Cadence.objects.filter(channel=commune.portal).update(period="week")

    friday = cell(board(commune.organisation, FRIDAY), commune.portal)
    sunday = cell(board(commune.organisation, date(2026, 11, 22)), commune.portal)

    assert (friday.owed, friday.owed_later, friday.owed_until) == (
        0,
        1,
        date(2026, 11, 22),
    )
    assert (sunday.owed, sunday.owed_later) == (1, 0)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (newsroom.moment(2026, 11, 20, 16, 59), date(2026, 11, 20)),
        (newsroom.moment(2026, 11, 20, 17, 0), date(2026, 11, 21)),
    ],
)
def test_day_ends_at_midnight_of_the_commune(commune, at, day):
    with time_machine.travel(at, tick=False):
        newsroom.published(commune)

    assert cell(board(commune.organisation, day), commune.portal).delivered == 1


def test_week_figures_are_those_of_coverage(commune):
    for day in (16, 18, 20):
        with time_machine.travel(newsroom.moment(2026, 11, day, 5), tick=False):
            story = newsroom.published(commune, f"Tin ngày {day}")
            confirm_by_hand(
                delivery=delivery_of(story, commune.zalo),
                by=commune.editor,
                now=newsroom.moment(2026, 11, day, 6),
                at=newsroom.moment(2026, 11, day, 6),
            )

    shown = board(commune.organisation, FRIDAY)
    counted = coverage.cells(
        commune.organisation, date(2026, 11, 16), date(2026, 11, 22), FRIDAY
    )

    assert [c.week for row in shown.rows for c in row.cells] == counted
    assert [(c.week.met, c.week.missed) for c in shown.rows[0].cells] == [
        (3, 2),
        (0, 4),
        (3, 2),
        (0, 4),
    ]


def test_board_leaves_out_what_went_out_before_this_week_where_nothing_is_promised(
    commune,
):
    both = (commune.portal, commune.zalo)
    Cadence.objects.exclude(channel__in=both).delete()
    morning = newsroom.moment(2026, 2, 3, 5)
    with time_machine.travel(morning, tick=False):
        by_hand = delivery_of(newsroom.published(commune), commune.zalo)
        confirm_by_hand(delivery=by_hand, by=commune.editor, now=morning, at=morning)
    Cadence.objects.filter(channel=commune.zalo).delete()
    Cadence.objects.update(period="year")

    shown = board(commune.organisation, FRIDAY)

    assert shown.channels == [commune.portal]


@pytest.mark.parametrize("columns", [1, 3])
def test_board_takes_six_queries_however_large(
    commune, columns, django_assert_num_queries
):
    for number in range(columns):
        column = open_column(
            organisation=commune.organisation, name=f"Mục {number}", topics=[]
        )
        Cadence.objects.create(
            organisation=commune.organisation,
            plan=commune.plan,
            column=column,
            channel=commune.portal,
            period="day",
        )
        newsroom.published(commune, f"Tin {number}")

    with django_assert_num_queries(6):
        board(commune.organisation, FRIDAY)


def test_board_shows_nothing_of_the_neighbour(commune, neighbour):
    newsroom.published(neighbour)

    shown = board(commune.organisation, FRIDAY)

    assert {c.channel.organisation_id for row in shown.rows for c in row.cells} == {
        commune.organisation.pk
    }
    assert Delivery.objects.of(commune.organisation).count() == 0
