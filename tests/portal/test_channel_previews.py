"""A story as Facebook, Zalo and the loudspeaker will carry it."""

import html
import re

import pytest

from tests.factories import newsroom
from toasoan.channels.models import Rendition
from toasoan.stories.models import Picture


@pytest.fixture(autouse=True)
def _in_english(commune, settings):
    settings.LANGUAGE_CODE = "en"


def preview(rf, story, mode):
    answer = story.make_preview_request(
        rf.get("/admin/", headers={"host": "ban-mau.localhost"}), mode
    )
    return html.unescape(answer.content.decode())


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_facebook_preview_folds_a_long_post(rf, commune):
    short = newsroom.draft(commune, "Ngắn", lead="Một câu.")
    long = newsroom.draft(commune, "Dài", lead="Một câu dài. " * 40)

    pages = [preview(rf, story, "facebook") for story in (short, long)]

    assert ["See more" in page for page in pages] == [False, True]
    assert ["Xã Bản Mẫu" in page for page in pages] == [True, True]


def test_preview_uses_the_channels_own_words(rf, commune):
    story = newsroom.draft(commune)
    story.renditions.add(
        Rendition(
            channel=commune.fanpage,
            text="Bà con ơi!",
            organisation=commune.organisation,
        )
    )
    story.save_revision()

    page = words(preview(rf, story, "facebook"))

    assert "Bà con ơi!" in page
    assert "These are the words written for this channel." in page


def test_zalo_preview_names_what_does_not_fit(rf, commune):
    story = newsroom.draft(commune, "Cầu " * 40, lead="Dài " * 100)

    page = words(preview(rf, story, "zalo"))

    assert page.count("⚠ Mind:") == 3
    assert "No cover picture yet" in page


def test_preview_that_fits_says_so(rf, commune):
    cover = newsroom.picture(commune.organisation, size=(1200, 900))
    story = newsroom.draft(commune, cover=cover, cover_alt="Cầu")

    page = preview(rf, story, "zalo")

    assert "✓ Everything fits this channel." in words(page)
    assert 'class="cover"' in page


def test_preview_keeps_back_a_picture_without_consent(rf, commune):
    cover = newsroom.picture(commune.organisation, consent=Picture.Consent.UNKNOWN)
    story = newsroom.draft(commune, cover=cover, cover_alt="Cầu")

    for mode in ("facebook", "zalo"):
        assert 'class="cover"' not in preview(rf, story, mode)


def test_loudspeaker_preview_is_a_script_with_its_length(rf, commune):
    story = newsroom.draft(commune, "Họp ngày 24/11", lead="Mời QWRT đến họp.")

    page = words(preview(rf, story, "loudspeaker"))

    assert "hai mươi tư tháng mười một" in page
    assert re.search(r"About \d+ seconds", page)
    assert "they stand in the script as written: QWRT" in page
