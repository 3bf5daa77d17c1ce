"""Facebook and Zalo, as their servers behave: written once, corrected, taken back."""

import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from wagtail.models import Site

from tests.e2e.conftest import DESKTOP, PHONE, SMALL_PHONE, sign_in, violations, work
from tests.factories import newsroom
from tests.services.graph import GraphService
from tests.services.zalo import Zalo
from toasoan.channels.adapters.zalo_oa import times
from toasoan.channels.models import Delivery
from toasoan.cli.channel import channel as command

WRONG = "Họp dân lúc bảy giờ sáng thứ Hai."
RIGHT = "Giờ họp đúng là tám giờ, không phải bảy giờ."


@pytest.fixture
def services():
    with GraphService() as graph, Zalo() as zalo:
        yield graph, zalo


@pytest.fixture
def room(live_server):
    made = newsroom.commune("ban-mau", "Xã Bản Mẫu")
    Site.objects.update(hostname="localhost", port=urlsplit(live_server.url).port)
    return made


def test_story_goes_to_facebook_and_zalo_and_follows_its_corrections(
    room, services, live_server, open_page, shot, monkeypatch
):
    graph, zalo = services
    # Zalo fetches the cover itself, at the address the commune is known by.
    known_as = {"public_base_url": live_server.url}
    connect(room.fanpage, graph.keys() | known_as)
    connect(room.zalo, keys_of(zalo) | known_as)
    they_stand_as_connected(open_page, room.administrator, shot)

    story = newsroom.submitted(
        room,
        "Họp dân thôn Bản Mẫu",
        lead=WRONG,
        cover=newsroom.picture(room.organisation, "Nhà văn hóa", size=(1200, 900)),
        cover_alt="Nhà văn hóa thôn",
    )
    approve(open_page, room.approver)
    until(lambda: sent(story) == {"facebook": "delivered", "zalo": "delivered"})

    assert [WRONG in one["message"] for one in graph.ledger.posts.values()] == [True]
    assert [one["title"] for one in zalo.shown()] == [story.title]
    its_screen_has_the_addresses(open_page, room.editor, story, shot)
    it_is_day(zalo, monkeypatch)
    bring_to_phones(open_page, room.approver, story, shot)
    monkeypatch.undo()
    assert zalo.sent == [[article] for article in zalo.articles]

    correct(open_page, room.editor, story)
    approve(open_page, room.approver)
    until(lambda: all(RIGHT in words for words in told(graph, zalo)))

    assert len(graph.ledger.posts) == 1
    assert len(zalo.shown()) == 1

    take_back(open_page, room.approver, story, shot)
    until(lambda: sent(story) == {"facebook": "withdrawn", "zalo": "withdrawn"})

    assert graph.ledger.public() == []
    assert zalo.shown() == []
    assert open_page(PHONE).goto(story.get_url()).status == 410


def connect(channel, keys):
    pairs = [f"--set={name}={text}" for name, text in keys.items()]
    kind = "facebook_page" if channel.medium == "facebook" else "zalo_oa"
    done = CliRunner().invoke(
        command,
        [
            *("connect", kind),
            "--organisation=ban-mau",
            f"--name={channel.name}",
            *pairs,
        ],
    )
    assert done.exit_code == 0, done.output
    assert "Đã kết nối với tên “UBND xã Bản Mẫu”." in done.output


def keys_of(zalo):
    return {
        "oauth_base_url": zalo.base,
        "openapi_base_url": zalo.base,
        "app_id": zalo.app_id,
        "app_secret": zalo.app_secret,
        "oa_id": zalo.oa_id,
        **zalo.secrets,
    }


def until(true, seconds=60):
    """Let the worker work until it is `true`; services take their time."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        work()
        if true():
            return
        time.sleep(0.5)
    rows = Delivery.objects.exclude(error_code="")
    raise AssertionError(list(rows.values_list("state", "error_code", "error_detail")))


def sent(story):
    rows = Delivery.objects.filter(story=story, way="pushed")
    return dict(rows.values_list("channel__medium", "state"))


def told(graph, zalo):
    posts = [one["message"] for one in graph.ledger.posts.values()]
    articles = [str(one["body"]) for one in zalo.shown()]
    return [*posts, *articles]


def they_stand_as_connected(open_page, administrator, shot):
    page = open_page(SMALL_PHONE)
    sign_in(page, administrator)
    page.goto("/admin/desk/channels/")
    assert page.get_by_text("đã kết nối với tên “UBND xã Bản Mẫu”").count() == 2
    assert violations(page) == []
    shot(page, "kenh/cac-kenh", full_page=True)
    page.get_by_role("button", name="Kiểm tra ngay").first.click()
    page.get_by_text("đã kết nối với tên “UBND xã Bản Mẫu”").first.wait_for()
    page.get_by_role("link", name="Kết nối…").first.click()
    page.wait_for_url(lambda url: url.endswith("/connect/"))
    assert violations(page) == []
    shot(page, "kenh/ket-noi", full_page=True)


def approve(open_page, approver):
    page = open_page(PHONE)
    sign_in(page, approver)
    page.locator(".desk-card__link").first.click()
    page.click("button[name=decision][value=approve]")
    page.wait_for_url(lambda url: "decide" not in url and "/approvals/" not in url[-8:])


def its_screen_has_the_addresses(open_page, editor, story, shot):
    page = open_page(PHONE)
    sign_in(page, editor)
    page.goto(f"/admin/desk/stories/{story.pk}/")
    assert page.get_by_role("link", name="Mở trên kênh").count() >= 2
    assert violations(page) == []
    shot(page, "kenh/da-dang-o-dau", full_page=True)


def it_is_day(zalo, monkeypatch):
    """Whatever hour this is: at night Zalo sends nothing to phones."""
    morning = datetime.now(UTC).replace(hour=3)
    monkeypatch.setattr(times, "at_night", lambda now: False)
    monkeypatch.setattr(zalo, "clock", lambda: morning)


def bring_to_phones(open_page, approver, story, shot):
    page = open_page(SMALL_PHONE)
    sign_in(page, approver)
    page.goto(f"/admin/desk/stories/{story.pk}/")
    page.get_by_role("link", name="gửi tới điện thoại người quan tâm").click()
    page.get_by_text("Tháng này đã gửi 0/4 lần.").wait_for()
    assert page.get_by_label(story.title).is_checked()
    assert violations(page) == []
    shot(page, "kenh/chon-tin-truyen-thong", full_page=True)
    page.get_by_role("button", name="Tiếp tục…").click()
    page.get_by_text("không thu hồi được").wait_for()
    assert violations(page) == []
    shot(page, "kenh/gui-tin-truyen-thong", full_page=True)
    page.get_by_role("button", name="Đúng, gửi ngay").click()
    page.get_by_text("Đã gửi tới điện thoại người quan tâm.").wait_for()
    page.get_by_text("Tháng này đã gửi 1/4 lần.").wait_for()


def correct(open_page, editor, story):
    page = open_page(DESKTOP)
    sign_in(page, editor)
    page.goto(f"/admin/pages/{story.pk}/edit/")
    panel = page.locator("section[data-panel]:has(#id_corrections-ADD)").last
    panel.locator("[data-panel-toggle]").first.click()
    page.locator("#id_corrections-ADD").click()
    page.fill("[name=corrections-0-text]", RIGHT)
    page.click("button[name=action-submit]")
    page.wait_for_load_state()


def take_back(open_page, approver, story, shot):
    page = open_page(SMALL_PHONE)
    sign_in(page, approver)
    page.goto(f"/admin/desk/stories/{story.pk}/")
    page.get_by_role("link", name="Thu hồi ở mọi nơi…").click()
    page.get_by_role("button", name="Thu hồi ở mọi nơi").wait_for()
    assert page.get_by_text("chương trình tự gỡ").count() == 2
    assert violations(page) == []
    shot(page, "kenh/thu-hoi", full_page=True)
    page.get_by_role("button", name="Thu hồi ở mọi nơi").click()
    page.wait_for_url(f"**/desk/stories/{story.pk}/")
