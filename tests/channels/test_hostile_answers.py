"""Whatever a service answers: nothing false is *delivered*, and the worker lives on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.channels.hostile_answers import ANSWERS
from tests.factories import newsroom
from tests.services.raw import raw
from toasoan.channels import actions, tasks
from toasoan.channels.models import Connection, Delivery
from toasoan.core.http import Http

State = Delivery.State
KEYS = {
    "facebook_page": {
        "page_id": "1234567890",
        "page_token": "EAAG-secret",
        "app_id": "42",
        "app_secret": "secret",
    },
    "zalo_oa": {
        "app_id": "4224",
        "app_secret": "secret",
        "oa_id": "2500",
        "access_token": "first",
        "refresh_token": "first",
    },
    "telegram": {"bot_token": "123456:ABC-DEF", "chat_id": "@banmau"},
    "mastodon": {"access_token": "secret"},
}
ADDRESSES = {
    "facebook_page": ("base_url",),
    "zalo_oa": ("oauth_base_url", "openapi_base_url"),
    "telegram": ("base_url",),
    "mastodon": ("base_url",),
}


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch):
    line = Http(connect=1, read=0.5, whole=0.8, allow_private=True)
    monkeypatch.setattr(actions.tools, "http_for", lambda channel, keys: line)


def anew(delivery):
    """Let `delivery` be due as on its first day, its channel free."""
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(
        state=State.QUEUED,
        attempts=0,
        not_before=None,
        notes={},
        looks=0,
        due_at=now - timedelta(seconds=5),
        first_tried_at=None,
        created_at=now,
    )
    Connection.objects.update(
        trouble="", paused_until=None, rests_until=None, asking_since=None, turn=None
    )


# Zalo takes nothing without a picture; to the others one is a call of its own.
@pytest.mark.parametrize(
    ("kind", "pictured"),
    [
        (kind, pictured)
        for kind in KEYS
        for pictured in (False, True)
        if pictured or kind != "zalo_oa"
    ],
)
def test_no_answer_ends_delivered_or_kills_the_worker(commune, kind, pictured):
    with raw() as service:
        outlet = newsroom.channel(commune.organisation, "Kênh", "other", kind, 9)
        keys = KEYS[kind] | dict.fromkeys(ADDRESSES[kind], service.base)
        actions.connect(channel=outlet, keys=keys, private=True, by=commune.editor)
        cover = newsroom.picture(commune.organisation, "Cầu", size=(1300, 800))
        shown = {"cover": cover, "cover_alt": "Cầu"} if pictured else {}
        story = newsroom.published(commune, "Tin thật", **shown)
        one = actions.queue(story=story, channel=outlet, due_at=timezone.now())
        found, unasked = {}, []
        for name, pieces in ANSWERS.items():
            anew(one)
            before = service.asked
            service.pieces, service.at_once = pieces, name.endswith("unread")

            tasks.work_on_channel.func(outlet.pk)

            found[name] = Delivery.objects.get(pk=one.pk).state
            if service.asked == before:
                unasked.append(name)

    assert len(ANSWERS) >= 100
    assert [name for name, state in found.items() if state == State.DELIVERED] == []
    assert unasked == []
