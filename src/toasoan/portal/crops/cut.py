"""Cut pictures. What a camera writes into them stays here (law 91/2025/QH15)."""

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from PIL import Image, ImageCms, ImageOps
from wagtail.images.models import Filter

from toasoan.stories.models import Picture

from .names import file_name, folder, name_of
from .uses import Size, cut_by_worker

# Measured on photographs: AVIF at speed 6 takes three times as long and saves 8 %.
OPTIONS: dict[str, dict[str, Any]] = {
    "avif": {"speed": 8, "max_threads": 1},
    "webp": {"method": 4},
    "jpeg": {"progressive": True, "optimize": True},
    "png": {"optimize": True},
}
# Tried in turn until the file is light enough.
QUALITIES = {"avif": (52, 40, 30), "webp": (68, 55, 40), "jpeg": (72, 60, 50)}
# 800 by 533 weighs 55 kB at most: with the page 75 kB on a phone.
BYTES_PER_PIXEL = {"avif": 0.13, "webp": 0.13, "jpeg": 0.26}
# A JPEG is read at about this size, not at a camera's.
ENOUGH = (1600, 1000)
WHITE = (255, 255, 255)

_one_at_a_time = Lock()


@dataclass(frozen=True)
class Whole:
    """A picture read from its file, upright; `size` is that of the file."""

    image: Image.Image
    size: Size

    def cut(self, picture: Picture, spec: str) -> Image.Image:
        """Return the part of it that `spec` names, in the size that `spec` names."""
        transform = Filter(spec=spec).get_transform(picture, self.size)
        rect = transform.get_rect()
        across = self.image.width / self.size[0]
        down = self.image.height / self.size[1]
        box = (
            max(0, rect.left * across),
            max(0, rect.top * down),
            min(self.image.width, rect.right * across),
            min(self.image.height, rect.bottom * down),
        )
        size = (int(transform.size[0]), int(transform.size[1]))
        return self.image.resize(size, Image.Resampling.LANCZOS, box, 3.0)


def cut_all(picture: Picture) -> Size:
    """Cut `picture` for the worker's uses and return the size of the whole.

    All files appear together, under the name of the picture as it is. Raises OSError
    or ValueError for a file that cannot be read.
    """
    place = folder(picture.pk, name_of(picture))
    place.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=place.parent, prefix=".", suffix=".part"))
    try:
        with opened(picture, ENOUGH) as whole:
            for spec, kind in cut_by_worker():
                data = packed(whole.cut(picture, spec), kind)
                (made / file_name(spec, kind)).write_bytes(data)
        made.chmod(0o755)
        shutil.rmtree(place, ignore_errors=True)
        made.rename(place)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return whole.size


def cut_now(picture: Picture, spec: str, kind: str) -> Size:
    """See that the plain file `spec` is there and return its size.

    One at a time: a crowd of readers makes it once. Raises OSError or ValueError for
    a file that cannot be read.
    """
    file = folder(picture.pk, f"{name_of(picture)}-p") / file_name(spec, kind)
    with suppress(FileNotFoundError), Image.open(file) as made:
        return made.size
    with _one_at_a_time:
        if not file.exists():
            _cut_one(picture, spec, kind, file)
        with Image.open(file) as made:
            return made.size


def _cut_one(picture: Picture, spec: str, kind: str, file: Path) -> None:
    with opened(picture, ENOUGH) as whole:
        data = packed(whole.cut(picture, spec), kind)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as part:
        part.write(data)
    Path(part.name).chmod(0o644)
    Path(part.name).replace(file)


@contextmanager
def opened(picture: Picture, enough: Size) -> Iterator[Whole]:
    """Read `picture`; a large JPEG at about `enough`. Raises OSError or ValueError."""
    with picture.open_file() as file, Image.open(file) as source:
        full = source.size
        source.draft("RGB", enough)
        upright = ImageOps.exif_transpose(source)
        turned = source.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        size = (full[1], full[0]) if turned else full
        yield Whole(in_plain_colours(upright), size)


def in_plain_colours(image: Image.Image) -> Image.Image:
    """Return `image` in sRGB, and with nothing but its points."""
    clear = "A" in image.getbands() or "transparency" in image.info
    mode = "RGBA" if clear else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        with suppress(ImageCms.PyCMSError, OSError):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            plain = ImageCms.profileToProfile(image, own, srgb, outputMode=mode)
            image = plain or image
    image = image.convert(mode)
    image.info = {}
    return image


def packed(image: Image.Image, kind: str) -> bytes:
    """Return `image` as a file of `kind`: at the best quality that is light enough."""
    if kind == "jpeg" and image.mode == "RGBA":
        ground = Image.new("RGB", image.size, WHITE)
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    limit = image.width * image.height * BYTES_PER_PIXEL.get(kind, 0)
    data = b""
    for quality in QUALITIES.get(kind, (0,)):
        output = io.BytesIO()
        options = {"quality": quality} if quality else {}
        image.save(output, kind, **options, **OPTIONS[kind])
        data = output.getvalue()
        if len(data) <= limit:
            break
    return data


def forget(pk: int, *, keep: tuple[str, ...] = ()) -> None:
    """Take the crops of the picture `pk` away, but those named in `keep`."""
    if not keep:
        shutil.rmtree(folder(pk), ignore_errors=True)
        return
    for place in folder(pk).glob("[!.]*"):
        if place.name not in keep:
            shutil.rmtree(place, ignore_errors=True)
