"""After anything that may happen, each file is byte for byte a fresh render.

`TOASOAN_SEQUENCES=1000` tries more than the few that each run of the tests tries.
"""

import os
import shutil
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client, TestCase
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from toasoan.portal.everything import addresses
from toasoan.portal.identity import KNOWN
from toasoan.portal.models import Snapshot
from toasoan.portal.shared import PAGES
from toasoan.portal.snapshots import keep
from toasoan.portal.snapshots.front import Front
from toasoan.portal.snapshots.render import render
from toasoan.stories.models import HomePage

from .world import HAPPENINGS, furnish

SEQUENCES = int(os.environ.get("TOASOAN_SEQUENCES", 25))
BEGIN = datetime(2026, 11, 20, 2, tzinfo=UTC)

happenings = st.lists(
    st.tuples(st.sampled_from(sorted(HAPPENINGS)), st.integers(0, 999)),
    min_size=1,
    max_size=6,
)


# No shrinking: six happenings can be read as they are, and shrinking takes minutes.
run = tries(
    max_examples=SEQUENCES,
    phases=[Phase.generate],
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@contextmanager
def undone():
    """Take back whatever the block writes into the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def forget():
    """Let nothing in memory outlive what was taken back in the database."""
    for kept in (cache, PAGES, KNOWN):
        kept.clear()


def committed():
    """Run what waits for the commit when the block ends."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def render_all(*rooms):
    """Do all that the worker would do, until nothing is left."""
    for room in rooms:
        home = HomePage.objects.get(pk=room.home.pk)
        keep.expect(room.organisation.pk, addresses(home))
    # Of what a page that is gone leaves behind, its own list is told last.
    for _round in range(2):
        with committed():
            newsrooms = keep.outdated(timezone.now())
        with committed():
            for pk in newsrooms:
                keep.refresh(pk, limit=10_000)


def front(root):
    return Front(None, root=root, session="sessionid", https=False)


def standing(room, root):
    """Return address -> the bytes that a stranger gets without Django."""
    host = keep.host_of(keep.site_of(room.organisation.pk))
    served = front(root)
    found = {}
    for address in Snapshot.objects.of(room.organisation).values_list("address"):
        asked = {"HTTP_HOST": host, "PATH_INFO": address[0], "REQUEST_METHOD": "GET"}
        entry = served.entry(asked)
        if entry:
            found[address[0]] = entry.bodies[""]
    return found


def fresh(room, found):
    """Return address -> the bytes that Django gives now."""
    site = keep.site_of(room.organisation.pk)
    answers = {address: render(keep.handler(), site, address) for address in found}
    return {
        address: one.page.body if one.page else one.status
        for address, one in answers.items()
    }


def read(room, found):
    """Return address -> what a reader gets of Django, which keeps pages for others."""
    site = keep.site_of(room.organisation.pk)
    host, reader = site.partition("://")[2], Client()
    answers = {one: reader.get(one, headers={"host": host}) for one in found}
    return {
        address: answer.content if answer.status_code == 200 else answer.status_code
        for address, answer in answers.items()
    }


def pages(answer):
    """Say whether a fresh render was a page, and no number of an error."""
    return isinstance(answer, bytes)


def other(ours, theirs):
    """Return the names under which two collections hold something else."""
    names = ours.keys() | theirs.keys()
    return sorted(name for name in names if ours.get(name) != theirs.get(name))


def files_of(room, root):
    """Return name -> content of all that stands for `room`."""
    folder = root / keep.host_of(keep.site_of(room.organisation.pk))
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.fixture
def furnished(commune, neighbour, settings, tmp_path):
    """Two communes, both with all their pages as files; the folder to begin with."""
    settings.SNAPSHOTS = tmp_path / "begin"
    with time_machine.travel(BEGIN, tick=False):
        for room in (commune, neighbour):
            furnish(room)
        render_all(commune, neighbour)
    return settings.SNAPSHOTS


def test_every_file_is_what_django_would_answer(
    furnished, commune, neighbour, settings, tmp_path
):
    begin, here = furnished, tmp_path / "now"

    @given(happenings)
    @run
    def in_step(events):
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(begin, here)
        settings.SNAPSHOTS = here
        forget()
        with undone(), time_machine.travel(BEGIN, tick=False) as clock:
            theirs = files_of(neighbour, here)
            stood = standing(commune, here)
            for name, number in events:
                read(commune, sorted(stood)[number % 9 :: 9])
                with committed():
                    HAPPENINGS[name](commune, clock, number)

            before = standing(commune, here)
            assert other(before, fresh(commune, before)) == []
            now = fresh(commune, stood)
            assert other(read(commune, stood), now) == []
            render_all(commune)
            after = standing(commune, here)
            new = {one: after[one] for one in after if after[one] != before.get(one)}
            assert other(new, fresh(commune, new)) == []
            assert not Snapshot.objects.of(commune.organisation).filter(stale=True)
            assert [one for one in stood if one not in after and pages(now[one])] == []
            if timezone.now() == BEGIN:
                assert other(theirs, files_of(neighbour, here)) == []
            of_neighbour = standing(neighbour, here)
            assert other(of_neighbour, fresh(neighbour, of_neighbour)) == []

    in_step()
