"""Stands in for what the channel app gives an adapter: notes, secrets, the clock."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PIL import Image

from toasoan.channels.adapters.base import Item, Media, Pending, Sending
from toasoan.channels.adapters.zalo_oa import Keys, ZaloOA
from toasoan.core.http import Http

# Half past eight in the morning, in Vietnam.
MORNING = datetime(2026, 11, 27, 1, 30, tzinfo=UTC)
STORY = "https://banmau.example/tin/sua-xong-cau/"
HTTP = Http(connect=1, read=1, whole=3, allow_private=True)
MOST_STEPS = 40


class Notes:
    """Kept as JSON, as the database does."""

    def __init__(self):
        self.kept = {}

    def get(self, name):
        return self.kept.get(name)

    def keep(self, **values):
        both = {**self.kept, **json.loads(json.dumps(values))}
        self.kept = {name: one for name, one in both.items() if one is not None}


class Keeper:
    """Keeps one pair and a rest; counts how often the pair was renewed."""

    def __init__(self, secrets, clock):
        self.held = dict(secrets)
        self.clock = clock
        self.renewals = 0
        self.until = datetime.min.replace(tzinfo=UTC)

    def secrets(self):
        return dict(self.held)

    def renew(self, stale, ask):
        if self.held.get("access_token", "") == stale:
            self.held = ask(self.secrets())
            self.renewals += 1
        return self.secrets()

    def rest(self, seconds):
        self.until = max(self.until, self.clock() + timedelta(seconds=seconds))

    def rests(self):
        return max((self.until - self.clock()).total_seconds(), 0)


class Desk:
    """An account and what is sent to it."""

    def __init__(self, zalo, pictures):
        self.zalo = zalo
        self.now = MORNING
        self.keeper = self.other_keeper()
        self.adapter = self.account()
        self.item = Item(
            headline="Sửa xong cầu Bản Mẫu",
            lead="Cầu qua suối đi lại được từ hôm nay.",
            text="Cầu qua suối đi lại được từ hôm nay.\n\nXe dưới 5 tấn được qua.",
            url=STORY,
            medium="zalo",
            pictures=(
                Media(
                    path="cau.jpg",
                    url=f"{pictures}/cau.jpg",
                    alt="Cầu mới",
                    width=1200,
                    height=900,
                ),
            ),
            source="UBND xã Bản Mẫu",
        )

    def account(self, *, http=HTTP, **changed):
        named = {
            "oauth_base_url": self.zalo.base,
            "openapi_base_url": self.zalo.base,
            "app_id": self.zalo.app_id,
            "app_secret": self.zalo.app_secret,
            "oa_id": self.zalo.oa_id,
            "access_token": "",
            "refresh_token": "",
        }
        keys = Keys(**named | changed)
        return ZaloOA(
            keys=keys,
            http=http,
            keeper=self.keeper_of(keys.oa_id),
            clock=lambda: self.now,
        )

    def keeper_of(self, oa_id):
        return self.keeper if oa_id == self.zalo.oa_id else self.other_keeper()

    def other_keeper(self):
        """Return a keeper of its own, as each connection has."""
        return Keeper(self.zalo.secrets, lambda: self.now)

    def sending(self, **changed):
        named = {
            "key": "5c7a2f3e",
            "item": self.item,
            "since": datetime.now(UTC) - timedelta(minutes=1),
            "notes": Notes(),
        }
        return Sending(**named | changed)

    def finish(self, verb, *given):
        """Call `verb` until it answers; return the answer."""
        for _ in range(MOST_STEPS):
            answer = verb(*given)
            if not isinstance(answer, Pending):
                return answer
        raise AssertionError("it never ends")

    def deliver(self, sending):
        return self.finish(self.adapter.deliver, sending)

    def with_item(self, sending, **changed):
        """Return `sending` of a changed story, with the same notes."""
        return replace(sending, item=replace(sending.item, **changed))


def jpeg(width, height):
    held = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(held, "JPEG")
    return held.getvalue()
