"""A made-up commune with days behind it, for the browser to walk through."""

from datetime import UTC, datetime

from tests.factories import newsroom
from toasoan.channels.models import Delivery
from toasoan.demo import build
from toasoan.demo.stories import load_stories
from toasoan.organisations.models import User
from toasoan.stories.actions import submit
from toasoan.stories.models import StoryPage

CORRECTED = "Đã bổ sung giờ và nơi đăng ký để bà con tiện sắp xếp."


def build_demo(port, days):
    """Build the demo with the stories of its last `days`; all have one password."""
    every = load_stories()
    recent = [one for one in every if one.event_offset_days > -days]
    old = [one for one in every if one not in recent][: build.OPEN_WORK]
    build.build(
        now=datetime.now(UTC),
        port=port,
        say=lambda words: None,
        stories=[*recent, *old],
    )
    for user in User.objects.all():
        user.set_password(newsroom.PASSWORD)
        user.save()


def person(username):
    return User.objects.get(username=username)


def correction():
    """Send a correction of the newest public story for approval; return the story."""
    story = StoryPage.objects.live().order_by("-first_published_at").first()
    story.lead = f"{story.lead} {CORRECTED}"
    story.save_revision(user=story.owner)
    submit(story=story, by=story.owner)
    return story


def waiting_for_a_hand(medium):
    return Delivery.objects.filter(
        channel__medium=medium, state=Delivery.State.QUEUED, story__live=True
    ).first()
