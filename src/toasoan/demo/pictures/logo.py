"""The made-up commune's mark: a sun between two hills over water."""

import io

from PIL import Image, ImageDraw

from toasoan.demo.pictures.canvas import arc
from toasoan.demo.pictures.moods import hexed

SIDE = 256
SCALE = 4


def draw_logo() -> bytes:
    """Return a PNG, 256 by 256, round on a clear ground."""
    size = SIDE * SCALE
    image = Image.new("RGB", (size, size), hexed("#F6E7C4"))
    pen = ImageDraw.Draw(image)
    pen.ellipse((360, 270, 664, 574), hexed("#E59A3C"))
    hills = (
        ([(0, 720), (250, 400), (430, 610), (520, 720)], "#6FA79A"),
        ([(330, 760), (690, 330), (1024, 720), (1024, 780)], "#2F6B66"),
        ([(0, 690), (1024, 690), (1024, 1024), (0, 1024)], "#20504F"),
    )
    for points, paint in hills:
        pen.polygon(points, hexed(paint))
    for place, y in enumerate((760, 830, 900)):
        half = 330 - place * 70
        wave = arc((512, y), half, 26, 0.5, 1.0)
        pen.line(wave, hexed("#F6E7C4"), 16)
    image.putalpha(disc_mask(size))
    target = io.BytesIO()
    image.reduce(SCALE).save(target, "PNG", optimize=True)
    return target.getvalue()


def disc_mask(size: int) -> Image.Image:
    mask = Image.new("L", (size, size), 0)
    ImageDraw.Draw(mask).ellipse((8, 8, size - 8, size - 8), 255)
    return mask
