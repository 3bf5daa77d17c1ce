"""A story approved anew for another hour: what nobody tried yet follows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import newsroom
from toasoan.channels.models import Delivery
from toasoan.stories.models import StoryPage

HOUR = timedelta(hours=1)


@pytest.fixture
def later():
    return timezone.now().replace(microsecond=0) + 20 * HOUR


@pytest.fixture
def story(commune, later):
    return newsroom.published(commune, go_live_at=later)


def approved_anew(story, **fields):
    kept = StoryPage.objects.get(pk=story.pk)
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.save_revision().publish()


def post(story):
    return Delivery.objects.get(story=story, channel__medium="facebook")


def test_story_needed_sooner_goes_out_at_once(story, later):
    assert post(story).due_at == later

    approved_anew(story, go_live_at=None, urgent=True)

    one = post(story)
    assert (one.due_at < later - HOUR, one.urgent) == (True, True)
    assert one.due_on == story.organisation.local_day(one.due_at)


@pytest.mark.parametrize("hours", [-3, 30])
def test_story_wanted_at_another_hour_is_due_then(story, later, hours):
    other = later + hours * HOUR

    approved_anew(story, go_live_at=other)

    assert post(story).due_at == other


def test_correction_of_what_is_due_makes_it_no_later(commune):
    story = newsroom.published(commune)
    due_at = post(story).due_at

    approved_anew(story, title="Đã sửa")

    assert post(story).due_at == due_at


def test_what_was_tried_keeps_its_hour(story, later):
    Delivery.objects.filter(pk=post(story).pk).update(attempts=1)

    approved_anew(story, go_live_at=None)

    assert post(story).due_at == later
