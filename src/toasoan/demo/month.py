"""The demo's month: what was delivered, late or never, and what waits today."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from toasoan.channels import actions
from toasoan.channels.adapters.base import Way
from toasoan.channels.models import Channel, Delivery
from toasoan.organisations.models import User
from toasoan.stories.actions import approve, send_back, submit
from toasoan.stories.models import StoryPage

from .stories import DemoStory
from .writing import Desk, date_to, write, write_and_approve

DAYS = 30
FIRST_HOUR = time(6, 40)
EVENING = timedelta(hours=12)
REASON = (
    "Bài nêu tên người dân: hỏi lại và ghi rõ họ đã đồng ý. "
    "Thêm số liệu của năm trước để so sánh."
)
POSTED = "https://zalo.example/g/truong-thon/{number}"


@dataclass(frozen=True, kw_only=True)
class Month:
    """The days up to `now`, told with the demo's stories."""

    desk: Desk
    now: datetime
    zalo: Channel
    announcer: User

    @property
    def today(self) -> date:
        return self.desk.organisation.local_day(self.now)

    def at(self, place: int, day: date) -> datetime:
        """Return when the story at `place` was approved on `day`: never after now.

        Where the day has not begun yet, in the evening before.
        """
        hour = datetime.combine(day, FIRST_HOUR, self.desk.organisation.zone)
        latest = self.now - timedelta(minutes=15)
        if latest < hour:
            return hour - EVENING + timedelta(minutes=place * 37 % 180)
        return min(hour + timedelta(minutes=place * 37 % 540), latest)

    def live_through(self, stories: list[DemoStory]) -> Iterator[StoryPage]:
        """Publish `stories`, oldest first, and deliver each as that day went."""
        told = sorted(stories, key=lambda one: one.day(self.today))
        for place, one in enumerate(told):
            day = one.day(self.today)
            by = self.desk.editors[place % len(self.desk.editors)]
            also = (self.zalo,) if place % 4 == 0 else ()
            story = write_and_approve(
                self.desk, one.filled(day), self.at(place, day), by, also
            )
            for delivery in story.deliveries.select_related("channel", "organisation"):
                self.carry(delivery, place)
            yield story

    def carry(self, delivery: Delivery, place: int) -> None:
        """Let one delivery go as such things go: mostly well, some late, some never."""
        if delivery.way == Way.PUSHED.value:
            self._push(delivery)
        elif delivery.way == Way.HANDED.value:
            self._hand(delivery, place)

    def _push(self, delivery: Delivery) -> None:
        at = delivery.due_at + timedelta(seconds=20)
        actions.deliver(delivery=delivery, now=at)
        date_delivery(delivery, at)

    def _hand(self, delivery: Delivery, place: int) -> None:
        if delivery.due_on >= self.today or self._left_over(delivery, place):
            return
        if place % 11 == 5:
            actions.call_off(delivery=delivery)
            return
        days = 2 if place % 9 == 4 else 0
        at = min(
            delivery.due_at + timedelta(days=days, minutes=25),
            self.now - timedelta(minutes=5),
        )
        url = POSTED.format(number=delivery.pk) if self._is_zalo(delivery) else ""
        actions.confirm_by_hand(
            delivery=delivery, by=self._hand_of(delivery), now=at, at=at, url=url
        )

    def _left_over(self, delivery: Delivery, place: int) -> bool:
        """Say whether it still waits from yesterday."""
        yesterday = self.today - timedelta(days=1)
        return delivery.due_on == yesterday and place % 2 == 0

    def _is_zalo(self, delivery: Delivery) -> bool:
        return delivery.channel_id == self.zalo.pk

    def _hand_of(self, delivery: Delivery) -> User:
        return self.desk.editors[0] if self._is_zalo(delivery) else self.announcer

    def leave_work(self, stories: list[DemoStory]) -> None:
        """Leave what a desk has open: six stories at six points of their way."""
        writers = (self._wait, self._wait, self._return, self._plan_ahead)
        for place, (one, go) in enumerate(zip(stories, writers, strict=False)):
            go(one.filled(self.today), place)
        for one in stories[len(writers) : len(writers) + 2]:
            told = one.filled(self.today)
            self._date(write(self.desk, told, self.desk.editors[0]), hours=1)

    def _wait(self, told: DemoStory, place: int) -> None:
        by = self.desk.editors[place % len(self.desk.editors)]
        story = write(self.desk, told, by)
        submit(story=story, by=by)
        self._date(story, hours=place)

    def _return(self, told: DemoStory, place: int) -> None:
        self._wait(told, 0)
        story = StoryPage.objects.get(title=told.headline)
        send_back(story=story, by=self.desk.approver, reason=REASON)
        self._date(story, hours=place)

    def _plan_ahead(self, told: DemoStory, place: int) -> None:
        """Approve a story that goes up tomorrow morning by itself."""
        tomorrow = self.today + timedelta(days=1)
        hour = datetime.combine(tomorrow, time(7), self.desk.organisation.zone)
        story = write(self.desk, told, self.desk.editors[0], go_live_at=hour)
        submit(story=story, by=self.desk.editors[0])
        approve(story=StoryPage.objects.get(pk=story.pk), by=self.desk.approver)
        self._date(story, hours=place)

    def _date(self, story: StoryPage, hours: int) -> None:
        date_to(story, self.now - timedelta(hours=hours, minutes=10))


def date_delivery(delivery: Delivery, at: datetime) -> None:
    """Date an exercise post to `at`: its adapter can only say now."""
    delivery.refresh_from_db()
    if delivery.state != Delivery.State.DELIVERED:
        return
    Delivery.objects.filter(pk=delivery.pk).update(
        delivered_at=at, delivered_on=delivery.organisation.local_day(at)
    )
    wall = Path(settings.EXERCISE_WALL, str(delivery.channel_id))
    post = wall / f"{delivery.key}.json"
    words = json.loads(post.read_text(encoding="utf-8"))
    words["accepted_at"] = at.astimezone(timezone.get_default_timezone()).isoformat()
    post.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
