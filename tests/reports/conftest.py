"""A commune with a few deliveries, and somebody signed in."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from tests.factories import newsroom
from toasoan.channels.models import Delivery

TODAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _spring():
    with time_machine.travel(datetime(2026, 3, 20, 3, tzinfo=newsroom.moment().tzinfo)):
        yield


@pytest.fixture
def signed_in(client, commune):
    """The commune's secretary: no right but to read."""
    client.force_login(commune.people["secretary"])
    return client


def deliver(room, story, day, *, channel=None, repost=True, due=0, **kwargs):
    """One delivery on `day` at noon, due `due` days before."""
    at = datetime(day.year, day.month, day.day, 12, tzinfo=room.organisation.zone)
    values = {
        "organisation": room.organisation,
        "story": story,
        "column": room.column,
        "channel": channel or room.portal,
        "way": "handed",
        "state": Delivery.State.DELIVERED,
        "repost": repost,
        "due_at": at - timedelta(days=due),
        "due_on": day - timedelta(days=due),
        "delivered_at": at,
        "delivered_on": day,
    }
    return Delivery.objects.create(**(values | kwargs))


@pytest.fixture
def deliveries(commune):
    """Four in March on the portal (one late, one original), one in February on Zalo.

    Beside them a post that only corrects, which no number counts.
    """
    story = newsroom.draft(commune)
    deliver(commune, story, date(2026, 3, 4), due=2, correction=True)
    return [
        deliver(commune, story, date(2026, 3, 1), repost=False),
        deliver(commune, story, date(2026, 3, 1)),
        deliver(commune, story, date(2026, 3, 3), due=1),
        deliver(commune, story, date(2026, 3, 20)),
        deliver(commune, story, date(2026, 2, 10), channel=commune.zalo),
    ]
