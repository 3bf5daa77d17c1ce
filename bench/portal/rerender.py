"""What one publish costs the worker when 20,000 stories stand as files."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from bench.portal.house import MANY, house
from bench.portal.places import columns, lists, page_types, reader
from bench.portal.rows import Row, run
from bench.portal.timing import get, spent
from tests.factories import newsroom
from toasoan.portal.models import Snapshot, SnapshotTag
from toasoan.portal.snapshots.rounds import renew_pages
from toasoan.stories.actions import approve
from toasoan.stories.models import StoryPage

PUBLISHES = 5
MOST_PAGES, MOST_SECONDS = 20, 1.0
BATCH = 500


def measure() -> Iterator[Row]:
    """Yield how many pages one publish renders anew, and the processor time."""
    with house(MANY):
        room = room_of()
        stand()
        found = [publish(room, number) for number in range(PUBLISHES)]
    pages = max(count for count, _time in found)
    seconds = sorted(time for _count, time in found)[PUBLISHES // 2] / 1000
    yield Row(
        what=f"re-rendering after one publish, {MANY:,} stories",
        measured=f"{pages} pages at most, median {seconds:.2f} s of processor",
        promised=f"≤ {MOST_PAGES} pages, < {MOST_SECONDS:.0f} s",
        met=pages <= MOST_PAGES and seconds < MOST_SECONDS,
    )


def publish(room: Any, number: int) -> tuple[int, float]:
    """Publish one story; return how many pages the worker renders, in how many ms."""
    story = newsroom.submitted(room, f"Tin mới số {number}")
    approve(story=story, by=room.approver)
    stale = Snapshot.objects.filter(stale=True).count()
    return stale, spent(renew_pages.call)


def stand() -> None:
    """Let the lists and one story stand as files, and note the same of all others."""
    client = reader()
    for address in (*page_types().values(), *lists().values()):
        get(client, address)
    renew_pages.call()
    known = set(Snapshot.objects.values_list("address", flat=True))
    shown = Snapshot.objects.get(address=page_types()["story"])
    tags = [
        tag
        for tag in shown.tags.values_list("tag", flat=True)
        if not tag.startswith(("storypage:", "list:before:"))
    ]
    for column in columns():
        note_stories(column, known, tags)


def note_stories(column: Any, known: set[str], tags: list[str]) -> None:
    """Note that each story of `column` stands, with `tags` and its neighbours."""
    stories = StoryPage.objects.filter(path__startswith=column.path)
    rows = list(stories.order_by("-first_published_at").values_list("pk", "slug"))
    new = [
        (f"/{column.slug}/{slug}/", [pk for pk, _slug in rows[place : place + 4]])
        for place, (_pk, slug) in enumerate(rows)
        if f"/{column.slug}/{slug}/" not in known
    ]
    owner = {"organisation_id": column.organisation_id}
    made = Snapshot.objects.bulk_create(
        (
            Snapshot(address=address, stale=False, rendered_at=timezone.now(), **owner)
            for address, _near in new
        ),
        batch_size=BATCH,
    )
    SnapshotTag.objects.bulk_create(
        (
            SnapshotTag(snapshot=snapshot, tag=tag, **owner)
            for snapshot, (_address, near) in zip(made, new, strict=True)
            for tag in (
                *tags,
                *(f"storypage:{pk}" for pk in near),
                *(f"list:before:{pk}" for pk in near[:3]),
            )
        ),
        batch_size=BATCH,
    )


def room_of() -> Any:
    """Return the newsroom of the house, as far as writing and approving needs it."""
    column = columns()[0]
    organisation = column.organisation
    members = organisation.memberships.select_related("user")
    return newsroom.Newsroom(
        organisation,
        organisation.home_page,
        column,
        *[None] * 5,
        marker="BẢN-MẪU",
        people={one.role: one.user for one in members},
    )


if __name__ == "__main__":
    run(measure)
