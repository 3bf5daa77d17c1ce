"""Every page at 360 px and on a desktop: nothing sticks out, nobody is shut out."""

import pytest

from tests.e2e import demo
from tests.e2e.conftest import DESKTOP, SMALL_PHONE, sign_in, violations
from toasoan.channels.models import Channel, Medium
from toasoan.planning.models import Plan
from toasoan.stories.models import StoryPage

SIZES = [SMALL_PHONE, DESKTOP]


@pytest.fixture
def commune_at_work(live_server):
    demo.build_demo(port=int(live_server.url.rsplit(":", 1)[1]), days=1)


def flaws(page, addresses):
    """Open each address at each size; return what is wrong there, by address."""
    found = {}
    for size in SIZES:
        page.set_viewport_size(size)
        for address in addresses:
            found[size["width"], address] = flaws_of(page, page.goto(address))
    return {place: flaw for place, flaw in found.items() if flaw}


def flaws_of(page, response):
    """Return the refusal, what sticks out of the screen, and what shuts people out."""
    width = page.evaluate("document.documentElement.scrollWidth")
    return [
        *([] if response.ok else [f"answers {response.status}"]),
        *([] if width <= page.viewport_size["width"] else [f"{width} px wide"]),
        *violations(page),
    ]


def test_desk_is_for_every_editor(commune_at_work, open_page):
    story = StoryPage.objects.live().first()
    wall = Channel.objects.get(name__contains="Nhịp sống")
    plan = Plan.objects.get()
    hands = [demo.waiting_for_a_hand(one) for one in (Medium.LOUDSPEAKER, Medium.ZALO)]
    page = open_page(DESKTOP)
    sign_in(page, demo.person("bientap"))

    assert flaws(
        page,
        [
            "/admin/",
            "/admin/desk/approvals/",
            "/admin/desk/hands/",
            *(f"/admin/desk/hands/{one.pk}/" for one in hands if one),
            "/admin/desk/deliveries/?state=",
            f"/admin/desk/stories/{story.pk}/",
            f"/admin/desk/wall/{wall.pk}/",
            "/admin/desk/plans/",
            f"/admin/desk/plans/{plan.pk}/",
            "/admin/desk/plans/read/",
        ],
    ) == {}  # fmt: skip


def test_approver_sees_what_a_correction_changes(commune_at_work, open_page):
    story = demo.correction()
    page = open_page(DESKTOP)
    sign_in(page, demo.person("lanhdao"))

    found = flaws(page, ["/admin/", f"/admin/desk/approvals/{story.pk}/"])

    assert found == {}
    assert page.get_by_text(demo.CORRECTED).count() >= 1


def test_house_is_kept_by_its_administrator(commune_at_work, open_page):
    channel = Channel.objects.first()
    someone = demo.person("phatthanh")
    page = open_page(DESKTOP)
    sign_in(page, demo.person("quantrixa"))

    assert flaws(
        page,
        [
            "/admin/desk/channels/",
            f"/admin/desk/channels/{channel.pk}/",
            "/admin/desk/people/",
            f"/admin/desk/people/{someone.pk}/",
            "/admin/desk/commune/",
        ],
    ) == {}  # fmt: skip


def test_reports_are_for_every_accountant(commune_at_work, open_page):
    plan = Plan.objects.get()
    page = open_page(DESKTOP)
    sign_in(page, demo.person("ketoan"))

    assert flaws(
        page,
        [
            "/admin/coverage/",
            f"/admin/coverage/{plan.year}/11/",
            "/admin/coverage/items/?what=delivered",
            "/admin/coverage/items/?what=missed",
            "/admin/coverage/plans/",
            f"/admin/coverage/plans/{plan.pk}/",
        ],
    ) == {}  # fmt: skip
