"""The worker's rounds: all gets rendered, nobody waits long."""

import pytest
from django_tasks_db.models import DBTaskResult

from tests.factories import newsroom
from toasoan.portal.models import Snapshot
from toasoan.portal.snapshots import keep, rounds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path


def asked():
    """Return how many rounds wait for the worker."""
    path = rounds.renew_pages.module_path
    return DBTaskResult.objects.ready().filter(task_path=path).count()


def stale():
    return Snapshot.objects.filter(stale=True).count()


def test_publishing_asks_the_worker_once(commune, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        newsroom.published(commune, "Một")
        newsroom.published(commune, "Hai")

    assert asked() == 1


def test_round_that_leaves_something_asks_for_another(commune, monkeypatch):
    monkeypatch.setattr(rounds, "A_ROUND", 1)
    for title in ("Một", "Hai"):
        newsroom.published(commune, title)
    before = stale()

    done = rounds.renew_pages.call()

    assert (done, stale(), asked()) == (1, before - 1, 1)


def test_last_round_asks_for_none(commune):
    newsroom.published(commune, "Một")

    rounds.renew_pages.call()

    assert (stale(), asked()) == (0, 0)


def test_page_that_cannot_be_rendered_is_not_tried_without_end(commune, monkeypatch):
    newsroom.published(commune, "Một")
    before = stale()

    def broken(*args):
        raise ValueError

    monkeypatch.setattr(keep, "render", broken)

    assert (rounds.renew_pages.call(), stale(), asked()) == (0, before, 0)


def test_newsroom_with_little_to_do_comes_first(commune, neighbour, monkeypatch):
    for title in ("Một", "Hai", "Ba"):
        newsroom.published(commune, title)
    newsroom.published(neighbour, "Một")
    monkeypatch.setattr(rounds, "SECONDS", 0)

    rounds.renew_pages.call()

    left = Snapshot.objects.filter(stale=True).values_list("organisation", flat=True)
    assert set(left) == {commune.organisation.pk}
