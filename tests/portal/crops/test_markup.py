"""Pictures as HTML: what the worker cut, or one plain file until then."""

import re

from tests.factories import newsroom
from toasoan.portal.crops.markup import picture_tag, plain
from toasoan.portal.crops.names import folder
from toasoan.portal.crops.work import cut_picture
from toasoan.stories.models import Picture


def cut(commune, size):
    picture = newsroom.picture(commune.organisation, size=size)
    cut_picture.func(picture.pk)
    picture.refresh_from_db()
    return picture


def files_of(html, settings):
    """Return the addresses in `html`, and which of them are no files."""
    urls = re.findall(r"/media/images/[^ \",]+", html)
    root = settings.MEDIA_ROOT
    gone = [url for url in urls if not (root / url.removeprefix("/media/")).exists()]
    return len(urls), gone


def test_cut_picture_offers_formats_and_sizes_that_are_there(commune, settings):
    picture = cut(commune, (1600, 1000))

    html = picture_tag(picture, "cover", "Cây cầu")

    assert re.findall(r'type="image/(\w+)"', html) == ["avif", "webp"]
    assert re.findall(r"(\d+)w[,\"]", html) == ["480", "800", "1200"] * 2
    assert 'width="800" height="500" alt="Cây cầu" fetchpriority="high"' in html
    assert files_of(html, settings) == (7, [])


def test_small_picture_offers_no_size_twice(commune, settings):
    html = picture_tag(cut(commune, (300, 200)), "cover", "")

    assert 'sizes="' not in html
    assert 'width="300" height="200" alt=""' in html
    assert files_of(html, settings) == (3, [])


def test_picture_that_waits_shows_one_plain_file(commune, settings):
    picture = newsroom.picture(commune.organisation, size=(900, 600))

    html = picture_tag(picture, "card", "")

    assert html.startswith("<img ")
    assert 'width="240" height="150" alt="" loading="lazy"' in html
    assert files_of(html, settings) == (1, [])


def test_picture_cut_before_its_file_changed_waits_again(commune):
    picture = cut(commune, (300, 200))
    picture.file_hash = "another"

    assert picture_tag(picture, "card", "").startswith("<img ")


def test_banner_and_logo_are_ready_at_once(commune, settings):
    picture = newsroom.picture(commune.organisation, size=(1600, 500))

    banner = picture_tag(picture, "banner", "")
    logo = picture_tag(picture, "logo", "", {"class": "logo"})

    assert re.findall(r"(\d+)w[,\"]", banner) == ["720", "1440"]
    assert 'class="logo"' in logo
    assert [files_of(html, settings) for html in (banner, logo)] == [(3, []), (2, [])]


def test_words_for_the_picture_cannot_leave_their_place(commune):
    picture = newsroom.picture(commune.organisation)

    html = picture_tag(picture, "cover", '"><script>')

    assert "<script" not in html
    assert "&quot;&gt;&lt;script&gt;" in html


def test_picture_without_consent_or_without_file_shows_nothing(commune):
    hidden = newsroom.picture(
        commune.organisation, "Kín", consent=Picture.Consent.REFUSED
    )
    broken = newsroom.picture(commune.organisation, "Hỏng")
    with open(broken.file.path, "wb") as file:
        file.write(b"no picture")

    assert [picture_tag(one, "card", "") for one in (hidden, broken, None)] == [""] * 3
    assert plain(broken, "share") is None
    assert not folder(hidden.pk).exists()


def test_cut_pictures_ask_the_database_nothing(commune, django_assert_num_queries):
    picture = cut(commune, (300, 200))

    with django_assert_num_queries(0):
        picture_tag(picture, "lead", "")
        plain(picture, "share")
