"""What a camera writes into a picture stays here (law 91/2025/QH15)."""

import io

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from PIL import Image

from toasoan.stories.actions import folder_of
from toasoan.stories.models import Picture

GPS, LATITUDE = 0x8825, (21.0, 30.0, 15.0)
CAMERA, TURNED = "Điện thoại của chị Mẫu", 6


@pytest.fixture(autouse=True)
def _forget_crops():
    # Wagtail remembers crops by the picture's number, which tests give out again.
    cache.clear()


def photographed(commune, kind):
    """Return a picture as a phone takes it: turned, with place, owner and remark."""
    exif = Image.Exif()
    exif[0x0112] = TURNED
    exif[0x010F] = CAMERA
    exif[GPS] = {1: "N", 2: LATITUDE, 3: "E", 4: (103.0, 10.0, 5.0)}
    data = io.BytesIO()
    extra = {"comment": b"NHA CHI MAU"} if kind == "JPEG" else {}
    Image.new("RGB", (64, 48), "teal").save(
        data, kind, exif=exif, xmp=b"<x>NHA CHI MAU</x>", **extra
    )
    data.seek(0)
    return Picture.objects.create(
        title="Ảnh",
        file=ImageFile(data, name=f"anh.{kind.lower()}"),
        collection=folder_of(commune.organisation),
    )


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
@pytest.mark.parametrize("spec", ["original", "max-32x32|format-jpeg", "width-20"])
def test_crop_says_nothing_of_place_or_camera(commune, kind, spec):
    crop = photographed(commune, kind).get_rendition(spec)

    with crop.file.open("rb") as file:
        data = file.read()
    shown = Image.open(io.BytesIO(data))
    assert dict(shown.getexif()) == {}
    assert b"NHA CHI MAU" not in data
    assert shown.height > shown.width
