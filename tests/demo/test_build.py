"""The demo as it is built: a commune with a month behind it and work before it."""

import json
import re
import stat
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.urls import reverse
from PIL import Image
from wagtail.models import WorkflowState

from tests.factories import newsroom
from toasoan.channels.models import Delivery
from toasoan.demo import accounts, build
from toasoan.demo.commune import CODE
from toasoan.demo.month import Month
from toasoan.demo.stories import load_stories
from toasoan.demo.writing import Desk
from toasoan.organisations.models import Membership, Organisation, Role
from toasoan.planning.models import Assignment, Cadence, Plan
from toasoan.reports.figures import coverage_of
from toasoan.stories.models import ColumnPage, StoryPage


def tiny_jpeg():
    data = BytesIO()
    Image.new("RGB", (64, 40), "teal").save(data, "JPEG")
    return data.getvalue()


PICTURE = tiny_jpeg()
# 15:00 in Vietnam.
NOW = newsroom.moment(hour=8)
State = Delivery.State


def some_stories():
    """Three days of the demo's stories, and old ones for the open work."""
    recent = [one for one in load_stories() if one.event_offset_days >= -2]
    old = [one for one in load_stories() if one.event_offset_days <= -25]
    return [*recent, *old[: build.OPEN_WORK]]


@pytest.fixture
def demo(db, settings, tmp_path, monkeypatch):
    """A small demo: 12 stories out, 6 open; its pictures are one and the same."""
    settings.VAR = tmp_path
    monkeypatch.setattr(
        "toasoan.demo.album.draw_all", lambda scenes, seeds: [PICTURE] * len(scenes)
    )
    with time_machine.travel(NOW, tick=False):
        build.build(now=NOW, port=8000, say=lambda words: None, stories=some_stories())
    return Organisation.objects.get(code=CODE)


def days_ago(count):
    return NOW.date() - timedelta(days=count)


def test_demo_has_the_five_columns_and_promises_of_its_plan(demo):
    plan = Plan.objects.get()

    assert ColumnPage.objects.count() == 5
    assert (plan.year, plan.cadences.count()) == (2026, 20)
    assert set(plan.cadences.values_list("channel__organisation__code")) == {(CODE,)}
    assert not plan.cadences.filter(period=Cadence.Period.NONE).exists()


def test_demo_shows_an_assignment_done_and_others_open(demo):
    done = Assignment.objects.exclude(done_on=None)

    assert [one.due_on.isoformat() for one in done] == ["2026-03-31"]
    assert Assignment.objects.count() == 7


def test_demo_holds_one_newsroom(demo):
    assert Organisation.objects.newsrooms().count() == 1


def test_stories_are_out_on_their_own_days(demo):
    out = StoryPage.objects.live()

    days = {demo.local_day(story.first_published_at) for story in out}
    assert out.count() == 12
    assert max(days) <= NOW.date()
    assert min(days) == days_ago(2)
    assert all(story.first_published_at < NOW for story in out)


def test_history_of_a_story_stands_in_its_order(demo):
    story = StoryPage.objects.live().order_by("first_published_at").first()
    approval = story.workflow_states.get()

    revision = story.latest_revision
    assert revision.created_at < approval.created_at < story.first_published_at
    assert approval.status == "approved"
    assert story.owner != approval.current_task_state.finished_by


def test_each_state_of_work_can_be_seen(demo):
    approvals = WorkflowState.objects.all()
    hidden = StoryPage.objects.filter(live=False)
    known = [int(pk) for pk in approvals.values_list("object_id", flat=True)]
    states = {
        "waiting": approvals.filter(status=WorkflowState.STATUS_IN_PROGRESS).count(),
        "sent back": approvals.filter(
            status=WorkflowState.STATUS_NEEDS_CHANGES
        ).count(),
        "tomorrow": hidden.filter(go_live_at__date=days_ago(-1)).count(),
        "drafts": hidden.exclude(pk__in=known).count(),
    }

    assert states == {"waiting": 2, "sent back": 1, "tomorrow": 1, "drafts": 2}


def test_exercise_posts_hang_on_the_wall_since_their_day(demo, settings):
    posts = Delivery.objects.filter(channel__kind="fake", state=State.DELIVERED)
    one = posts.order_by("due_at").first()

    words = json.loads(
        (settings.EXERCISE_WALL / str(one.channel_id) / f"{one.key}.json").read_text()
    )
    assert posts.count() == 24
    assert one.delivered_at - one.due_at == timedelta(seconds=20)
    assert words["accepted_at"] == one.delivered_at.astimezone(demo.zone).isoformat()


def test_today_still_owes_and_some_hands_are_late(demo):
    hands = Delivery.objects.filter(way="handed", story__live=True)
    today = hands.filter(due_on=NOW.date())

    assert set(today.values_list("state", flat=True)) == {State.QUEUED}
    assert hands.filter(state=State.DELIVERED).count() > hands.count() / 3
    assert hands.filter(state=State.QUEUED, due_on=days_ago(1)).exists()


def test_coverage_has_kept_and_broken_promises(demo):
    coverage = coverage_of(demo, days_ago(29), NOW.date(), NOW.date())

    assert coverage.total.promised > coverage.total.delivered > 0
    assert coverage.total.missed > 0


def test_every_role_has_an_account_and_its_password_works(demo):
    passwords = dict(re.findall(r"^  (\w+) +([\w-]{14}) ", accounts.kept(), re.M))

    assert set(passwords) == {one.username for one in accounts.PEOPLE}
    assert {m.role for m in Membership.objects.all()} == set(Role)
    assert authenticate(username="lanhdao", password=passwords["lanhdao"])


def test_accounts_are_for_this_user_alone(demo):
    assert stat.S_IMODE(accounts.path().stat().st_mode) == 0o600


def test_passwords_differ_each_time():
    assert len({accounts.password() for _ in range(100)}) == 100


def test_front_page_and_desk_open(demo, client):
    site = {"headers": {"host": "localhost:8000"}}
    client.force_login(Membership.objects.get(role=Role.APPROVER).user)

    assert client.get("/", **site).status_code == 200
    assert client.get(reverse("wagtailadmin_home"), **site).status_code == 200


def test_demo_stands_once_it_is_finished(demo):
    finished = build.stands()
    accounts.path().unlink()

    assert (finished, build.stands()) == (True, False)


def test_demo_moves_to_another_port(demo):
    build.move_to(8123)

    story = StoryPage.objects.live().first()
    assert story.full_url.startswith("http://localhost:8123/")


def test_demo_leaves_a_newsroom_of_somebody_alone(neighbour):
    with pytest.raises(build.NotADemo):
        build.check_place()


def test_demo_never_empties_a_database_server(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "postgresql")

    with pytest.raises(build.NotADemo):
        build.clear()


@pytest.mark.parametrize("hour", [0, 16, 23])
def test_nothing_of_the_demo_lies_after_now(db, settings, tmp_path, monkeypatch, hour):
    settings.VAR = tmp_path
    monkeypatch.setattr(
        "toasoan.demo.album.draw_all", lambda scenes, seeds: [PICTURE] * len(scenes)
    )
    now = newsroom.moment(month=1, day=2, hour=hour)

    with time_machine.travel(now, tick=False):
        build.build(now=now, port=8000, say=print, stories=some_stories()[:9])

    late = Delivery.objects.filter(delivered_at__gt=now)
    assert not late.exists()
    assert not StoryPage.objects.filter(first_published_at__gt=now).exists()


def test_story_of_a_day_that_has_not_begun_is_from_the_evening_before(demo):
    desk = Desk(organisation=demo, columns={}, album=None, editors=(), approver=None)
    night = datetime(2026, 11, 20, 1, 44, tzinfo=demo.zone)
    month = Month(desk=desk, now=night, zalo=None, announcer=None)

    hours = {month.at(place, night.date()) for place in range(20)}

    assert {at.date() for at in hours} == {date(2026, 11, 19)}
    assert {at.hour for at in hours} == {18, 19, 20, 21}


def test_event_of_a_story_is_when_its_words_say(demo):
    told = {story.title: story for story in StoryPage.objects.exclude(event_at=None)}
    meeting = next(one for name, one in told.items() if "hội nghị" in name.lower())

    begins = meeting.event_at.astimezone(demo.zone)
    assert f"lúc {begins.hour} giờ {begins.minute} phút ngày {begins:%d/%m/%Y}" in str(
        meeting.body
    )


def test_demo_answers_under_every_name_of_this_machine(demo, client):
    answers = [
        client.get("/", headers={"host": host}).status_code
        for host in ("localhost:8000", "127.0.0.1:8000", "192.0.2.7:8000")
    ]

    assert answers == [200, 200, 200]
