"""A commune's own look: its colours, logo, banner, urgent notice."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.factories import newsroom
from tests.portal.test_pages import HOST
from toasoan.portal.snapshots.collect import collecting
from toasoan.portal.snapshots.keep import all_changed
from toasoan.stories.models import HomePage, Picture


def change(room, **kwargs):
    """Change the home page; publishing it counts its edition up as well."""
    HomePage.objects.filter(pk=room.home.pk).update(**kwargs)
    all_changed(room.organisation)


def page(client, address="/"):
    return client.get(address, headers=HOST).content.decode()


def test_house_colours_need_no_sheet_of_their_own(client, commune):
    assert "giao-dien.css" not in page(client)


def test_own_colours_stand_in_a_sheet_of_their_own(client, commune):
    change(commune, main_colour="#0B5D1E", accent_colour="#a3301c")

    answer = client.get("/giao-dien.css", headers=HOST)

    assert 'href="/giao-dien.css"' in page(client)
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    light, dark = answer.content.decode().splitlines()
    assert "--strong:#0b5d1e;--link:#0b5d1e;" in light
    assert "--strong:#0b5d1e;" in dark
    assert "--link:#0b5d1e" not in dark


@pytest.mark.parametrize("field", ["main_colour", "accent_colour"])
@pytest.mark.parametrize(
    ("colour", "refused"),
    [
        ("#23306b", False),
        ("#ffcc00", True),
        ("#767676", True),
        ("red", True),
        ("#23306b}", True),
    ],
)
def test_colour_must_be_readable(commune, field, colour, refused):
    setattr(commune.home, field, colour)

    try:
        commune.home.full_clean()
        wrong = []
    except ValidationError as refusal:
        wrong = list(refusal.message_dict)

    assert wrong == ([field] if refused else [])


def test_notice_needs_its_end(commune):
    commune.home.urgent_text = "Bão số 9"

    with pytest.raises(ValidationError) as refusal:
        commune.home.full_clean()

    assert list(refusal.value.message_dict) == ["urgent_until"]


def test_notice_stands_until_its_hour(client, commune, time_machine):
    until = timezone.now() + timedelta(seconds=90)
    change(commune, urgent_text="Nước lên, <b>tránh</b> suối", urgent_until=until)

    with collecting() as shown:
        before = page(client)
    time_machine.move_to(until)

    assert "Nước lên, &lt;b&gt;tránh&lt;/b&gt; suối" in before
    assert shown.until == until
    assert "Nước lên" not in page(client)


def test_logo_and_banner_show_with_consent_only(client, commune):
    shown = newsroom.picture(commune.organisation, "lo-go", size=(300, 200))
    hidden = newsroom.picture(commune.organisation, consent=Picture.Consent.REFUSED)
    change(commune, logo=shown, banner=shown)
    both = page(client)
    change(commune, logo=hidden, banner=hidden)
    neither = page(client)

    assert [both.count('class="logo"'), both.count('class="banner"')] == [1, 1]
    assert [neither.count('class="logo"'), neither.count('class="banner"')] == [0, 0]


def test_administrator_cannot_take_a_neighbours_logo(client, commune, neighbour):
    theirs = newsroom.picture(neighbour.organisation, "LÂN-CẬN")
    client.force_login(commune.administrator)
    address = f"/admin/pages/{commune.home.pk}/edit/"

    answer = client.post(
        address,
        {
            "title": "Xã Bản Mẫu",
            "slug": commune.home.slug,
            "welcome": "null",
            "main_colour": "#23306b",
            "accent_colour": "#a3301c",
            "logo": theirs.pk,
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
        },
    )

    assert list(answer.context["form"].errors) == ["logo"]
