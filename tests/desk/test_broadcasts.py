"""A leader brings posts to the followers' phones, knowing that it is for good."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.channels import phones
from tests.factories import newsroom
from toasoan.channels import actions
from toasoan.channels.adapters.base import Unconfirmed
from toasoan.channels.models import Broadcast, Delivery
from toasoan.desk.connections import standings
from toasoan.organisations.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "phones": "tests.channels.phones.Phones",
    }
    phones.reset()


def posted(room):
    outlet = newsroom.channel(room.organisation, "Zalo OA", "zalo", "phones", 9)
    story = newsroom.published(room, f"Lịch tiêm chủng {room.marker}")
    one = actions.queue(story=story, channel=outlet, due_at=timezone.now())
    actions.deliver(delivery=one, now=timezone.now())
    return Delivery.objects.get(pk=one.pk)


@pytest.fixture
def post(commune):
    return posted(commune)


def address(post):
    return f"/admin/desk/channels/{post.channel_id}/broadcast/"


def key_of(answer):
    return str(answer.context["form"]["key"].value())


def test_leader_chooses_confirms_and_sends(client, commune, post):
    client.force_login(commune.approver)
    first = client.get(f"/admin/desk/stories/{post.story_id}/")
    assert f"{address(post)}?post={post.pk}" in first.text

    page = client.get(f"{address(post)}?post={post.pk}")
    chosen = {"posts": [post.pk], "key": key_of(page)}
    sure = client.post(address(post), chosen)
    sent = client.post(address(post), {**chosen, "confirmed": "yes"}, follow=True)

    assert "Tháng này đã gửi 0/2 lần." in page.text
    assert 'type="checkbox"' in page.text
    assert "checked" in page.text
    assert "không thu hồi được" in sure.text
    assert "Đã gửi tới điện thoại người quan tâm." in sent.text
    assert "Tháng này đã gửi 1/2 lần." in sent.text
    assert phones.sent == [[post.external_id]]


def test_nothing_is_sent_before_the_confirmation(client, commune, post):
    client.force_login(commune.approver)

    key = key_of(client.get(address(post)))
    client.post(address(post), {"posts": [post.pk], "key": key})

    assert phones.sent == []
    assert Broadcast.objects.count() == 0


def test_second_tap_sends_nothing_more(client, commune, post):
    client.force_login(commune.approver)
    given = {"posts": [post.pk], "key": key_of(client.get(address(post)))}

    for _ in range(2):
        client.post(address(post), {**given, "confirmed": "yes"})

    assert phones.sent == [[post.external_id]]


@pytest.mark.parametrize(
    ("many", "told"),
    [(0, "Hãy chọn bài cần gửi."), (3, "Mỗi lần gửi tối đa 2 bài.")],
)
def test_wrong_choice_is_said_in_words(client, commune, post, many, told):
    posts = [post.pk]
    for number in range(2):
        story = newsroom.published(commune, f"Tin {number}")
        one = actions.queue(story=story, channel=post.channel, due_at=timezone.now())
        actions.deliver(delivery=one, now=timezone.now())
        posts.append(one.pk)
    client.force_login(commune.approver)

    key = key_of(client.get(address(post)))
    answer = client.post(
        address(post), {"posts": posts[:many], "key": key, "confirmed": "yes"}
    )

    assert told in answer.text
    assert phones.sent == []


def test_neighbours_post_is_no_choice(client, commune, neighbour, post):
    theirs = posted(neighbour)
    client.force_login(commune.approver)

    key = key_of(client.get(address(post)))
    given = {"posts": [theirs.pk], "key": key, "confirmed": "yes"}
    answer = client.post(address(post), given)

    assert "Có bài không còn công khai. Hãy chọn lại." in answer.text
    assert client.get(address(theirs)).status_code == 404
    assert phones.sent == []


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ANNOUNCER, Role.SECRETARY])
def test_others_neither_see_nor_send(client, commune, post, role):
    client.force_login(commune.people[role])

    answers = [client.get(address(post)), client.post(address(post), {})]

    assert [one.status_code for one in answers] == [302, 302]
    assert phones.sent == []


def test_unconfirmed_one_is_settled_on_the_screen(client, commune, post):
    client.force_login(commune.approver)
    phones.script[:] = [Unconfirmed("zalo_answer_lost")]
    given = {"posts": [post.pk], "key": key_of(client.get(address(post)))}
    client.post(address(post), {**given, "confirmed": "yes"})
    page = client.get(address(post))
    one = Broadcast.objects.get()

    client.post(f"/admin/desk/broadcasts/{one.pk}/settle/", {"went_out": "yes"})

    one.refresh_from_db()
    assert "Chưa rõ lần gửi trước đã tới hay chưa." in page.text
    assert (one.state, one.settled_by) == (Broadcast.State.SENT, commune.approver)


def unconfirmed(client, room, post):
    """A message of which nobody knows whether it went out."""
    client.force_login(room.approver)
    phones.script[:] = [Unconfirmed("zalo_answer_lost")]
    given = {"posts": [post.pk], "key": key_of(client.get(address(post)))}
    client.post(address(post), {**given, "confirmed": "yes"})
    return Broadcast.objects.get(channel=post.channel)


@pytest.mark.parametrize(
    ("role", "told"),
    [(Role.APPROVER, True), (Role.ADMINISTRATOR, True), (Role.EDITOR, False)],
)
def test_unconfirmed_one_stands_on_todays_screen(client, commune, post, role, told):
    one = unconfirmed(client, commune, post)
    client.force_login(commune.people[role])

    before = client.get("/admin/").text
    actions.settle_broadcast(one=one, went_out=True, by=commune.approver)
    after = client.get("/admin/").text

    assert (address(post) in before, address(post) in after) == (told, False)
    assert ("1 lần gửi tới điện thoại chưa rõ đã tới chưa" in before) == told


def test_unconfirmed_one_of_the_neighbour_is_not_told(client, commune, neighbour):
    theirs = posted(neighbour)
    unconfirmed(client, neighbour, theirs)
    client.force_login(commune.approver)

    assert address(theirs) not in client.get("/admin/").text
    assert client.get(address(theirs)).status_code == 404


def no_keys(outlet):
    outlet.kind = "zalo_oa"


def by_hand(outlet):
    outlet.kind = "handed"


def closed(outlet):
    outlet.closed_on = timezone.localdate() - timedelta(days=1)


@pytest.mark.parametrize("change", [no_keys, by_hand, closed])
def test_unconfirmed_one_is_settled_where_nothing_can_be_sent_now(
    client, commune, post, change
):
    one = unconfirmed(client, commune, post)
    change(post.channel)
    actions.keep_channel(channel=post.channel, by=None)

    page = client.get(address(post))
    settled = f"/admin/desk/broadcasts/{one.pk}/settle/"
    after = client.post(settled, {"went_out": "no"}, follow=True)

    assert (page.status_code, settled in page.text) == (200, True)
    assert (after.status_code, "Đã ghi nhận, cảm ơn bạn." in after.text) == (200, True)
    one.refresh_from_db()
    assert one.state == Broadcast.State.FAILED


def test_channel_that_reaches_no_phones_has_no_such_page(client, commune):
    client.force_login(commune.administrator)

    answer = client.get(f"/admin/desk/channels/{commune.portal.pk}/broadcast/")

    assert answer.status_code == 404


@pytest.mark.parametrize(("days", "status"), [(1, 200), (0, 200), (-1, 404)])
def test_channel_sends_until_its_last_day(client, commune, post, days, status):
    outlet = post.channel
    outlet.closed_on = timezone.localdate() + timedelta(days=days)
    outlet.save()
    client.force_login(commune.administrator)

    answer = client.get(address(post))
    story = client.get(f"/admin/desk/stories/{post.story_id}/").text
    (row,) = standings(commune.organisation, timezone.now())[-1:]

    assert answer.status_code == status
    assert (address(post) in story) == (status == 200)
    assert (row.channel, row.broadcasts) == (outlet, status == 200)


def test_month_that_is_used_up_offers_nothing(client, commune, post):
    client.force_login(commune.administrator)
    for _ in range(2):
        given = {"posts": [post.pk], "key": key_of(client.get(address(post)))}
        client.post(address(post), {**given, "confirmed": "yes"})

    page = client.get(address(post))

    assert "Đã dùng hết số lần của tháng này." in page.text
    assert 'type="checkbox"' not in page.text
