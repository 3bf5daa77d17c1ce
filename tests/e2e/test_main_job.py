"""The main job by hand, in a real browser: from the plan's document to its coverage."""

import re
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from wagtail.models import Site

from tests.e2e.conftest import DESKTOP, PHONE, see_preview, sign_in, violations, work
from tests.factories import newsroom
from toasoan.channels.models import Channel, Delivery
from toasoan.demo.plan_document import plan_docx
from toasoan.organisations.models import Role
from toasoan.planning.models import Cadence, Plan
from toasoan.reports.figures import coverage_json
from toasoan.stories.models import ColumnPage, StoryPage

TODAY = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
HEADLINE = "Lịch tiêm chủng tháng này ở trạm y tế"


@pytest.fixture
def founded(live_server):
    made = newsroom.bare("ban-mau", "Xã Bản Mẫu")
    Site.objects.update(hostname="localhost", port=urlsplit(live_server.url).port)
    return made


def test_from_the_plan_to_its_coverage(founded, open_page, shot):
    organisation, people = founded

    confirm_the_plan(open_page, people[Role.ADMINISTRATOR], shot)
    assert Plan.objects.of(organisation).count() == 1
    assert ColumnPage.objects.filter(organisation=organisation).count() == 5
    assert Channel.objects.of(organisation).count() == 4
    assert Cadence.objects.of(organisation).count() == 20

    make_the_fanpage_an_exercise(organisation)
    write_from_an_owed_cell(open_page, people[Role.EDITOR])
    story = StoryPage.objects.get(title=HEADLINE)
    assert story.live is False

    approve_on_the_phone(open_page, people[Role.APPROVER])
    story.refresh_from_db()
    assert story.live is True

    work()
    the_portal_shows_it(open_page, story)
    hand_it_over(open_page, people[Role.ANNOUNCER], story)
    the_cell_has_turned(open_page, people[Role.EDITOR])
    coverage_agrees(open_page, people[Role.SECRETARY], organisation)


def confirm_the_plan(open_page, administrator, shot):
    page = open_page(DESKTOP)
    sign_in(page, administrator)
    page.goto("/admin/desk/plans/")
    page.click("a[href$='/plans/read/']")
    page.set_input_files(
        "input[type=file]",
        {
            "name": "ke-hoach.docx",
            "mimeType": "application/octet-stream",
            "buffer": plan_docx(TODAY.year),
        },
    )
    page.click("form.desk-form button[type=submit]")
    page.wait_for_selector("[data-plan-check]")
    assert Plan.objects.count() == 0
    shot(page, "kiem-tra-ke-hoach")
    assert violations(page) == []
    page.click("button[name=confirm]")
    page.wait_for_url(re.compile(r"/plans/\d+/"))


def make_the_fanpage_an_exercise(organisation):
    """The commune's fanpage is tried out on the exercise wall first."""
    fanpage = Channel.objects.of(organisation).filter(medium="facebook").first()
    fanpage.kind = "fake"
    fanpage.save()


def write_from_an_owed_cell(open_page, editor):
    page = open_page(DESKTOP)
    sign_in(page, editor)
    assert violations(page) == []
    page.locator("a.desk-write:visible").first.click()
    page.fill("textarea[name=title], input[name=title]", HEADLINE)
    page.fill("textarea[name=lead]", "Trạm y tế xã tiêm vào hai buổi sáng.")
    page.locator("[role=textbox][contenteditable=true]").first.click()
    page.keyboard.type("Bà con mang theo sổ tiêm, đến từ 7h30 đến 11h15 ngày 05/12.")
    see_every_preview(page)
    page.click("button[name=action-submit]")
    page.wait_for_url(lambda url: "/add/" not in url)


def see_every_preview(page):
    """Open Wagtail's preview panel and look at the story as each channel has it."""
    page.click("[aria-controls=form-side-preview], [data-side-panel-toggle=preview]")
    chooser = page.locator("[data-preview-target=mode], #id_preview_mode")
    chooser.wait_for()
    expected = {
        "": HEADLINE,
        "facebook": HEADLINE.upper(),
        "zalo": HEADLINE,
        "loudspeaker": "bảy giờ ba mươi",
    }
    for mode, words in expected.items():
        see_preview(page, chooser, mode, words)


def approve_on_the_phone(open_page, approver):
    page = open_page(PHONE)
    sign_in(page, approver)
    page.locator(".desk-card__link").first.click()  # one
    page.wait_for_selector("button[name=decision][value=approve]")
    assert violations(page) == []
    page.click("button[name=decision][value=approve]")  # two, after signing in
    page.wait_for_url(lambda url: "decide" not in url and "/approvals/" not in url[-8:])


def the_portal_shows_it(open_page, story):
    page = open_page(PHONE)
    page.goto("/")
    page.get_by_role("link", name=HEADLINE).first.click()
    assert page.locator("h1").inner_text() == HEADLINE
    assert violations(page) == []
    page.goto("/tim-kiem/?q=tiem+chung")
    assert page.get_by_role("link", name=HEADLINE).count() >= 1
    assert violations(page) == []


def hand_it_over(open_page, announcer, story):
    page = open_page(PHONE)
    sign_in(page, announcer)
    loudspeaker = Delivery.objects.get(story=story, channel__medium="loudspeaker")
    page.goto(f"/admin/desk/hands/{loudspeaker.pk}/")
    assert violations(page) == []
    page.click("form[action$='/confirm/'] button[type=submit]")
    page.wait_for_load_state()
    loudspeaker.refresh_from_db()
    assert loudspeaker.state == Delivery.State.DELIVERED
    assert loudspeaker.confirmed_by == announcer


def the_cell_has_turned(open_page, editor):
    page = open_page(PHONE)
    sign_in(page, editor)
    assert page.locator(".desk-chip--done:visible", has_text="1 đã đăng").count() == 3
    assert violations(page) == []


def coverage_agrees(open_page, secretary, organisation):
    page = open_page(DESKTOP)
    sign_in(page, secretary)
    page.goto("/admin/coverage/")
    assert violations(page) == []
    figures = coverage_json(
        organisation,
        since=TODAY.replace(month=1, day=1),
        until=TODAY.replace(month=12, day=31),
        today=TODAY,
    )
    assert figures["total"]["delivered"] == 3
