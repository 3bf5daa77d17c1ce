"""A page is taken down, kept back or moved whole, or stays as it was."""

from contextlib import contextmanager

import pytest
from django.db.models.signals import post_save
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail.signals import page_unpublished, post_page_move

from tests.factories import newsroom
from toasoan.portal.models import Edition, Snapshot
from toasoan.portal.snapshots import keep
from toasoan.stories.actions import open_column
from toasoan.stories.models import StoryPage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path


@contextmanager
def dying(signal):
    """Let the process die when `signal` is sent, before anybody hears it."""

    def die(**kwargs):
        raise SystemError("died")

    known = signal.receivers
    signal.receivers = []
    signal.sender_receivers_cache.clear()
    signal.connect(die)
    try:
        yield
    finally:
        signal.receivers = known
        signal.sender_receivers_cache.clear()


def state(room, story):
    """Return what is known of `story`: live, where, for whom, what stands of it."""
    kept = StoryPage.objects.get(pk=story.pk)
    pages = Snapshot.objects.of(room.organisation).order_by("address")
    return (
        (kept.live, kept.url_path, kept.latest_revision_id),
        PageViewRestriction.objects.count(),
        Edition.number_of(room.organisation.pk),
        list(pages.values_list("address", "stale")),
        [delivery.state for delivery in story.deliveries.order_by("pk")],
    )


@pytest.mark.parametrize("act", ["unpublish", "set_privacy", "move_confirm"])
def test_dying_on_the_way_leaves_all_as_it_was(client, commune, act):
    signal = {
        "unpublish": page_unpublished,
        "set_privacy": post_save,
        "move_confirm": post_page_move,
    }[act]
    story = newsroom.published(commune, "Một")
    address, form = asked(commune, story, act)
    keep.refresh(commune.organisation.pk, limit=100)
    before = state(commune, story)

    client.force_login(newsroom.installer())
    client.raise_request_exception = False
    with dying(signal):
        status = client.post(address, form).status_code

    assert (status, state(commune, story)) == (500, before)


@pytest.mark.parametrize("act", ["unpublish", "set_privacy", "move_confirm"])
def test_what_goes_well_is_done(client, commune, act):
    story = newsroom.published(commune, "Một")
    address, form = asked(commune, story, act)
    before = state(commune, story)

    client.force_login(newsroom.installer())
    status = client.post(address, form).status_code

    after = state(commune, story)
    assert status in (200, 302)
    assert after[:2] != before[:2]
    assert after[2] > before[2]


def asked(room, story, act):
    """Return where Wagtail's admin does `act` to `story`, and the form for it.

    A story's readers are those of its column.
    """
    args = [room.column.pk if act == "set_privacy" else story.pk]
    if act == "move_confirm":
        other = open_column(organisation=room.organisation, name="Khác", topics=[])
        args.append(other.pk)
    form = {"restriction_type": "login"} if act == "set_privacy" else {}
    return reverse(f"wagtailadmin_pages:{act}", args=args), form
