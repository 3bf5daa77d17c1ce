"""Cutting: whole sets at once, upright, light, and silent about where and by whom."""

import io
import random

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image, ImageCms

from tests.factories import newsroom
from toasoan.portal.crops import cut, names
from toasoan.portal.crops.uses import cut_by_worker
from toasoan.stories.actions import folder_of
from toasoan.stories.models import Picture


def kept(commune, image, kind="JPEG", **options):
    data = io.BytesIO()
    image.save(data, kind, **options)
    return Picture.objects.create(
        title="Ảnh",
        file=ImageFile(ContentFile(data.getvalue()), name=f"anh.{kind.lower()}"),
        consent=Picture.Consent.PUBLIC,
        collection=folder_of(commune.organisation),
    )


def noise(width, height):
    """Return the heaviest picture there is."""
    return Image.frombytes(
        "RGB", (width, height), random.Random(1).randbytes(width * height * 3)
    )


def opened(picture, file):
    place = names.folder(picture.pk, names.name_of(picture))
    return Image.open(io.BytesIO((place / file).read_bytes()))


def test_picture_is_cut_in_every_size_and_format(commune):
    picture = newsroom.picture(commune.organisation, size=(1600, 1000))

    size = cut.cut_all(picture)

    assert size == (1600, 1000)
    place = names.folder(picture.pk, names.name_of(picture))
    assert sorted(file.name for file in place.iterdir()) == sorted(
        names.file_name(spec, kind) for spec, kind in cut_by_worker()
    )
    assert opened(picture, "800.avif").size == (800, 500)
    assert opened(picture, "240x150.webp").size == (240, 150)
    assert opened(picture, "1200x630.jpg").size == (1200, 630)


def test_small_picture_is_not_made_larger(commune):
    picture = newsroom.picture(commune.organisation, size=(300, 200))

    cut.cut_all(picture)

    assert opened(picture, "1200.avif").size == (300, 200)


def test_turned_picture_comes_out_upright_and_silent(commune):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Điện thoại của chị Mẫu"
    picture = kept(
        commune, Image.new("RGB", (1200, 900), "teal"), exif=exif, comment=b"CHI MAU"
    )

    size = cut.cut_all(picture)

    shown = opened(picture, "800.jpg")
    assert size == (900, 1200)
    assert shown.size == (800, 1066)
    assert dict(shown.getexif()) == {}
    assert "comment" not in shown.info


def test_crop_holds_the_focal_point(commune):
    image = Image.new("RGB", (1000, 3000), "white")
    image.paste("red", (300, 2600, 700, 2900))
    picture = kept(commune, image)
    picture.focal_point_x, picture.focal_point_y = 500, 2750
    picture.focal_point_width, picture.focal_point_height = 400, 300

    cut.cut_all(picture)

    red, green, blue = opened(picture, "240x150.jpg").getpixel((120, 137))
    assert (red > 200, green < 60, blue < 60) == (True, True, True)


def test_large_jpeg_is_cut_as_exactly_as_a_small_one(commune):
    image = Image.new("RGB", (6400, 4000), "white")
    image.paste("blue", (0, 0, 3200, 4000))

    picture = kept(commune, image)
    cut.cut_all(picture)

    shown = opened(picture, "800.jpg").convert("RGB")
    assert shown.size == (800, 500)
    assert shown.getpixel((380, 250))[0] < 60
    assert shown.getpixel((420, 250))[0] > 200


@pytest.mark.parametrize("kind", ["avif", "webp"])
def test_heaviest_picture_stays_light_enough_for_a_phone(kind):
    busy = noise(100, 67).resize((800, 533), Image.Resampling.BICUBIC)

    data = cut.packed(busy, kind)

    assert len(data) <= 60_000


def test_transparent_picture_keeps_clear_ground_but_in_jpeg(commune):
    picture = kept(commune, Image.new("RGBA", (300, 200), (0, 0, 0, 0)), "PNG")

    cut.cut_all(picture)

    assert opened(picture, "240x150.webp").convert("RGBA").getpixel((9, 9))[3] == 0
    assert opened(picture, "240x150.jpg").getpixel((9, 9)) == (255, 255, 255)


def test_other_colour_spaces_become_srgb(commune):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    picture = kept(
        commune,
        Image.new("CMYK", (300, 200), (0, 255, 255, 0)),
        icc_profile=profile.tobytes(),
    )

    cut.cut_all(picture)

    shown = opened(picture, "240x150.jpg")
    assert (shown.mode, "icc_profile" in shown.info) == ("RGB", False)


def test_broken_file_leaves_nothing_behind(commune):
    picture = newsroom.picture(commune.organisation)
    with open(picture.file.path, "wb") as file:
        file.write(b"no picture")

    with pytest.raises(OSError, match="cannot identify"):
        cut.cut_all(picture)

    assert list(names.folder(picture.pk).iterdir()) == []


def test_plain_file_is_made_once(commune):
    picture = newsroom.picture(commune.organisation, size=(900, 600))

    first = cut.cut_now(picture, "width-800", "jpeg")
    file = names.folder(picture.pk, f"{names.name_of(picture)}-p") / "800.jpg"
    before = file.stat().st_mtime_ns
    again = cut.cut_now(picture, "width-800", "jpeg")

    assert first == again == (800, 533)
    assert file.stat().st_mtime_ns == before
    assert [one.name for one in file.parent.iterdir()] == ["800.jpg"]
