"""What a person posts or reads themselves."""

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine

from tests.factories import newsroom
from toasoan.channels.models import Delivery, Medium
from toasoan.desk.archive import zipped
from toasoan.desk.deliveries import hands_for
from toasoan.organisations.models import Role

NOON = newsroom.moment(2026, 11, 20, 5)  # 12:00 where the commune is

pytestmark = pytest.mark.django_db


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def handed(room, channel=None, **kwargs):
    story = newsroom.published(room, **kwargs)
    return story.deliveries.get(channel=channel or room.zalo)


def page_of(delivery):
    return f"/admin/desk/hands/{delivery.pk}/"


def confirm(client, delivery, **data):
    return client.post(f"{page_of(delivery)}confirm/", data)


def test_confirming_with_an_address_delivers_at_the_hour_given(client, commune, noon):
    delivery = handed(commune)
    client.force_login(commune.editor)

    confirm(client, delivery, url="https://zalo.me/1", at="2026-11-20T11:30")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.url, delivery.confirmed_by) == (
        Delivery.State.DELIVERED,
        "https://zalo.me/1",
        commune.editor,
    )
    assert delivery.delivered_at == NOON - timedelta(minutes=30)


def test_form_offers_the_present_hour_of_the_commune(client, commune, noon):
    delivery = handed(commune)
    client.force_login(commune.editor)

    page = client.get(page_of(delivery)).text
    assert 'value="2026-11-20T12:00"' in page
    assert "20/11/2026 12:00" in page


@pytest.mark.parametrize(
    "data",
    [
        {"at": ""},
        {"at": "2026-11-20T12:30"},
        {"at": "2026-11-20T11:00", "url": "javascript:alert(1)"},
    ],
)
def test_confirmation_that_cannot_be_is_asked_again(client, commune, noon, data):
    delivery = handed(commune)
    client.force_login(commune.editor)

    assert confirm(client, delivery, **data).status_code == 422

    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.QUEUED


def test_undo_stands_on_the_page_and_takes_it_back(client, commune, noon):
    delivery = handed(commune)
    client.force_login(commune.editor)
    confirm(client, delivery, at="2026-11-20T11:30")

    assert f"{page_of(delivery)}undo/" in client.get(page_of(delivery)).text
    client.post(f"{page_of(delivery)}undo/")

    delivery.refresh_from_db()
    assert (delivery.state, delivery.delivered_on, delivery.sent) == (
        Delivery.State.QUEUED,
        None,
        {},
    )


def test_confirming_twice_keeps_the_first(client, commune, noon):
    delivery = handed(commune)
    client.force_login(commune.editor)

    confirm(client, delivery, url="https://zalo.me/1", at="2026-11-20T11:30")
    confirm(client, delivery, url="https://zalo.me/2", at="2026-11-20T11:30")

    delivery.refresh_from_db()
    assert delivery.url == "https://zalo.me/1"


def test_announcer_airs_loudspeakers_and_nothing_else(client, commune, noon):
    loud = handed(commune, commune.loudspeaker)
    zalo = loud.story.deliveries.get(channel=commune.zalo)
    announcer = commune.people[Role.ANNOUNCER]
    client.force_login(announcer)

    confirm(client, loud, at="2026-11-20T11:30")

    loud.refresh_from_db()
    assert loud.state == Delivery.State.DELIVERED
    assert client.get(page_of(zalo)).url == "/admin/"
    assert list(hands_for(announcer, commune.organisation, NOON)) == []


def test_loudspeakers_come_first_for_the_announcer(commune, noon):
    handed(commune, title="Một")
    handed(commune, title="Hai")
    commune.people[Role.EDITOR] = commune.editor
    newsroom.grant(
        user=commune.editor, organisation=commune.organisation, role=Role.ANNOUNCER
    )
    del commune.editor._roles_by_organisation

    shown = hands_for(commune.editor, commune.organisation, NOON)

    assert [one.channel.medium for one in shown] == [
        Medium.LOUDSPEAKER,
        Medium.LOUDSPEAKER,
        Medium.ZALO,
        Medium.ZALO,
    ]


def test_script_writes_numbers_out(client, commune, noon):
    delivery = handed(commune, commune.loudspeaker, lead="Họp lúc 19h30 ngày 20/11.")
    client.force_login(commune.people[Role.ANNOUNCER])

    page = client.get(page_of(delivery)).text

    assert "19h30" not in page
    assert "data-script" in page


def test_pictures_come_as_one_zip_with_the_text(client, commune, noon):
    picture = newsroom.picture(commune.organisation, "Cầu mới")
    delivery = handed(commune, cover=picture, cover_alt="Cây cầu")
    client.force_login(commune.editor)

    answer = client.get(f"{page_of(delivery)}pictures.zip")

    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.namelist() == ["noi-dung.txt", "01-cau-moi.jpg"]
    assert "[Cây cầu]" in archive.read("noi-dung.txt").decode()
    assert archive.read("01-cau-moi.jpg")[:2] == b"\xff\xd8"


def test_zip_is_made_in_small_pieces():
    entries = [(f"{n}.bin", lambda: io.BytesIO(b"x" * 2_000_000)) for n in range(3)]

    pieces = list(zipped(entries))

    assert max(len(piece) for piece in pieces) < 70_000
    whole = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert [info.file_size for info in whole.infolist()] == [2_000_000] * 3
    assert whole.testzip() is None


def test_confirmed_page_shows_what_was_posted_then(client, commune, noon):
    delivery = handed(commune)
    client.force_login(commune.editor)
    confirm(client, delivery, at="2026-11-20T11:30")
    delivery.story.title = "Tên mới"
    delivery.story.save()

    assert "Sửa xong cầu" in client.get(page_of(delivery)).context["item"].text


def test_neighbours_delivery_is_not_found(client, commune, neighbour, noon):
    delivery = handed(neighbour)
    client.force_login(commune.editor)

    assert client.get(page_of(delivery)).status_code == 404
    assert confirm(client, delivery, at="2026-11-20T11:30").status_code == 404
    assert client.get(f"{page_of(delivery)}pictures.zip").status_code == 404
    assert neighbour.marker not in client.get("/admin/desk/hands/").text


@pytest.mark.parametrize("stories", [1, 3])
def test_list_takes_the_same_queries_for_one_or_three(
    client, commune, stories, noon, django_assert_num_queries
):
    for number in range(stories):
        newsroom.published(commune, f"Tin {number}")
    client.force_login(commune.editor)
    client.get("/admin/desk/hands/")

    with django_assert_num_queries(15):
        client.get("/admin/desk/hands/")
