"""From files of visits to the sums of each story and day."""

import os
import time
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from wagtail.models import Site

from toasoan.channels.models import StoryViews
from toasoan.portal.models import ReadMark
from toasoan.stories.models import HomePage, StoryPage

from .lines import Visits, read_line

A_BATCH = 1024 * 1024  # bytes counted in one transaction
# nginx writes here; see deploy/nginx/toasoan/readers.conf.
WRITTEN_ON = "nginx.log"
# After another file was begun, nobody writes into an older one any more.
SETTLED = 3600  # seconds
EMBEDDED = "noi-dung.html"

Counts = dict[tuple[int, date], int]


def count_all(folder: Path) -> int:
    """Count all that waits in `folder` and take away what is counted; return views.

    A file is read from where the last transaction ended. A death in between leaves
    what is not counted uncounted, and nothing counted twice.
    """
    _take_over(folder)
    total = 0
    for file in sorted(folder.glob("*-*.log")):
        while (found := count_batch(file)) is not None:
            total += found
        _take_away(file)
    _forget_marks(folder)
    return total


def _take_over(folder: Path) -> None:
    """Give the file that nginx writes a name of its own; it goes on writing there."""
    current = folder / WRITTEN_ON
    with suppress(FileNotFoundError):
        if current.stat().st_size:
            current.rename(folder / f"nginx-{uuid4().hex}.log")


@transaction.atomic
def count_batch(file: Path) -> int | None:
    """Count the next whole lines of `file`; None when there is none."""
    ReadMark.objects.get_or_create(name=file.name)
    mark = ReadMark.objects.select_for_update().get(name=file.name)
    lines = _lines_from(file, mark.place)
    if not lines:
        return None
    visits = [read_line(line) for line in lines.decode("ascii", "replace").split("\n")]
    counted = _add([one for one in visits if one])
    mark.mark_read(mark.place + len(lines))
    return counted


def _lines_from(file: Path, place: int) -> bytes:
    """Return the whole lines of `file` from byte `place` on, a batch at most."""
    with suppress(FileNotFoundError), file.open("rb") as opened:
        opened.seek(place)
        data = opened.read(A_BATCH)
        whole = data[: data.rfind(b"\n") + 1]
        # A line that long is none of ours: it is passed over.
        return whole or (data if len(data) == A_BATCH else b"")
    return b""


def _add(visits: list[Visits]) -> int:
    total = 0
    for home, own in _by_newsroom(visits):
        counts = _of_stories(home, own)
        StoryViews.objects.count_up(home.organisation, counts)
        total += sum(counts.values())
    return total


def _by_newsroom(visits: list[Visits]) -> list[tuple[HomePage, list[Visits]]]:
    """Return whose visits they are, by the host; see `identity.home_of`."""
    homes = {one.pk: one for one in HomePage.objects.select_related("organisation")}
    sites = Site.objects.values_list("hostname", "root_page")
    by_host = {host.lower(): page for host, page in sites if page in homes}
    only = next(iter(homes)) if len(homes) == 1 else None
    own: dict[int, list[Visits]] = {}
    for one in visits:
        page = by_host.get(one.host, only)
        if page:
            own.setdefault(page, []).append(one)
    return [(homes[page], found) for page, found in sorted(own.items())]


def _of_stories(home: HomePage, visits: list[Visits]) -> Counts:
    """Return the views of stories; what else was asked for is left out."""
    places = {
        one: home.url_path + one.path.removesuffix(EMBEDDED)[1:] for one in visits
    }
    slugs = {place.split("/")[-2] for place in places.values()}
    organisation = home.organisation
    stories = StoryPage.objects.filter(organisation=organisation, slug__in=slugs)
    known = dict(stories.values_list("url_path", "pk"))
    counts: Counter[tuple[int, date]] = Counter()
    for one in visits:
        story = known.get(places[one])
        if story:
            counts[story, organisation.local_day(one.hour)] += one.count
    return counts


def _take_away(file: Path) -> None:
    """Take away a file that is counted and that nobody writes into."""
    mark = ReadMark.objects.get(name=file.name)
    with suppress(FileNotFoundError):
        state = file.stat()
        if state.st_size == mark.place and _is_done(file, state):
            file.unlink()


def _is_done(file: Path, state: os.stat_result) -> bool:
    if file.name.startswith("web-"):
        return True  # put there whole
    begun = [one for one in file.parent.glob("nginx*.log") if one != file]
    newer = any(one.stat().st_mtime > state.st_mtime for one in begun)
    return newer and time.time() - state.st_mtime > SETTLED


def _forget_marks(folder: Path) -> None:
    """Forget how far files were counted that are no more; no name comes again."""
    for mark in ReadMark.objects.all():
        if not (folder / mark.name).exists():
            mark.delete()
