"""From the desk: posts follow their story, or are taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import newsroom
from toasoan.channels import actions
from toasoan.channels.models import Delivery, FollowUp
from toasoan.organisations.models import Role
from toasoan.stories.models import Correction, StoryPage

pytestmark = pytest.mark.django_db
State = FollowUp.State


@pytest.fixture
def story(commune):
    return newsroom.published(commune)


@pytest.fixture
def wall(commune, story):
    """The post of `story` on an exercise wall, which can be changed."""
    outlet = newsroom.channel(commune.organisation, "Tường", "facebook", "fake", 9)
    return sent(story, outlet)


@pytest.fixture
def handed(commune, story):
    outlet = newsroom.channel(commune.organisation, "Trang", "facebook", "handed", 9)
    post = actions.queue(story=story, channel=outlet, due_at=timezone.now())
    at = timezone.now()
    actions.confirm_by_hand(delivery=post, by=commune.editor, now=at, at=at)
    return post


def sent(story, outlet):
    post = actions.queue(story=story, channel=outlet, due_at=timezone.now())
    actions.deliver(delivery=post, now=timezone.now())
    return Delivery.objects.get(pk=post.pk)


def change(story, correction=""):
    story.lead = "Cầu thông xe từ sáng mai."
    if correction:
        Correction.objects.create(story=story, text=correction)
    story.save()
    fresh = StoryPage.objects.get(pk=story.pk)
    actions.story_changed(story=fresh, now=timezone.now())


def followup(post):
    return FollowUp.objects.get(delivery=post)


def do(client, post, verb, **data):
    return client.post(f"/admin/desk/follow-ups/{followup(post).pk}/{verb}/", data)


def on_the_wall(post):
    return actions.adapter_for(post.channel).posts()


def test_editor_has_a_changed_story_follow(client, commune, story, wall):
    change(story)
    client.force_login(commune.editor)
    assert "1 bài đăng cần sửa theo tin" in client.get("/admin/").text

    do(client, wall, "decide", wanted="yes")
    actions.work_on(channel=wall.channel)

    assert followup(wall).state == State.DONE
    assert "Cầu thông xe từ sáng mai." in on_the_wall(wall)[0]["text"]


def test_editor_leaves_a_post_as_it_is(client, commune, story, wall):
    change(story)
    client.force_login(commune.editor)

    do(client, wall, "decide", wanted="no")

    assert followup(wall).state == State.DROPPED


def test_person_copies_the_right_text_and_says_so(client, commune, story, handed):
    change(story, "Cầu chưa thông xe hôm nay.")
    client.force_login(commune.editor)
    page = client.get(f"/admin/desk/stories/{story.pk}/").text
    assert "Cầu chưa thông xe hôm nay." in page

    do(client, handed, "done")

    assert followup(handed).state == State.DONE


def test_announcer_finds_the_correction_on_the_list(client, commune, story):
    outlet = newsroom.channel(commune.organisation, "Loa", "loudspeaker", "handed", 9)
    at = timezone.now()
    aired = actions.queue(story=story, channel=outlet, due_at=at)
    actions.confirm_by_hand(delivery=aired, by=commune.editor, now=at, at=at)
    change(story, "Cầu chưa thông xe hôm nay.")
    client.force_login(commune.people[Role.ANNOUNCER])

    hands = client.get("/admin/desk/hands/").text
    item = Delivery.objects.get(channel=outlet, correction=True)
    page = client.get(f"/admin/desk/hands/{item.pk}/").text

    assert "đính chính" in hands
    assert "Cầu chưa thông xe hôm nay." in page


def test_announcer_has_no_say_over_other_channels(client, commune, story, wall):
    change(story)
    client.force_login(commune.people[Role.ANNOUNCER])

    do(client, wall, "decide", wanted="yes")

    assert followup(wall).state == State.ASKED


def test_leader_takes_a_story_back_everywhere(client, commune, story, wall, handed):
    client.force_login(commune.approver)
    address = f"/admin/desk/stories/{story.pk}/recall/"
    page = client.get(address).text
    assert ("chương trình tự gỡ" in page, "phải có người gỡ" in page) == (True, True)

    client.post(address)
    actions.work_on(channel=wall.channel)

    story.refresh_from_db()
    wall.refresh_from_db()
    assert (story.live, wall.state, on_the_wall(wall)) == (False, "withdrawn", [])
    assert followup(handed).by_hand is True


def test_looking_at_the_question_takes_nothing_back(client, commune, story, wall):
    client.force_login(commune.approver)

    client.get(f"/admin/desk/stories/{story.pk}/recall/")

    story.refresh_from_db()
    assert story.live is True


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ANNOUNCER, Role.ACCOUNTANT])
def test_who_may_not_publish_may_not_take_back(client, commune, story, role):
    client.force_login(commune.people[role])

    client.post(f"/admin/desk/stories/{story.pk}/recall/")

    story.refresh_from_db()
    assert story.live is True


@pytest.mark.parametrize(("failed", "buttons"), [(True, 1), (False, 0)])
def test_only_a_failed_one_offers_another_try(
    client, commune, story, wall, failed, buttons
):
    actions.recall(story=story, by=commune.approver)
    late = timezone.now() - timedelta(minutes=10)
    FollowUp.objects.update(asked_at=late)
    if failed:
        followup(wall).mark_failed(code="adapter_broke", detail="")
    client.force_login(commune.editor)

    page = client.get(f"/admin/desk/stories/{story.pk}/").text

    shown = [page.count(words) for words in ("Tôi đã gỡ", "Thử lại</button>")]
    assert shown == [1, buttons]


def test_failed_one_is_tried_again(client, commune, story, wall):
    change(story, "Cầu chưa thông xe hôm nay.")
    followup(wall).mark_failed(code="adapter_broke", detail="")
    client.force_login(commune.editor)

    do(client, wall, "try-again")

    assert followup(wall).state == State.WAITING


@pytest.mark.parametrize(
    ("tries", "said"),
    [
        (9, "Đã thử hết số lần: bấm “Thử lại” hoặc tự vào kênh xử lý."),
        (1, "Facebook không trả lời rõ ràng.</p>"),
    ],
)
def test_failed_one_says_when_all_tries_are_used_up(
    client, commune, story, wall, tries, said
):
    change(story, "Cầu chưa thông xe hôm nay.")
    FollowUp.objects.update(attempts=tries)
    followup(wall).mark_failed(code="facebook_no_answer", detail="")
    client.force_login(commune.editor)

    assert said in client.get(f"/admin/desk/stories/{story.pk}/").text


def test_one_that_is_tried_again_says_when(client, commune, story, wall):
    change(story, "Cầu chưa thông xe hôm nay.")
    one = followup(wall)
    one.claim(timezone.now())
    later = timezone.now() + timedelta(hours=3)
    one.mark_waiting(until=later, code="facebook_no_answer", detail="")
    client.force_login(commune.editor)

    page = client.get(f"/admin/desk/stories/{story.pk}/").text

    assert f"lần thử tới {timezone.localtime(later):%H:%M %d/%m/%Y}" in page


def test_neighbour_finds_nothing(client, neighbour, story, wall):
    change(story)
    client.force_login(neighbour.editor)

    assert do(client, wall, "decide", wanted="yes").status_code == 404
