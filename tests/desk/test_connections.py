"""A channel's administrator connects it; nobody sees a key again."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.channels import keyed
from tests.factories import newsroom
from toasoan.channels import actions
from toasoan.channels.adapters.base import Disconnected, Standing
from toasoan.channels.models import Channel, Connection
from toasoan.organisations.models import Role

pytestmark = pytest.mark.django_db
SECRET = "bi-mat-EAAG"


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "keyed": "tests.channels.keyed.Keyed",
        "paired": "tests.channels.keyed.Paired",
        "elsewhere": "tests.channels.keyed.Elsewhere",
    }
    keyed.says.clear()


@pytest.fixture
def outlet(commune):
    return newsroom.channel(commune.organisation, "Trang xã", "facebook", "keyed", 9)


def connect(client, outlet, follow=True, **keys):
    keys = {"account": "Xã Bản Mẫu", "access_token": SECRET} | keys
    return client.post(
        f"/admin/desk/channels/{outlet.pk}/connect/", keys, follow=follow
    )


def told(answer):
    return [str(one) for one in answer.context["messages"]]


def test_administrator_connects_and_the_service_is_asked(client, commune, outlet):
    client.force_login(commune.administrator)
    keyed.says[:] = [Standing(name="Trang Bản Mẫu")]

    answer = connect(client, outlet)

    assert told(answer) == ["“Trang xã” đã kết nối với tên “Trang Bản Mẫu”."]
    assert "đã kết nối với tên “Trang Bản Mẫu”" in answer.text


def test_service_that_does_not_know_us_is_said_in_words(client, commune, outlet):
    client.force_login(commune.administrator)
    keyed.says[:] = [Disconnected("secrets_key_lost")]

    answer = connect(client, outlet)

    assert told(answer)[0].startswith("“Trang xã” chưa kết nối được: ")
    assert Connection.objects.get(pk=outlet.pk).stopped is True


def test_key_is_never_shown_again(client, commune, outlet):
    client.force_login(commune.administrator)
    connect(client, outlet)

    pages = [
        client.get(f"/admin/desk/channels/{outlet.pk}/connect/").text,
        client.get("/admin/desk/channels/").text,
        client.get(f"/admin/desk/channels/{outlet.pk}/").text,
    ]

    assert [SECRET in page for page in pages] == [False] * 3


def test_key_left_empty_stays_what_it_was(client, commune, outlet):
    client.force_login(commune.administrator)
    connect(client, outlet)

    connect(client, outlet, account="Xã khác", access_token="")

    keys = actions.adapter_for(Channel.objects.get(pk=outlet.pk)).keys
    assert (keys.account, keys.access_token.get_secret_value()) == ("Xã khác", SECRET)


def test_missing_key_is_said_and_nothing_is_kept(client, commune, outlet):
    client.force_login(commune.administrator)

    answer = connect(client, outlet, access_token="")

    assert answer.context["form"].errors == {
        "access_token": ["Thiếu, hoặc không dùng được."]
    }
    assert Channel.objects.get(pk=outlet.pk).config == {}


def test_key_entered_while_the_service_gives_new_ones_waits(client, commune):
    outlet = newsroom.channel(commune.organisation, "OA xã", "zalo", "paired", 9)
    client.force_login(commune.administrator)
    connect(client, outlet, refresh_token="đầu tiên")
    Connection.objects.update(asking_since=timezone.now())

    answer = connect(client, outlet, access_token="", oa_secret="ký")

    (said,) = answer.context["form"].non_field_errors()
    assert said.startswith("Dịch vụ đang cấp khóa mới cho kênh này nên chưa lưu gì.")


def test_commune_cannot_send_its_keys_to_another_place(client, commune, outlet):
    client.force_login(commune.administrator)

    connect(client, outlet, base_url="https://evil.example")

    keys = actions.adapter_for(Channel.objects.get(pk=outlet.pk)).keys
    connection = Connection.objects.get(pk=outlet.pk)
    assert (keys.base_url, connection.private) == ("https://service.example", False)


def test_address_that_changes_wants_the_key_anew(client, commune):
    outlet = newsroom.channel(commune.organisation, "Mastodon", "other", "elsewhere", 9)
    client.force_login(commune.administrator)
    connect(client, outlet, base_url="https://a.example")

    moved = {"base_url": "https://evil.example"}
    answer = connect(client, outlet, access_token="", **moved)
    kept = Channel.objects.get(pk=outlet.pk).config["base_url"]
    connect(client, outlet, access_token="mới", **moved)

    assert answer.context["form"].errors == {
        "access_token": ["Địa chỉ của dịch vụ đã đổi nên phải nhập lại cả khóa này."]
    }
    keys = actions.adapter_for(Channel.objects.get(pk=outlet.pk)).keys
    assert kept == "https://a.example"
    assert (keys.base_url, keys.access_token.get_secret_value()) == (
        "https://evil.example",
        "mới",
    )


def test_administrator_says_where_the_service_finds_the_site(client, commune, outlet):
    client.force_login(commune.administrator)

    connect(client, outlet, public_base_url="https://banmau.example")

    outlet.refresh_from_db()
    assert outlet.config["public_base_url"] == "https://banmau.example"


def test_installer_may_name_another_place(client, commune, outlet, admin_user):
    client.force_login(admin_user)
    client.post("/admin/desk/switch/", {"organisation": commune.organisation.pk})

    connect(client, outlet, base_url="http://127.0.0.1:9")

    outlet.refresh_from_db()
    connection = Connection.objects.get(pk=outlet.pk)
    assert (outlet.config["base_url"], connection.private) == (
        "http://127.0.0.1:9",
        True,
    )


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.ACCOUNTANT])
def test_who_writes_may_not_connect(client, commune, outlet, role):
    client.force_login(commune.people[role])

    assert connect(client, outlet, follow=False).status_code in (302, 403)
    assert Channel.objects.get(pk=outlet.pk).config == {}


def test_channel_without_keys_has_no_such_screen(client, commune):
    client.force_login(commune.administrator)

    assert connect(client, commune.fanpage, follow=False).status_code == 404


def test_new_channel_of_a_kind_with_keys_leads_to_them(client, commune):
    client.force_login(commune.administrator)

    answer = client.post(
        "/admin/desk/channels/add/",
        {
            "name": "Trang mới",
            "medium": "facebook",
            "kind": "keyed",
            "position": 3,
        },
    )

    made = Channel.objects.get(name="Trang mới")
    assert answer.headers["Location"] == f"/admin/desk/channels/{made.pk}/connect/"


@pytest.mark.parametrize(
    ("rest", "said"), [(50, "đến 23:50."), (120, "đến 01:00 21/11/2026.")]
)
def test_pause_is_told_with_its_day_when_it_is_not_today(
    client, commune, outlet, rest, said
):
    eleven = newsroom.moment(2026, 11, 20, 16)
    with time_machine.travel(eleven, tick=False):
        connection = actions.connection_of(outlet)
        connection.mark_resting(eleven + timedelta(minutes=rest))
        client.force_login(commune.administrator)

        page = client.get("/admin/desk/channels/").text

    assert f"Dịch vụ yêu cầu tạm nghỉ {said}" in page


@pytest.mark.parametrize("days", [None, 0, 30])
def test_stopped_channel_stands_on_todays_screen(client, commune, outlet, days):
    if days is not None:
        outlet.closed_on = timezone.localdate() + timedelta(days=days)
        outlet.save()
    actions.connection_of(outlet).mark_stopped(
        Disconnected("not_connected"), newsroom.moment()
    )
    client.force_login(commune.editor)

    page = client.get("/admin/").text

    assert "1 kênh chưa kết nối" in page
    assert "Kênh chưa được kết nối: còn thiếu khóa." in page
