"""Months of a column, their parts: nothing twice, nothing shifted or counted."""

from datetime import date

import pytest

from tests.factories import newsroom
from toasoan.portal import archive
from toasoan.portal.newest import in_column, public_stories
from toasoan.portal.snapshots.collect import collecting
from toasoan.stories.models import StoryPage

NOW = newsroom.moment(2026, 12, 31)
HOST = {"host": "ban-mau.localhost"}


def aged(room, title, moment, ends=None):
    """A public story of `moment`, without the long way through approval."""
    story = newsroom.draft(room, title)
    StoryPage.objects.filter(pk=story.pk).update(
        live=True, first_published_at=moment, listed_at=moment, expire_at=ends
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


@pytest.mark.parametrize(("others_end", "noted"), [(True, 5), (False, None)])
def test_month_holds_until_the_first_of_it_ends(
    commune, django_assert_num_queries, others_end, noted
):
    ends = [newsroom.moment(2027, month) for month in (9, 5)]
    aged(commune, "Hết trước", newsroom.moment(2026, 10, 5), ends[1])
    aged(
        commune,
        "Tin kia",
        newsroom.moment(2026, 10, 6),
        ends[0] if others_end else None,
    )
    aged(commune, "Tháng khác", newsroom.moment(2026, 11, 6))

    stories = shown(commune)
    with collecting() as page, django_assert_num_queries(5 if noted else 3):
        months = archive.months_with(stories, commune.organisation)

    assert months == [date(2026, 11, 1), date(2026, 10, 1)]
    assert page.until == (newsroom.moment(2027, noted) if noted else None)


def test_month_of_which_all_has_ended_is_none(commune):
    aged(commune, "Hết", newsroom.moment(2026, 10, 5), newsroom.moment(2026, 12, 30))
    aged(commune, "Còn", newsroom.moment(2026, 9, 5))
    aged(commune, "Mới", newsroom.moment(2026, 11, 5))

    assert archive.months_with(shown(commune), commune.organisation) == [
        date(2026, 11, 1),
        date(2026, 9, 1),
    ]


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
