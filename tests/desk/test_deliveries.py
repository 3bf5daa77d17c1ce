"""Where stories are, and settling what is stuck."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories import newsroom
from toasoan.channels import actions
from toasoan.channels.models import Delivery
from toasoan.organisations.models import Role

State = Delivery.State

pytestmark = pytest.mark.django_db


def pushed(room, state=State.QUEUED, **kwargs):
    delivery = newsroom.published(room).deliveries.get(channel=room.fanpage)
    Delivery.objects.filter(pk=delivery.pk).update(state=state, **kwargs)
    delivery.refresh_from_db()
    return delivery


def do(client, delivery, verb, **data):
    return client.post(f"/admin/desk/deliveries/{delivery.pk}/{verb}/", data)


def state_of(delivery):
    return Delivery.objects.get(pk=delivery.pk).state


def test_failed_delivery_is_tried_again(client, commune):
    delivery = pushed(commune, State.FAILED, error_code="wall_not_writable")
    client.force_login(commune.editor)

    do(client, delivery, "try-again")

    assert state_of(delivery) == State.QUEUED


ALL_TRIES = "Đã thử hết số lần: bấm “Gửi lại” hoặc tự đăng."


@pytest.mark.parametrize(
    ("code", "tries", "said"),
    [
        ("not_found_there", 9, f"Tin chưa tới. {ALL_TRIES}"),
        ("facebook_no_answer", 9, f"Facebook không trả lời rõ ràng. {ALL_TRIES}"),
        ("facebook_no_answer", 8, "Facebook không trả lời rõ ràng."),
        ("by_hand_only", 1, "Kênh này đăng bằng tay."),
    ],
)
def test_failed_one_promises_no_other_try(client, commune, code, tries, said):
    delivery = pushed(commune, State.FAILED, error_code=code, attempts=tries)
    client.force_login(commune.editor)

    page = client.get(f"/admin/desk/stories/{delivery.story_id}/").text

    assert reasons(page) == [said]


def reasons(page):
    return re.findall(r'<p class="desk-reason">(.*?)</p>', page)


@pytest.mark.parametrize(("rest", "said"), [(0, "một phút"), (90, "tạm nghỉ")])
def test_what_waits_for_its_next_try_is_sent_at_once(client, commune, rest, said):
    later = timezone.now() + timedelta(hours=3)
    delivery = pushed(commune, error_code="no_answer", not_before=later)
    connection = actions.connection_of(delivery.channel)
    connection.mark_resting(timezone.now() + timedelta(minutes=rest))
    client.force_login(commune.editor)
    page = client.get(f"/admin/desk/stories/{delivery.story_id}/").text
    assert "Thử lại ngay" in page
    assert f"lần thử tới {timezone.localtime(later):%H:%M %d/%m/%Y}" in page

    answer = client.post(
        f"/admin/desk/deliveries/{delivery.pk}/try-again/", follow=True
    )

    delivery.refresh_from_db()
    assert delivery.not_before < later
    assert said in answer.text


@pytest.mark.parametrize(
    ("rest", "said"), [(50, "lúc 23:50:"), (120, "lúc 01:00 21/11/2026:")]
)
def test_pause_that_ends_on_another_day_is_told_with_its_day(
    client, commune, rest, said
):
    eleven = newsroom.moment(2026, 11, 20, 16)
    with time_machine.travel(eleven, tick=False):
        delivery = pushed(commune, State.FAILED, error_code="no_answer")
        connection = actions.connection_of(delivery.channel)
        connection.mark_resting(eleven + timedelta(minutes=rest))
        client.force_login(commune.editor)

        answer = client.post(
            f"/admin/desk/deliveries/{delivery.pk}/try-again/", follow=True
        )

    assert f"Bài sẽ được gửi lại {said}" in answer.text


@pytest.mark.parametrize(
    ("seen", "state"), [("yes", State.DELIVERED), ("no", State.QUEUED)]
)
def test_person_who_looked_settles_an_unconfirmed_one(client, commune, seen, state):
    delivery = pushed(commune, State.UNCONFIRMED, claimed_at=timezone.now())
    client.force_login(commune.editor)

    do(client, delivery, "settle", arrived=seen, url="https://facebook.com/1")

    assert state_of(delivery) == state


def test_one_stuck_in_sending_can_be_settled_without_a_worker(client, commune):
    delivery = pushed(
        commune, State.SENDING, claimed_at=timezone.now() - timedelta(minutes=11)
    )
    client.force_login(commune.editor)

    do(client, delivery, "settle", arrived="yes", url="https://facebook.com/1")

    assert state_of(delivery) == State.DELIVERED


def test_one_being_sent_just_now_is_left_alone(client, commune):
    delivery = pushed(commune, State.SENDING, claimed_at=timezone.now())
    client.force_login(commune.editor)

    do(client, delivery, "settle", arrived="no")

    assert state_of(delivery) == State.SENDING


def test_calling_off_asks_first(client, commune):
    delivery = pushed(commune)
    client.force_login(commune.editor)

    client.get(f"/admin/desk/deliveries/{delivery.pk}/call-off/")
    assert state_of(delivery) == State.QUEUED

    do(client, delivery, "call-off")
    assert state_of(delivery) == State.WITHDRAWN


def test_sending_again_makes_one_repost(client, commune):
    delivery = pushed(
        commune,
        State.DELIVERED,
        delivered_at=timezone.now(),
        delivered_on=timezone.localdate(),
    )
    client.force_login(commune.editor)

    do(client, delivery, "repost")
    do(client, delivery, "repost")

    again = delivery.story.deliveries.filter(channel=commune.fanpage, repost=True)
    assert [one.state for one in again] == [State.QUEUED]


def test_second_tap_after_the_first_went_out_sends_nothing(client, commune):
    out = {"delivered_at": timezone.now(), "delivered_on": timezone.localdate()}
    delivery = pushed(commune, State.DELIVERED, **out)
    client.force_login(commune.editor)
    do(client, delivery, "repost")
    again = delivery.story.deliveries.filter(channel=commune.fanpage, repost=True)
    again.update(state=State.DELIVERED, **out)

    do(client, delivery, "repost")

    assert again.count() == 1


def test_portal_is_not_sent_again(client, commune):
    delivery = newsroom.published(commune).deliveries.get(channel=commune.portal)
    client.force_login(commune.editor)

    do(client, delivery, "repost")

    assert delivery.story.deliveries.filter(channel=commune.portal).count() == 1


@pytest.mark.parametrize("verb", ["try-again", "settle", "call-off", "repost"])
@pytest.mark.parametrize(
    "role", [Role.APPROVER, Role.ANNOUNCER, Role.ACCOUNTANT, Role.SECRETARY]
)
def test_only_editors_and_the_administrator_settle(client, commune, verb, role):
    delivery = pushed(commune, State.FAILED)
    client.force_login(commune.people[role])

    do(client, delivery, verb, arrived="yes")

    assert state_of(delivery) == State.FAILED
    assert delivery.story.deliveries.count() == 4


@pytest.mark.parametrize("verb", ["try-again", "settle", "call-off", "repost"])
def test_neighbours_delivery_is_not_found(client, commune, neighbour, verb):
    delivery = pushed(neighbour, State.FAILED)
    client.force_login(commune.editor)

    assert do(client, delivery, verb, arrived="yes").status_code == 404
    assert state_of(delivery) == State.FAILED


def test_everybody_of_the_newsroom_reads_the_list_and_nobody_else(
    client, commune, neighbour
):
    newsroom.published(neighbour)
    delivery = pushed(commune, State.FAILED, error_code="wall_not_writable")
    client.force_login(commune.people[Role.SECRETARY])

    page = client.get("/admin/desk/deliveries/?state=trouble")

    assert page.context["rows"] == [(delivery, False)]
    assert neighbour.marker not in page.text
    assert "try-again" not in page.text


def test_filter_refuses_the_neighbours_channel(client, commune, neighbour):
    client.force_login(commune.editor)

    page = client.get(f"/admin/desk/deliveries/?channel={neighbour.zalo.pk}")

    assert page.context["form"].errors.keys() == {"channel"}


def test_older_ones_stand_on_the_next_page(client, commune, monkeypatch):
    monkeypatch.setattr("toasoan.desk.views.deliveries.PAGE", 3)
    newsroom.published(commune)
    client.force_login(commune.editor)

    first = client.get("/admin/desk/deliveries/")
    second = client.get("/admin/desk/deliveries/" + first.context["older"])

    shown = [*first.context["rows"], *second.context["rows"]]
    assert {row.channel for row, _settles in shown} == {
        commune.portal,
        commune.fanpage,
        commune.zalo,
        commune.loudspeaker,
    }
    assert (len(shown), second.context["older"]) == (4, "")


@pytest.mark.parametrize("stories", [1, 3])
def test_list_takes_the_same_queries_for_one_or_three(
    client, commune, stories, django_assert_num_queries
):
    for number in range(stories):
        newsroom.published(commune, f"Tin {number}")
    client.force_login(commune.editor)
    client.get("/admin/desk/deliveries/")

    with django_assert_num_queries(18):
        client.get("/admin/desk/deliveries/")


def test_storys_page_says_where_it_is_out(client, commune, neighbour):
    delivery = newsroom.published(commune).deliveries.get(channel=commune.portal)
    client.force_login(commune.people[Role.ACCOUNTANT])

    page = client.get(f"/admin/desk/stories/{delivery.story_id}/")

    assert delivery.url in page.text
    other = newsroom.published(neighbour)
    assert client.get(f"/admin/desk/stories/{other.pk}/").status_code == 404


def test_storys_page_leads_to_its_html_for_another_portal(client, commune):
    story = newsroom.published(commune)
    client.force_login(commune.editor)

    page = client.get(f"/admin/desk/stories/{story.pk}/").text
    address = re.search(r'href="([^"]*noi-dung\.html)"', page)[1]

    html = client.get(address).text
    assert story.title in html
    assert "<nav" not in html


def test_story_says_how_its_posts_did(client, commune):
    delivery = pushed(commune, figures={"views": 1234, "reactions": 0})
    client.force_login(commune.editor)

    page = client.get(f"/admin/desk/stories/{delivery.story_id}/").text

    assert "1.234 lượt xem · 0 cảm xúc" in page


@pytest.mark.parametrize(("minutes", "told"), [(4, 0), (6, 1)])
def test_what_is_stuck_for_five_minutes_stands_on_todays_screen(
    client, commune, minutes, told
):
    delivery = pushed(commune, due_at=timezone.now() - timedelta(minutes=minutes))
    Delivery.objects.exclude(pk=delivery.pk).filter(way="pushed").delete()
    client.force_login(commune.editor)

    page = client.get("/admin/").text

    assert page.count("Lẽ ra đã đăng rồi.") == told


def test_channels_say_what_waits_and_what_failed(client, commune):
    pushed(commune, State.FAILED, error_code="not_composed")
    pushed(commune, due_at=timezone.now() - timedelta(minutes=6))
    client.force_login(commune.administrator)

    page = client.get("/admin/desk/channels/").text

    assert "1 tin đang chờ, từ" in page
    assert "1 lượt không đăng được trong 7 ngày qua:" in page
    assert "Chưa soạn được bài cho kênh này" in page
