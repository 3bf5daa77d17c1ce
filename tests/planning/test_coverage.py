"""Coverage read from the database: whose promises, which days, one fixed price."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import newsroom
from toasoan.channels.adapters.base import Receipt
from toasoan.channels.models import Delivery
from toasoan.planning.coverage import cells, counts, promises_of
from toasoan.planning.models import Cadence, Plan
from toasoan.planning.tally import Count

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
LATER = date(2027, 6, 1)


@pytest.fixture
def story(commune):
    return newsroom.draft(commune)


def local(room, day, hour=12, minute=0):
    return datetime(
        day.year, day.month, day.day, hour, minute, tzinfo=(room.organisation.zone)
    )


def delivered(
    room, story, at, *, channel=None, due_at=None, repost=True, correction=False
):
    """A delivery that went out at the aware moment `at`."""
    due_at = due_at or at
    one = Delivery.objects.create(
        organisation=room.organisation,
        story=story,
        column=room.column,
        channel=channel or room.portal,
        way="handed",
        due_at=due_at,
        due_on=room.organisation.local_day(due_at),
        repost=repost,
        correction=correction,
    )
    one.mark_delivered(receipt=Receipt(external_id="1", url="", accepted_at=at), now=at)
    return one


def only_cadence(room, **changes):
    """Leave one cadence, on the portal, with `changes`."""
    room.plan.cadences.exclude(channel=room.portal).delete()
    room.plan.cadences.update(**changes)


def pair(room, channel=None):
    return room.column.pk, (channel or room.portal).pk


def test_delivery_before_midnight_counts_for_that_day(commune, story):
    delivered(commune, story, local(commune, date(2026, 3, 31), 23, 30))

    found = counts(commune.organisation, *YEAR)

    assert found == {pair(commune): {date(2026, 3, 31): Count(reposts=1)}}


def test_delivery_after_midnight_counts_for_the_new_day(commune, story):
    delivered(commune, story, local(commune, date(2026, 4, 1), 0, 30))

    found = counts(commune.organisation, *YEAR)

    assert found == {pair(commune): {date(2026, 4, 1): Count(reposts=1)}}


def test_delivery_counts_in_the_organisations_own_time_zone(commune, story):
    commune.organisation.time_zone = "UTC"
    commune.organisation.save()

    delivered(commune, story, datetime(2026, 3, 31, 17, 30, tzinfo=UTC))

    found = counts(commune.organisation, *YEAR)
    assert found == {pair(commune): {date(2026, 3, 31): Count(reposts=1)}}


def test_withdrawn_delivery_does_not_count(commune, story):
    one = delivered(commune, story, local(commune, date(2026, 3, 1)))

    one.mark_withdrawn(code="taken_down")

    assert counts(commune.organisation, *YEAR) == {}


def test_post_that_only_corrects_keeps_no_promise(commune, story):
    day = date(2026, 3, 1)
    delivered(commune, story, local(commune, day), repost=False)
    delivered(commune, story, local(commune, day), correction=True)
    delivered(
        commune,
        story,
        local(commune, day),
        due_at=local(commune, day - timedelta(days=2)),
        correction=True,
    )

    found = counts(commune.organisation, *YEAR)

    assert found == {pair(commune): {day: Count(originals=1)}}


def test_neighbours_deliveries_do_not_count(commune, neighbour):
    delivered(neighbour, newsroom.draft(neighbour), local(neighbour, date(2026, 3, 1)))

    assert counts(commune.organisation, *YEAR) == {}


def test_original_repost_and_overdue_are_told_apart(commune, story):
    day = date(2026, 3, 10)
    delivered(commune, story, local(commune, day), repost=False)
    delivered(
        commune,
        story,
        local(commune, day),
        due_at=local(commune, day - timedelta(days=2)),
    )

    found = counts(commune.organisation, *YEAR)

    assert found == {pair(commune): {day: Count(1, 1, ((day - timedelta(days=2), 1),))}}


def test_counts_ask_twice(commune, story, django_assert_num_queries):
    delivered(commune, story, local(commune, date(2026, 3, 1)))

    with django_assert_num_queries(2):
        counts(commune.organisation, *YEAR)


def test_promise_holds_while_plan_and_channel_do(commune):
    only_cadence(commune, period="month", season_from=5, season_to=10, weekdays=[])
    commune.portal.opened_on = date(2026, 2, 1)
    commune.portal.closed_on = date(2026, 8, 31)
    commune.portal.save()

    [promise] = promises_of(commune.organisation, *YEAR)

    assert (promise.active_from, promise.active_until) == (
        date(2026, 2, 1),
        date(2026, 8, 31),
    )
    assert promise.season == (5, 10)


def test_promises_are_of_ones_own_organisation(commune, neighbour):
    found = promises_of(commune.organisation, *YEAR)

    assert {promise.plan_id for promise in found} == {commune.plan.pk}


def test_promises_of_past_plans_are_left_out(commune):
    assert promises_of(commune.organisation, date(2028, 1, 1), date(2028, 12, 31)) == []


def replace(room, day):
    """A new plan that takes over on `day`, with one weekly promise on the portal."""
    room.plan.end_on(day - timedelta(days=1))
    plan = Plan.objects.create(
        organisation=room.organisation,
        title="Kế hoạch mới",
        year=day.year,
        valid_from=day,
        valid_until=YEAR[1],
        replaces=room.plan,
    )
    Cadence.objects.create(
        organisation=room.organisation,
        plan=plan,
        column=room.column,
        channel=room.portal,
        period="week",
    )
    return plan


def test_replaced_plan_keeps_its_coverage(commune, story):
    only_cadence(commune, period="week")
    for day in (date(2026, 6, 30), date(2026, 7, 2), date(2026, 7, 7)):
        delivered(commune, story, local(commune, day))
    plan = replace(commune, date(2026, 7, 1))

    [old] = cells(Plan.objects.get(pk=commune.plan.pk), *YEAR, LATER)
    [new] = cells(plan, *YEAR, LATER)

    # The week of Monday 29 June is the old plan's, all seven days of it.
    assert (old.promised, old.met, old.delivered) == (26, 1, 1)
    assert (new.promised, new.met, new.delivered) == (26, 1, 2)


def test_organisation_adds_up_its_plans(commune, story):
    only_cadence(commune, period="week")
    delivered(commune, story, local(commune, date(2026, 7, 2)))
    replace(commune, date(2026, 7, 1))

    [both] = cells(commune.organisation, *YEAR, LATER)

    assert (both.promised, both.met, both.missed, both.delivered) == (52, 1, 51, 1)


def test_plan_replaced_on_its_first_day_owes_nothing(commune):
    only_cadence(commune, period="day")
    Plan.objects.create(
        organisation=commune.organisation,
        title="Kế hoạch sửa",
        year=2026,
        valid_from=commune.plan.valid_from,
        valid_until=commune.plan.valid_until,
        replaces=commune.plan,
    )

    assert cells(commune.plan, *YEAR, LATER) == []


def test_delivery_outside_the_plan_is_seen_by_the_organisation_alone(commune, story):
    only_cadence(commune, period="day")
    delivered(commune, story, local(commune, date(2026, 3, 1)), channel=commune.zalo)

    in_plan = cells(commune.plan, *YEAR, LATER)
    in_all = cells(commune.organisation, *YEAR, LATER)

    assert [(c.column_id, c.channel_id) for c in in_plan] == [pair(commune)]
    assert [(c.channel_id, c.promised, c.delivered) for c in in_all] == [
        (commune.portal.pk, 365, 0),
        (commune.zalo.pk, 0, 1),
    ]


def test_last_week_counts_what_went_out_after_the_range(commune, story):
    only_cadence(commune, period="week")
    delivered(commune, story, local(commune, date(2027, 1, 2)))

    [cell] = cells(commune.plan, date(2026, 12, 28), date(2026, 12, 31), LATER)

    assert (cell.promised, cell.met, cell.delivered) == (1, 1, 0)


def test_conditional_promise_is_listed_and_owes_nothing(commune):
    only_cadence(commune, period="none")

    [cell] = cells(commune.plan, *YEAR, LATER)

    assert (cell.promised, cell.owed, cell.missed) == (0, 0, 0)


def test_cells_of_a_pair_stand_together_in_order(commune):
    found = cells(commune.plan, *YEAR, LATER, by="month")

    assert len(found) == 48
    assert [cell.starts_on.month for cell in found[:12]] == list(range(1, 13))
    assert {cell.channel_id for cell in found[:12]} == {commune.portal.pk}


def test_cells_ask_three_times(commune, story, django_assert_num_queries):
    delivered(commune, story, local(commune, date(2026, 3, 1)))

    with django_assert_num_queries(3):
        cells(commune.organisation, *YEAR, LATER, by="month")
