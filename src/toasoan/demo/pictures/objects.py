"""Scenes of things close up: phones, a lock, a card, savings."""

from toasoan.demo.pictures.canvas import Box, Canvas, Point, arc
from toasoan.demo.pictures.moods import hexed, mix
from toasoan.demo.pictures.papers import INK, drop, still


def phone(canvas: Canvas, at: Point, high: float = 720) -> Box:
    """Draw an upright phone and return the box of its screen."""
    x, y = at
    wide = high * 0.52
    drop(canvas, (x, y), wide * 0.62)
    canvas.rect((x - wide / 2, y - high, x + wide / 2, y), INK, 46)
    inside = (x - wide / 2 + 16, y - high + 18, x + wide / 2 - 16, y - 18)
    canvas.rect(inside, "#FBFAF5", 32)
    canvas.rect((x - 44, y - high + 30, x + 44, y - high + 44), INK, 7)
    return inside


def scam(canvas: Canvas) -> None:
    """A phone with a suspicious message and a warning triangle."""
    still(canvas)
    left, top, right, _ = phone(canvas, (640, 880))
    bubble(canvas, (left + 30, top + 80, right - 70, top + 200), "#E4E8EA")
    bubble(canvas, (left + 30, top + 226, right - 40, top + 350), "#F7D9CE")
    canvas.rect((left + 30, top + 362, left + 250, top + 424), "#F7D9CE", 24)
    canvas.rect((left + 58, top + 384, left + 222, top + 402), "#5F8FC0", 8)
    bubble(canvas, (left + 90, top + 470, right - 30, top + 550), "#D5E7DB")
    triangle(canvas, (1010, 560), 210)


def bubble(canvas: Canvas, box: Box, paint: str) -> None:
    """A message of grey lines."""
    left, top, right, bottom = box
    canvas.rect(box, paint, 24)
    tone = mix(canvas.colour(paint), (70, 80, 90), 0.4)
    y = top + 28
    while y < bottom - 24:
        end = right - 34 - canvas.chance.between(0, (right - left) * 0.3)
        canvas.rect((left + 28, y, end, y + 14), tone, 7)
        y += 34


def triangle(canvas: Canvas, at: Point, size: float) -> None:
    """A rounded warning triangle with an exclamation mark."""
    x, y = at
    plate(canvas, at, (size, size * 0.86, size * 0.8), 70, "#E9964A")
    plate(canvas, at, (size * 0.88, size * 0.74, size * 0.74), 34, "#F7C65B")
    top, low = y - size * 0.32, y + size * 0.3
    canvas.poly([(x - 24, top), (x + 24, top), (x + 13, low), (x - 13, low)], INK)
    canvas.disc((x, top), 24, INK)
    canvas.disc((x, y + size * 0.53), 23, INK)


def plate(
    canvas: Canvas,
    at: Point,
    reach: tuple[float, float, float],
    edge: float,
    paint: str,
) -> None:
    """A triangle with round corners; `reach` is half its width, its top, its foot."""
    x, y = at
    wide, up, down = reach
    corners = [(x, y - up), (x + wide, y + down), (x - wide, y + down)]
    canvas.line([*corners, corners[0], corners[1]], edge, paint)
    canvas.poly(corners, paint)


def lock(canvas: Canvas) -> None:
    """A phone whose screen shows a closed padlock and hidden digits."""
    still(canvas)
    left, top, right, bottom = phone(canvas, (800, 880), 760)
    canvas.rect((left, top + 60, right, bottom - 200), "#DDEBE6")
    x, y = (left + right) / 2, top + 290
    canvas.ring((x, y - 60), 72, 26, "#8F9AA0")
    canvas.rect((x - 104, y - 50, x + 104, y + 110), "#E7B84E", 22)
    canvas.rect((x + 30, y - 50, x + 104, y + 110), "#D9A640", 22)
    canvas.disc((x, y + 14), 24, INK)
    canvas.rect((x - 10, y + 14, x + 10, y + 66), INK, 8)
    for place in range(6):
        canvas.disc((x - 125 + place * 50, bottom - 110), 13, INK)


def identity(canvas: Canvas) -> None:
    """An identity card beside a phone that shows a tick."""
    still(canvas)
    left, top, right, bottom = phone(canvas, (560, 880))
    x, y = (left + right) / 2, (top + bottom) / 2 - 60
    canvas.disc((x, y), 104, "#5FA08A")
    canvas.line([(x - 50, y + 2), (x - 14, y + 42), (x + 56, y - 40)], 28, "#FBFAF5")
    canvas.rect((x - 110, y + 160, x + 110, y + 178), "#C3C7C6", 8)
    canvas.rect((x - 70, y + 200, x + 70, y + 218), "#D8DBDA", 8)
    drop(canvas, (1120, 884), 270)
    card(canvas, (850, 520, 1390, 880))


def card(canvas: Canvas, box: Box) -> None:
    """A card with a portrait, a chip and lines (no emblem)."""
    left, top, right, _ = box
    canvas.rect(box, "#CFE3DF", 28)
    canvas.rect((left + 44, top + 110, left + 194, top + 310), "#F3EFE3", 12)
    canvas.disc((left + 119, top + 180), 38, "#D8A57E")
    canvas.poly(arc((left + 119, top + 178), 44, 44, 0.5, 1.0), "#2E2A2B")
    canvas.rect((left + 62, top + 236, left + 176, top + 310), "#3F5F8A", 26)
    canvas.rect((left + 62, top + 284, left + 176, top + 310), "#3F5F8A")
    for place, wide in enumerate((230, 170, 250, 130)):
        y = top + 124 + place * 48
        canvas.rect((left + 236, y, left + 236 + wide, y + 16), "#7FA396", 8)
    canvas.rect((left + 44, top + 40, left + 300, top + 62), "#5F8F85", 8)
    canvas.rect((right - 110, top + 34, right - 44, top + 82), "#E7C65E", 8)


def savings(canvas: Canvas) -> None:
    """A clay money pig and a jar of rice: small savings put together."""
    still(canvas)
    pig(canvas, (620, 850))
    jar(canvas, (1130, 870))
    for x, y in ((905, 920), (965, 920), (935, 904)):
        canvas.oval((x, y), 34, 11, "#C9A13F")
        canvas.oval((x, y - 6), 34, 11, "#E7C65E")
    canvas.disc((640, 330), 46, "#C9A13F")
    canvas.disc((636, 326), 42, "#E7C65E")


def pig(canvas: Canvas, at: Point) -> None:
    x, y = at
    drop(canvas, (x, y + 10), 270)
    for dx in (-130, -50, 70, 140):
        canvas.rect((x + dx - 28, y - 110, x + dx + 28, y + 8), "#B8604C", 18)
    canvas.oval((x, y - 210), 270, 180, "#C96A57")
    canvas.oval((x - 30, y - 250), 200, 120, "#D27C68")
    canvas.disc((x + 210, y - 240), 118, "#C96A57")
    canvas.poly([(x + 150, y - 330), (x + 180, y - 410), (x + 236, y - 340)], "#B8604C")
    canvas.oval((x + 312, y - 222), 34, 46, "#D98F7C")
    for dy in (-16, 16):
        canvas.disc((x + 316, y - 222 + dy), 8, "#8F4536")
    canvas.disc((x + 236, y - 270), 13, INK)
    canvas.rect((x - 60, y - 392, x + 60, y - 376), "#7E3B2E", 8)
    canvas.line(arc((x - 284, y - 250), 30, 28, 0.1, 0.8), 10, "#B8604C")
    for place in range(5):
        canvas.disc((x - 120 + place * 56, y - 150 + place % 2 * 14), 12, "#E7B84E")


def jar(canvas: Canvas, at: Point) -> None:
    x, y = at
    drop(canvas, (x, y), 150)
    canvas.rect((x - 140, y - 330, x + 140, y), "#DCE8E6", 50)
    canvas.rect((x - 128, y - 220, x + 128, y - 12), "#F4EBD3", 42)
    canvas.oval((x, y - 220), 128, 26, "#FBF5E3")
    canvas.rect((x - 112, y - 372, x + 112, y - 318), "#8A6A4E", 16)
    canvas.rect(
        (x - 106, y - 300, x - 84, y - 60),
        mix(hexed("#DCE8E6"), (255, 255, 255), 0.6),
        11,
    )
