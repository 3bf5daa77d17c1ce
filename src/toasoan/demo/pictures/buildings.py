"""Houses of the valley, the village hall, poles and wires."""

import itertools

from toasoan.demo.pictures.canvas import Box, Canvas, Paint, Point, curve
from toasoan.demo.pictures.moods import hexed, mix
from toasoan.demo.pictures.nature import shadow

WINDOW = "#6F8FA0"
LAMP = hexed("#FFD98A")


def window(canvas: Canvas, box: Box) -> None:
    """Draw a window, lit when it is dark outside."""
    left, top, right, bottom = box
    if canvas.mood.dark:
        middle = ((left + right) / 2, (top + bottom) / 2)
        canvas.glow(middle, (right - left) * 2.2, LAMP, 0.45)
    canvas.rect(box, LAMP if canvas.mood.dark else WINDOW)
    canvas.rect(
        (left, (top + bottom) / 2 - 1, right, (top + bottom) / 2 + 1), "#F2EBDC"
    )
    canvas.rect(
        ((left + right) / 2 - 1, top, (left + right) / 2 + 1, bottom), "#F2EBDC"
    )


def stilt_house(canvas: Canvas, at: Point, size: float) -> None:
    """Draw a house on stilts; `at` is the middle of its foot, `size` its width."""
    x, y = at
    shadow(canvas, at, size * 0.55, size * 0.05)
    floor, eave, ridge = y - size * 0.24, y - size * 0.5, y - size * 0.86
    for place in range(5):
        post = x - size * 0.4 + place * size * 0.2
        canvas.rect((post - size * 0.015, floor, post + size * 0.015, y), "#5F4636")
    canvas.rect((x - size * 0.42, eave - 6, x + size * 0.42, floor), "#A87B55")
    canvas.rect(
        (x - size * 0.46, floor - size * 0.03, x + size * 0.46, floor), "#74543E"
    )
    for share in (-0.24, 0.24):
        left = x + share * size - size * 0.06
        window(
            canvas, (left, eave + size * 0.05, left + size * 0.12, floor - size * 0.06)
        )
    door = (x - size * 0.05, eave + size * 0.03, x + size * 0.05, floor - size * 0.03)
    canvas.rect(door, "#6A4A37")
    roof(canvas, (x, ridge), (size * 0.6, size * 0.3), eave)
    steps(canvas, (x, floor), y, size)


def roof(
    canvas: Canvas,
    ridge: Point,
    widths: tuple[float, float],
    eave: float,
    paint: Paint = "#7D6A58",
) -> None:
    """Draw a hipped roof: `widths` are half the eave and half the ridge."""
    x, top = ridge
    low, high = widths
    tone = canvas.colour(paint)
    shape = [(x - low, eave), (x - high, top), (x + high, top), (x + low, eave)]
    canvas.fade(shape, mix(tone, (255, 255, 255), 0.12), tone)
    rows = 5
    for place in range(1, rows):
        y = top + (eave - top) * place / rows
        half = high + (low - high) * place / rows
        canvas.line([(x - half, y), (x + half, y)], 1.6, mix(tone, (20, 20, 30), 0.14))
    canvas.rect(
        (x - low - 3, eave - 4, x + low + 3, eave + 5), mix(tone, (20, 20, 30), 0.3)
    )


def steps(canvas: Canvas, top: Point, foot: float, size: float) -> None:
    x, y = top
    for side in (-0.05, 0.05):
        line = [(x + side * size, y), (x + side * size, foot)]
        canvas.line(line, size * 0.014, "#74543E")
    for place in range(1, 5):
        rung = y + (foot - y) * place / 5
        canvas.line([(x - size * 0.05, rung), (x + size * 0.05, rung)], 3, "#8A6A50")


def hall(canvas: Canvas, at: Point, size: float, paint: Paint = "#F0D79B") -> None:
    """Draw a public house of one floor with a porch; `size` is its width."""
    x, y = at
    shadow(canvas, at, size * 0.56, size * 0.03)
    eave, ridge = y - size * 0.34, y - size * 0.56
    canvas.rect((x - size * 0.45, eave, x + size * 0.45, y), paint)
    canvas.rect((x - size * 0.45, y - size * 0.05, x + size * 0.45, y), "#B98F62")
    for share in (-0.33, -0.2, 0.2, 0.33):
        left = x + share * size - size * 0.04
        window(canvas, (left, y - size * 0.25, left + size * 0.08, y - size * 0.1))
    porch(canvas, (x, y), size)
    roof(canvas, (x, ridge), (size * 0.5, size * 0.36), eave, "#B8604C")


def porch(canvas: Canvas, at: Point, size: float) -> None:
    x, y = at
    door = (x - size * 0.07, y - size * 0.26, x + size * 0.07, y)
    canvas.rect(door, LAMP if canvas.mood.dark else "#7C9A8C")
    canvas.rect((x - 1.5, y - size * 0.26, x + 1.5, y), "#F2EBDC")
    for side in (-0.11, 0.11):
        post = x + side * size
        canvas.rect(
            (post - size * 0.012, y - size * 0.34, post + size * 0.012, y), "#F7F0E0"
        )
    canvas.rect(
        (x - size * 0.14, y - size * 0.012, x + size * 0.14, y + size * 0.012),
        "#D9CDB8",
    )
    canvas.rect(
        (x - size * 0.18, y + size * 0.008, x + size * 0.18, y + size * 0.03), "#C9BBA4"
    )


def flag_pole(canvas: Canvas, at: Point, size: float) -> None:
    """Draw a pole with a plain pennant (no emblem of anybody)."""
    x, y = at
    canvas.line([(x, y), (x, y - size)], size * 0.016, "#98A0A2")
    canvas.disc((x, y - size), size * 0.016, "#E7C65E")
    flag = [(x, y - size * 0.97), (x + size * 0.24, y - size * 0.93)]
    flag += [(x + size * 0.22, y - size * 0.8), (x, y - size * 0.82)]
    canvas.poly(flag, "#C8493B")


def pole_wire(canvas: Canvas, spots: list[Point], height: float) -> None:
    """Set poles on the spots and hang sagging wires between their tops."""
    for x, y in spots:
        canvas.line([(x, y), (x, y - height)], height * 0.022, "#8D8B86")
        bar = [
            (x - height * 0.07, y - height * 0.93),
            (x + height * 0.07, y - height * 0.93),
        ]
        canvas.line(bar, 4, "#77756F")
    for (ax, ay), (bx, by) in itertools.pairwise(spots):
        sag = ((ax + bx) / 2, (ay + by) / 2 - height * 0.78)
        wire = curve((ax, ay - height * 0.93), sag, (bx, by - height * 0.93))
        canvas.line(wire, 1.8, "#6E6E70")
