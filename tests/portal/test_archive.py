"""Months of a column, their parts: nothing twice, nothing shifted or counted."""

from datetime import date

import pytest

from tests.factories import newsroom
from toasoan.portal import archive
from toasoan.portal.newest import in_column, public_stories
from toasoan.stories.models import StoryPage

NOW = newsroom.moment(2026, 12, 31)
HOST = {"host": "ban-mau.localhost"}


def aged(room, title, moment):
    """A public story of `moment`, without the long way through approval."""
    story = newsroom.draft(room, title)
    StoryPage.objects.filter(pk=story.pk).update(
        live=True, first_published_at=moment, listed_at=moment
    )
    return story


def shown(room):
    return in_column(public_stories(room.organisation, NOW), room.column)


def part(room, month, number=1):
    found = archive.part_of(shown(room), room.column, month, number=number)
    return [story.title for story in found.stories], found.more


def test_months_are_those_of_the_place(commune):
    aged(commune, "Đêm cuối tháng", newsroom.moment(2026, 10, 31, 16, 59))
    aged(commune, "Sang tháng", newsroom.moment(2026, 10, 31, 17))
    aged(commune, "Năm trước", newsroom.moment(2025, 12, 1))

    assert archive.months_with(shown(commune), commune.organisation) == [
        date(2026, 11, 1),
        date(2026, 10, 1),
        date(2025, 12, 1),
    ]
    assert part(commune, date(2026, 10, 1)) == (["Đêm cuối tháng"], False)
    assert part(commune, date(2026, 11, 1)) == (["Sang tháng"], False)


def test_column_without_stories_has_no_months(commune):
    assert archive.months_with(shown(commune), commune.organisation) == []


@pytest.mark.parametrize("months", [1, 6])
def test_months_take_three_queries(commune, django_assert_num_queries, months):
    for month in range(1, months + 1):
        aged(commune, f"Tin {month}", newsroom.moment(2026, month))

    stories = shown(commune)
    with django_assert_num_queries(3):
        found = archive.months_with(stories, commune.organisation)

    assert len(found) == months


def test_parts_hold_every_story_once_from_the_months_beginning(commune, monkeypatch):
    monkeypatch.setattr(archive, "A_PART", 2)
    moment = newsroom.moment(2026, 11, 5)
    for n in range(5):
        aged(commune, f"Cầu {n}", moment)

    parts = [part(commune, date(2026, 11, 1), number) for number in (1, 2, 3, 4)]

    assert parts == [
        (["Cầu 0", "Cầu 1"], True),
        (["Cầu 2", "Cầu 3"], True),
        (["Cầu 4"], False),
        ([], False),
    ]


def test_new_story_changes_the_last_part_only(commune, monkeypatch):
    monkeypatch.setattr(archive, "A_PART", 2)
    for n in range(3):
        aged(commune, f"Cầu {n}", newsroom.moment(2026, 11, 1 + n))
    before = part(commune, date(2026, 11, 1))

    aged(commune, "Mới", newsroom.moment(2026, 11, 30))

    assert part(commune, date(2026, 11, 1)) == before
    assert part(commune, date(2026, 11, 1), 2) == (["Cầu 2", "Mới"], False)


@pytest.mark.parametrize(
    ("month", "next_one"),
    [(date(2026, 1, 1), date(2026, 2, 1)), (date(2026, 12, 1), date(2027, 1, 1))],
)
def test_month_is_followed_by_the_next(month, next_one):
    assert archive.after(month) == next_one
