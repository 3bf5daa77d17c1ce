"""Keyset pages: every story once, however they are added and dated."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import newsroom
from toasoan.portal.newest import public_stories
from toasoan.portal.paging import sheet, token_of
from toasoan.stories.models import StoryPage


def walk(stories, size):
    seen, token = [], ""
    while True:
        page = sheet(stories, token, size)
        seen.extend(story.pk for story in page.stories)
        token = page.older
        if not token:
            return seen


def test_walk_shows_every_story_once_even_of_one_moment(commune):
    moment = timezone.now() - timedelta(hours=1)
    stories = [newsroom.published(commune, f"Cầu {n}") for n in range(7)]
    StoryPage.objects.filter(pk__in=[s.pk for s in stories[:5]]).update(
        first_published_at=moment
    )

    public = public_stories(commune.organisation, timezone.now())
    expected = list(public.values_list("pk", flat=True))

    assert [walk(public, size) for size in (1, 2, 3, 7, 8)] == [expected] * 5
    assert sorted(expected) == sorted(story.pk for story in stories)


def test_story_published_meanwhile_shifts_nothing(commune):
    first = newsroom.published(commune, "Một")
    second = newsroom.published(commune, "Hai")
    public = public_stories(commune.organisation, timezone.now())
    top = sheet(public, "", 1)

    newsroom.published(commune, "Ba")
    rest = sheet(public_stories(commune.organisation, timezone.now()), top.older, 1)

    assert [story.pk for story in (*top.stories, *rest.stories)] == [
        second.pk,
        first.pk,
    ]


@pytest.mark.parametrize(
    "token", ["", "x", "1", "-1", "1-1-1", "9" * 18 + "-1", "1-" + "9" * 19, "١-١"]
)
def test_token_of_no_place_gives_the_first_page(commune, token):
    story = newsroom.published(commune)
    page = sheet(public_stories(commune.organisation, timezone.now()), token)

    assert [page.first, page.stories] == [True, [story]]


@pytest.mark.parametrize("token", ["9" * 17 + "-" + "9" * 18, "0-0"])
def test_token_at_the_end_of_time_does_not_raise(commune, token):
    newsroom.published(commune)

    page = sheet(public_stories(commune.organisation, timezone.now()), token)

    assert page.first is False


def test_token_names_time_and_number(commune):
    story = newsroom.published(commune)
    story.first_published_at = newsroom.moment(1970, 1, 1, 0, 1)

    assert token_of(story) == f"60000000-{story.pk}"
