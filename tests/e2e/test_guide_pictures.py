"""The pictures of the user guide; `make screenshots` writes them into docs/images."""

from datetime import UTC, datetime

from tests.e2e import demo
from tests.e2e.conftest import PHONE, see_preview, sign_in
from toasoan.channels.models import Channel, Medium
from toasoan.planning.models import Plan
from toasoan.stories.models import StoryPage

LONG_PHONE = {"width": 390, "height": 1700}
TALL_PHONE = {"width": 390, "height": 1300}
WIDE = {"width": 1440, "height": 1000}


def test_guide_has_its_pictures(live_server, open_page, shot):
    demo.build_demo(port=int(live_server.url.rsplit(":", 1)[1]), days=31)

    an_editors_day(open_page, shot)
    a_story(open_page, shot)
    an_approval(open_page, shot)
    an_announcers_script(open_page, shot)
    the_reports(open_page, shot)

    assert shot.folder.joinpath("hom-nay.png").exists()


def an_editors_day(open_page, shot):
    page = open_page(LONG_PHONE)
    sign_in(page, demo.person("bientap"))
    shot(page, "hom-nay")
    shot(page.locator("section:has(#desk-sent-back)"), "bi-tra-lai")
    page.set_viewport_size(TALL_PHONE)
    zalo = demo.waiting_for_a_hand(Medium.ZALO)
    page.goto(f"/admin/desk/hands/{zalo.pk}/")
    shot(page, "dang-tay")
    wall = Channel.objects.get(name__contains="Nhịp sống")
    page.goto(f"/admin/desk/wall/{wall.pk}/")
    shot(page, "tuong-dien-tap")


def a_story(open_page, shot):
    story = min(StoryPage.objects.filter(live=False), key=lambda one: len(one.title))
    page = open_page(WIDE)
    sign_in(page, demo.person("bientap"))
    page.goto(f"/admin/pages/{story.pk}/edit/")
    page.wait_for_load_state("networkidle")
    shot(page, "viet-tin")
    page.click("[aria-controls=form-side-preview], [data-side-panel-toggle=preview]")
    chooser = page.locator("[data-preview-target=mode], #id_preview_mode")
    chooser.wait_for()
    panel = page.locator("[data-side-panel=preview]")
    for mode, words in (("facebook", "Thích"), ("loudspeaker", "tiếng mỗi phút")):
        see_preview(page, chooser, mode, words)
        shot(panel, f"xem-truoc-{mode}")


def an_approval(open_page, shot):
    corrected = demo.correction()
    page = open_page(PHONE)
    sign_in(page, demo.person("lanhdao"))
    page.goto("/admin/desk/approvals/")
    page.locator(".desk-card__link").first.click()
    page.wait_for_selector("button[name=decision][value=approve]")
    shot(page, "duyet-tin")
    page.goto(f"/admin/desk/approvals/{corrected.pk}/")
    shot(page, "duyet-ban-sua")


def an_announcers_script(open_page, shot):
    page = open_page(PHONE)
    sign_in(page, demo.person("phatthanh"))
    script = demo.waiting_for_a_hand(Medium.LOUDSPEAKER)
    page.goto(f"/admin/desk/hands/{script.pk}/")
    shot(page, "ban-doc")


def the_reports(open_page, shot):
    page = open_page(WIDE)
    sign_in(page, demo.person("quantrixa"))
    page.goto("/admin/coverage/")
    shot(page, "do-phu")
    page.goto(f"/admin/coverage/{datetime.now(UTC):%Y/%m}/")
    shot(page, "do-phu-thang", clip=half_a_month(page))
    page.goto(f"/admin/desk/plans/{Plan.objects.get().pk}/")
    shot(page, "ke-hoach")


def half_a_month(page):
    """Return the rectangle of the table's first days, whole columns and rows."""
    first = page.locator(".reports-scroll table").first.bounding_box()
    last = page.locator(".reports-scroll thead th").nth(16).bounding_box()
    last_row = page.locator(".reports-scroll tbody tr").nth(4).bounding_box()
    return {
        "x": first["x"],
        "y": first["y"],
        "width": last["x"] - first["x"],
        "height": last_row["y"] + last_row["height"] - first["y"],
    }
