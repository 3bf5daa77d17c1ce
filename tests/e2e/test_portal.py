"""Every page type of the portal: nobody is shut out, nothing sticks out.

`make screenshots` keeps the pictures it takes on the way.
"""

import pytest
from django.utils import timezone

from tests.e2e import demo
from tests.e2e.conftest import PHONE, violations
from toasoan.portal.addresses import (
    ABOUT,
    archive_address,
    month_address,
    topic_address,
)
from toasoan.portal.crops.work import cut_picture
from toasoan.portal.registers import address_of
from toasoan.registers.models import DirectiveDocument, Event, Exemplar
from toasoan.stories.models import ColumnPage, HomePage, Picture, StoryPage

EVERY = ("minor", "moderate", "serious", "critical")
# 320 px is also what a desktop of 1,280 px shows at 400 %.
CHECKED, FITTED = (320, 1280), (320, 390, 768, 1280, 1920)
SCHEMES = ("light", "dark")
COLOURS = {"main_colour": "#7a4a00", "accent_colour": "#00695c"}


@pytest.fixture
def places(live_server):
    """Return the address of each page type of a commune with days behind it."""
    demo.build_demo(port=int(live_server.url.rsplit(":", 1)[1]), days=2)
    for picture in Picture.objects.all():
        cut_picture.func(picture.pk)
    column = ColumnPage.objects.first()
    month = timezone.localdate().replace(day=1)
    return {
        "trang-chu": "/",
        "chuyen-muc": column.get_url(),
        "noi-dung": topic_address(column.topics.first(), column),
        "luu-tru": archive_address(column),
        "luu-tru-thang": month_address(column, month),
        "tin": StoryPage.objects.live().filter(cover__isnull=False).first().get_url(),
        "tim-kiem": "/tim-kiem/?q=thon",
        "tim-khong-thay": "/tim-kiem/?q=xyz",
        **registers(month),
        **{slug: f"/{slug}/" for slug in (*ABOUT, "ngoai-tuyen")},
        "khong-co": "/khong-co/",
        "da-go": taken_down(),
    }


def taken_down():
    """Return the address of a story that was recalled."""
    story = StoryPage.objects.live().order_by("first_published_at").first()
    address = story.get_url()
    story.unpublish()
    return address


def registers(month):
    entries = {
        "van-ban": DirectiveDocument.objects.first(),
        "su-kien": Event.objects.first(),
        "guong": Exemplar.objects.first(),
    }
    return {
        "so-van-ban": "/van-ban/",
        "lich": "/lich/",
        "lich-thang": f"/lich/{month:%Y-%m}/",
        "so-guong": "/guong-dien-hinh/",
        "bao-cao-vien": f"/van-ban/bao-cao-vien/{month:%Y-%m}/",
        **{name: address_of(entry) for name, entry in entries.items()},
    }


def test_portal_shuts_nobody_out(places, open_page, shot):
    for scheme in SCHEMES:
        page = open_page(PHONE, color_scheme=scheme, service_workers="block")
        assert flaws(page, places) == {}
        pictures(page, places, scheme, shot)
    HomePage.objects.update(**COLOURS)

    for scheme in SCHEMES:
        page = open_page(PHONE, color_scheme=scheme, service_workers="block")
        some = {name: places[name] for name in ("trang-chu", "tin", "so-van-ban")}
        assert flaws(page, some) == {}


def flaws(page, places):
    """Open each page at each width; return what is wrong there."""
    found = {}
    for name, address in places.items():
        page.goto(address)
        for width in FITTED:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found[name, width] = f"{wide} px wide"
            if width in CHECKED and (wrong := violations(page, EVERY)):
                found[name, width] = wrong
    return found


def pictures(page, places, scheme, shot):
    page.set_viewport_size(PHONE)
    for name, address in places.items():
        page.goto(address)
        shot(page, f"portal/{name}-{scheme}")
    page.set_viewport_size({"width": 1280, "height": 1000})
    for name in ("trang-chu", "tin"):
        page.goto(places[name])
        shot(page, f"portal/{name}-rong-{scheme}")


def test_text_grows_and_stays_large(places, open_page):
    page = open_page(PHONE, service_workers="block")
    page.goto(places["tin"])
    sizes = [text_size(page)]

    for _press in range(3):
        page.get_by_role("button", name="Chữ to hơn").click()
        sizes.append(text_size(page))
    page.get_by_role("button", name="Chữ to hơn").click()
    page.goto(places["lien-he"])

    assert sizes[0] < sizes[1] < sizes[2]
    assert sizes[3] == sizes[0]
    assert text_size(page) == sizes[1]
    assert page.locator(".text-size").get_attribute("aria-pressed") == "true"


def text_size(page):
    """Return the size of the page's text in pixels."""
    size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    return float(size.removesuffix("px"))


def test_portal_is_walked_by_keyboard(places, open_page):
    page = open_page(PHONE, service_workers="block")
    page.goto(places["tin"])

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    shown = page.locator(".skip").bounding_box()
    page.keyboard.press("Enter")
    reached = page.evaluate("document.activeElement.id")
    page.locator(".columns summary").focus()
    page.keyboard.press("Enter")
    opened = page.locator(".columns a").first.is_visible()
    outlines = walk(page, 12)

    assert (first, shown["x"] >= 0, reached) == ("skip", True, "noi-dung")
    assert opened is True
    assert outlines == []


def walk(page, steps):
    """Press Tab `steps` times; return what had the focus and did not show it."""
    hidden = []
    for _step in range(steps):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const one = document.activeElement, box = one.getBoundingClientRect();
                const line = parseFloat(getComputedStyle(one).outlineWidth);
                return [one.outerHTML.slice(0, 80), line >= 2 && box.width > 0];
            }"""
        )
        if not seen[1]:
            hidden.append(seen[0])
    return hidden
