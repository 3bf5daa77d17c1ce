"""Keep the files in step: what changed is noted, rendered anew, or taken away."""

import logging
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone
from wagtail.models import Site

from toasoan.organisations.models import Organisation
from toasoan.portal.models import Edition, Snapshot, SnapshotTag
from toasoan.stories.models import HomePage, StoryPage

from . import files, gone
from .render import Handler, Rendered, render

logger = logging.getLogger(__name__)

TRIES = 5
AHEAD = timedelta(minutes=1)
# A page whose hour comes sooner is left to Django: the clock looks ahead once a minute.
SOON = timedelta(seconds=75)


def changed(
    organisation: Organisation | int, tags: Iterable[str], new: Iterable[str] = ()
) -> None:
    """Note in the running transaction that what `tags` name has changed.

    `new` are addresses that shall stand from now on. As soon as the transaction is
    through, what no longer holds is off the disk and readers get it from Django until
    the worker has rendered it anew; a crash before leaves it noted.
    """
    pk = organisation if isinstance(organisation, int) else organisation.pk
    with transaction.atomic():
        count_up(pk)
        showing = SnapshotTag.objects.filter(organisation=pk, tag__in=list(tags))
        _outdate(pk, Snapshot.objects.filter(pk__in=showing.values("snapshot")))
        expect(pk, new)


def all_changed(organisation: Organisation | int) -> None:
    """Note that every page of the newsroom has changed: its name, its columns."""
    pk = organisation if isinstance(organisation, int) else organisation.pk
    with transaction.atomic():
        count_up(pk)
        _outdate(pk, Snapshot.objects.filter(organisation=pk))
        expect(pk, ["/"])


def count_up(pk: int) -> None:
    """Count one more change; others of the newsroom wait until this one is through."""
    counted = Edition.objects.filter(organisation=pk)
    if not counted.update(number=F("number") + 1):
        Edition.objects.get_or_create(organisation_id=pk)
        counted.update(number=F("number") + 1)


def count_all_up() -> None:
    """Count one more change of every newsroom: hosts answer for others than before."""
    Edition.objects.update(number=F("number") + 1)


def _outdate(pk: int, pages: QuerySet[Snapshot]) -> None:
    standing = pages.filter(stale=False)
    addresses = list(standing.values_list("address", flat=True))
    standing.update(stale=True)
    transaction.on_commit(lambda: take_away(pk, addresses), robust=True)


def expect(pk: int, addresses: Iterable[str]) -> None:
    """Note that `addresses` shall stand; those that stand stay as they are."""
    rows = (Snapshot(organisation_id=pk, address=address) for address in addresses)
    Snapshot.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def take_away(organisation_id: int, addresses: Iterable[str]) -> None:
    """Take `addresses` off the disk."""
    site = site_of(organisation_id)
    if site:
        for address in addresses:
            _drop(site, address)


def refresh(organisation_id: int, limit: int) -> int:
    """Render what is stale, `limit` pages at most; return how many were.

    The front page comes before a column, a column before a story. What cannot be
    rendered keeps no other page from it and does not count.
    """
    done, hidden = 0, _hidden_until(organisation_id)
    stale = Snapshot.objects.filter(organisation=organisation_id, stale=True)
    nearest = stale.order_by(Length("address"), "address")
    for pk, address in list(nearest.values_list("pk", "address")):
        done += _render_one(organisation_id, pk, address, hidden)
        if done >= limit:
            break
    return done


def site_of(organisation_id: int) -> str | None:
    """Return the root address of the newsroom's site, as `https://xa.vn`.

    Wagtail remembers sites for an hour, each process for itself: what another one
    changed since then is asked of the database, here and in what is rendered next.
    """
    Site.clear_site_root_paths_cache()
    home = HomePage.objects.filter(organisation=organisation_id).first()
    site = home and home.get_site()
    return str(site.root_url) if site else None


def _hidden_until(organisation_id: int) -> datetime | None:
    """Return when the next live story under embargo shows.

    None is live before its hour, unless the clock was put back since. Asked once for a
    round: lists need not look for what is almost never there.
    """
    stories = StoryPage.objects.filter(organisation=organisation_id, live=True)
    hidden = stories.filter(embargo_until__gt=timezone.now()).order_by("embargo_until")
    return hidden.values_list("embargo_until", flat=True).first()


def _render_one(
    organisation_id: int, pk: int, address: str, hidden: datetime | None
) -> bool:
    """Render one page; False when it stays stale, so that Django answers.

    That is when the newsroom has no site, when it raises, when changes come faster
    than pages, or when time is about to change it.
    """
    for _try in range(TRIES):
        before = _number(organisation_id)
        site = site_of(organisation_id)
        if site is None:
            return False
        try:
            rendered = render(handler(), site, address).until_at_most(hidden)
        except Exception:
            logger.exception("%s%s could not be rendered", site, address)
            return False
        if ends_soon(rendered, timezone.now()):
            return False
        if _store(organisation_id, site, pk, address, rendered, before):
            return True
    return False


def _number(organisation_id: int) -> int:
    return Edition.number_of(organisation_id) or 0


@transaction.atomic
def _store(
    organisation_id: int,
    site: str,
    pk: int,
    address: str,
    rendered: Rendered,
    before: int,
) -> bool:
    """Keep `rendered` unless anything changed since edition `before`."""
    editions = Edition.objects.select_for_update().filter(organisation=organisation_id)
    number = editions.values_list("number", flat=True).first() or 0
    if number != before:
        return False
    file = _file(site, address)
    if rendered.page is None or file is None:
        _drop(site, address)
        _leave(organisation_id, pk, address, gone_now=rendered.is_gone)
        return True
    if gone.note_back(organisation_id, address):
        changed(organisation_id, [gone.TAG])
    Snapshot.objects.filter(pk=pk).update(
        stale=False,
        mark=files.mark_of(rendered.page.body),
        until=rendered.page.until,
        rendered_at=timezone.now(),
    )
    SnapshotTag.objects.filter(snapshot=pk).delete()
    SnapshotTag.objects.bulk_create(
        SnapshotTag(organisation_id=organisation_id, snapshot_id=pk, tag=tag)
        for tag in sorted(rendered.shown.tags)
    )
    files.write(file, rendered.page)
    return True


def _leave(organisation_id: int, pk: int, address: str, *, gone_now: bool) -> None:
    """Forget a page that is none; who has seen what is gone is told."""
    row = Snapshot.objects.filter(pk=pk)
    stood = row.filter(rendered_at__isnull=False).exists()
    row.delete()
    if stood and gone_now:
        gone.note_gone(organisation_id, address)
        changed(organisation_id, [gone.TAG])


def _file(site: str, address: str) -> Path | None:
    return files.place(settings.SNAPSHOTS, host_of(site), address)


def host_of(site: str) -> str:
    """Return the name of the folder that the pages of `site` stand in."""
    return site.partition("://")[2].partition(":")[0].lower()


def leave_hosts() -> None:
    """Take away all pages of hosts that are no newsroom's, or no more."""
    newsrooms = HomePage.objects.values_list("organisation", flat=True)
    hosts = {host_of(site_of(pk) or "") for pk in newsrooms}
    root = Path(settings.SNAPSHOTS)
    for folder in root.iterdir() if root.exists() else ():
        if folder.is_dir() and folder.name not in hosts:
            shutil.rmtree(folder, ignore_errors=True)


def _drop(site: str, address: str) -> None:
    file = _file(site, address)
    if file:
        files.drop(file)


@cache
def handler() -> Handler:
    """Return the way into Django that renders pages; built once per process."""
    return Handler()


def learn(organisation_id: int, address: str) -> None:
    """Note that `address`, just rendered for a reader, may stand as a file."""
    if not files.place(settings.SNAPSHOTS, "any", address):
        return
    known = Snapshot.objects.filter(organisation=organisation_id, address=address)
    if not known.filter(rendered_at__isnull=False).exists():
        expect(organisation_id, [address])
        known.update(rendered_at=timezone.now())


def ends_soon(rendered: Rendered, now: datetime) -> bool:
    """Say whether time alone changes a page before the clock is sure to know of it."""
    until = rendered.page.until if rendered.page else None
    return until is not None and until <= now + SOON


def next_hours(now: datetime) -> list[datetime]:
    """Return the moments, until the clock looks again, at which a page ends."""
    ending = Snapshot.objects.filter(until__gt=now, until__lte=now + SOON, stale=False)
    hours = ending.order_by().values_list("until", flat=True)
    return sorted({hour for hour in hours if hour})


def outdated(now: datetime) -> list[int]:
    """Take away what does not hold at `now`; return the newsrooms with stale pages.

    Those with the fewest come first. A page from the future was rendered before the
    clock of the machine was put right.
    """
    over = Q(until__lte=now) | Q(rendered_at__gt=now + AHEAD)
    for pk in _newsrooms_of(Snapshot.objects.filter(over, stale=False)):
        with transaction.atomic():
            _outdate(pk, Snapshot.objects.filter(over, organisation=pk))
    return _newsrooms_of(Snapshot.objects.filter(stale=True))


def _newsrooms_of(pages: QuerySet[Snapshot]) -> list[int]:
    counted = pages.order_by().values("organisation").annotate(number=Count("pk"))
    ordered = counted.order_by("number", "organisation")
    return list(ordered.values_list("organisation", flat=True))
