"""Channels are connected, asked and listed from the command line too."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone

from tests.channels import keyed
from tests.factories import newsroom
from toasoan.channels import actions
from toasoan.channels.adapters.base import Disconnected, Pending, Receipt, Standing
from toasoan.channels.models import Channel, Connection, Delivery
from toasoan.cli.channel import channel
from toasoan.cli.deliveries import deliver, deliveries

pytestmark = pytest.mark.django_db
OF = "--organisation=ban-mau"
KEYS = ("--set=account=Xã", "--set=access_token=bi-mat")


@pytest.fixture(autouse=True)
def _kinds(settings):
    settings.CHANNEL_KINDS = {
        **settings.CHANNEL_KINDS,
        "keyed": "tests.channels.keyed.Keyed",
        "paired": "tests.channels.keyed.Paired",
    }
    keyed.says.clear()
    keyed.seen.clear()


def run(command, *words, given=None):
    return CliRunner().invoke(command, words, input=given)


def outlet(room, name, kind="keyed", **kwargs):
    return newsroom.channel(room.organisation, name, "other", kind, 9, **kwargs)


def test_connecting_says_what_the_service_takes_us_for(commune):
    keyed.says[:] = [Standing(name="Trang Bản Mẫu")]

    done = run(channel, "connect", "keyed", OF, "--name=Trang mới", *KEYS)

    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "Kênh “Trang mới” đã có khóa.",
        "Đã kết nối với tên “Trang Bản Mẫu”.",
        "Kênh này làm được: tra lại bài đã đăng, đếm lượt đọc.",
    ]


def test_key_can_be_read_from_a_file_or_typed(commune, tmp_path):
    (tmp_path / "khoa").write_text("tu-tep\n")
    words = ("connect", "keyed", OF, "--name=A", "--set=account=Xã")

    run(channel, *words, f"--set=access_token=@{tmp_path}/khoa")
    one = Channel.objects.get(name="A")
    assert actions.adapter_for(one).keys.access_token.get_secret_value() == "tu-tep"

    typed = run(channel, *words, "--set=access_token=-", given="go-vao\n")
    assert actions.adapter_for(one).keys.access_token.get_secret_value() == "go-vao"
    assert "go-vao" not in typed.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nothing", OF), "không có loại kênh “nothing”"),
        (("keyed", OF, "--set=colour=red", *KEYS), "không biết: colour"),
        (("keyed", OF, "--set=account=a"), "thiếu hoặc sai: access_token"),
        (("keyed", OF, "--set=account"), "hãy viết KEY=VALUE"),
        (("keyed", OF, "--set=account=@/khong/co"), "/khong/co"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(commune, words, told):
    before = Channel.objects.count()

    done = run(channel, "connect", *words)

    assert done.exit_code != 0
    assert told in done.output
    assert Channel.objects.count() == before


def test_key_given_while_the_service_gives_new_ones_waits(commune):
    outlet(commune, "OA", "paired")
    words = ("connect", "paired", OF, *KEYS)
    run(channel, *words, "--set=refresh_token=dau-tien")
    Connection.objects.update(asking_since=timezone.now())

    done = run(channel, *words)

    assert (done.exit_code, "đang cấp khóa mới" in done.output) == (1, True)


def test_without_a_name_the_one_that_people_carry_is_connected(commune):
    carried = outlet(commune, "Nhóm", "handed")
    outlet(commune, "Tập", "fake")

    run(channel, "connect", "keyed", OF, *KEYS)

    carried.refresh_from_db()
    assert carried.kind == "keyed"


def test_channel_that_will_close_is_connected_and_no_second_one_opened(commune):
    will_close = timezone.localdate() + timedelta(days=30)
    carried = outlet(commune, "Nhóm", "handed", closed_on=will_close)

    run(channel, "connect", "keyed", OF, *KEYS)

    assert Channel.objects.get(kind="keyed") == carried


def test_of_several_the_communes_own_is_connected(commune):
    outlet(commune, "Đoàn thể", "handed", whose="mass_organisations")
    own = outlet(commune, "Xã", "handed")

    run(channel, "connect", "keyed", OF, *KEYS)

    own.refresh_from_db()
    assert own.kind == "keyed"


def test_of_several_alike_one_must_be_named(commune):
    outlet(commune, "Một", "handed")
    outlet(commune, "Hai", "handed")

    done = run(channel, "connect", "keyed", OF, *KEYS)

    assert done.exit_code == 1
    assert "--name: Một, Hai." in done.output


def test_check_fails_loudly(commune):
    one = outlet(commune, "Trang")
    actions.connect(
        channel=one, keys={"account": "a", "access_token": "b"}, private=True, by=None
    )
    keyed.says[:] = [Disconnected("secrets_key_lost", "raw words")]

    done = run(channel, "check", "Trang", OF)

    assert done.exit_code == 1
    assert "Dịch vụ không nhận ta" in done.output
    assert "raw words" in done.output


def test_list_says_what_stopped(commune):
    one = outlet(commune, "Trang")
    actions.connection_of(one).mark_stopped(
        Disconnected("not_connected"), newsroom.moment()
    )

    lines = run(channel, "list", OF).output.splitlines()

    why = "Kênh chưa được kết nối: còn thiếu khóa."
    told = [line for line in lines if line.startswith("Trang\t")]
    assert [line.split(why)[0] for line in told] == ["Trang\tkeyed\tother\t"]


def test_deliveries_are_told_as_json(commune, neighbour):
    newsroom.published(neighbour)
    story = newsroom.published(commune)

    rows = [
        json.loads(line)
        for line in run(deliveries, OF, "--json", "--state=queued").output.splitlines()
    ]

    assert {row["story"] for row in rows} == {story.pk}
    assert {row["kind"] for row in rows} == {"fake", "handed"}


def test_deliver_once_sends_what_is_due_and_comes_back(commune):
    one = outlet(commune, "Trang")
    actions.connect(
        channel=one, keys={"account": "a", "access_token": "b"}, private=True, by=None
    )
    story = newsroom.published(commune)
    sent = actions.queue(story=story, channel=one, due_at=story.first_published_at)

    done = run(deliver, "--once")

    assert done.exit_code == 0
    assert Delivery.objects.get(pk=sent.pk).state == "delivered"


def test_deliver_once_stays_until_the_service_has_done_its_work(commune, monkeypatch):
    one = outlet(commune, "Trang")
    actions.connect(
        channel=one, keys={"account": "a", "access_token": "b"}, private=True, by=None
    )
    story = newsroom.published(commune)
    sent = actions.queue(story=story, channel=one, due_at=story.first_published_at)
    answers = [Pending(again_in=0.5), Receipt(external_id="7", url="https://x.vn/7")]
    monkeypatch.setattr(keyed.Keyed, "deliver", lambda self, sending: answers.pop(0))

    done = run(deliver, "--once")

    assert done.exit_code == 0
    assert Delivery.objects.get(pk=sent.pk).external_id == "7"


def test_deliver_once_asks_about_what_nobody_confirmed(commune, monkeypatch):
    one = outlet(commune, "Trang")
    actions.connect(
        channel=one, keys={"account": "a", "access_token": "b"}, private=True, by=None
    )
    story = newsroom.published(commune)
    sent = actions.queue(story=story, channel=one, due_at=story.first_published_at)
    Delivery.objects.filter(pk=sent.pk).update(
        state="unconfirmed", claimed_at=timezone.now() - timedelta(minutes=5)
    )
    there = Receipt(external_id="7", url="https://x.vn/7")
    monkeypatch.setattr(keyed.Keyed, "find", lambda self, sending: there)

    run(deliver, "--once")

    assert Delivery.objects.get(pk=sent.pk).state == "delivered"


def test_channel_without_keys_has_nothing_to_check(commune):
    done = run(channel, "check", commune.loudspeaker.name, OF)

    assert (done.exit_code, "không cần kết nối" in done.output) == (0, True)


def test_list_tells_machines_how_each_channel_stands(commune, monkeypatch):
    one = outlet(commune, "Trang")
    actions.connect(
        channel=one, keys={"account": "a", "access_token": "b"}, private=True, by=None
    )
    rows = [
        actions.queue(
            story=newsroom.published(commune, f"Tin {n}"),
            channel=one,
            due_at=timezone.now() - timedelta(minutes=n),
        )
        for n in range(4)
    ]
    for row, state in zip(rows[1:3], ("unconfirmed", "failed"), strict=True):
        Delivery.objects.filter(pk=row.pk).update(state=state, error_code="keyed_dead")
    actions.connection_of(one).mark_stopped(Disconnected("keyed_dead"), timezone.now())

    lines = run(channel, "list", OF, "--json").output.splitlines()

    told = {row["name"]: row for row in map(json.loads, lines)}["Trang"]
    assert told.pop("oldest_seconds") in range(180, 190)
    assert told == {
        "name": "Trang",
        "kind": "keyed",
        "medium": "other",
        "waiting": 2,
        "unconfirmed": 1,
        "failed": {"keyed_dead": 1},
        "last_success": None,
        "stopped": "keyed_dead",
        "token_until": None,
    }
