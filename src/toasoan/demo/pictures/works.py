"""Scenes of what a commune builds and keeps: bridge, road, water, loudspeaker."""

from toasoan.demo.pictures.buildings import pole_wire, stilt_house
from toasoan.demo.pictures.canvas import WIDTH, Box, Canvas, Point, arc, curve
from toasoan.demo.pictures.moods import mix
from toasoan.demo.pictures.nature import (
    backdrop,
    bamboo,
    grass,
    ridges,
    shadow,
    sky,
    tree,
)
from toasoan.demo.pictures.people import Person, person


def bridge(canvas: Canvas) -> None:
    """A new bridge over a stream between two banks."""
    backdrop(canvas, 560, count=4)
    grass(canvas, 700, 50)
    stream(canvas)
    deck(canvas)
    bamboo(canvas, (120, 760), 330)
    tree(canvas, (1490, 660), 210)
    person(canvas, (620, 604), 120, Person(turn=1))
    person(canvas, (700, 602), 118, Person(turn=-1, hat=True))
    motorbike(canvas, (1010, 604), 130)


PETALS = ("#E98C5B", "#F0C752", "#D9677A", "#F4EFE2")
RIPPLES = ((760, 720, 90), (840, 800, 140), (620, 880, 120), (940, 930, 170))
STONES = ((560, 900, 46), (1030, 820, 38), (700, 960, 30), (1120, 930, 52))


def stream(canvas: Canvas) -> None:
    mood = canvas.mood
    left = curve((560, 640), (640, 800), (330, 1000))
    right = curve((1290, 1000), (1000, 800), (1060, 640))
    canvas.fade([*left, *right], mood.water, mix(mood.water, (50, 100, 120), 0.3))
    for x, y, size in RIPPLES:
        bright = mix(mood.water, (255, 255, 255), 0.45)
        canvas.line([(x, y), (x + size, y)], 5, bright)
    for x, y, size in STONES:
        canvas.oval((x, y), size, size * 0.55, "#A5A79F")
        top = (x - size * 0.15, y - size * 0.14)
        canvas.oval(top, size * 0.7, size * 0.3, "#BCBDB4")


def deck(canvas: Canvas) -> None:
    """The bridge itself: piers, deck with a slight rise, rails."""
    pier(canvas, 610)
    pier(canvas, 1010)
    top = curve((250, 640), (800, 560), (1380, 640))
    low = [(x, y + 42) for x, y in reversed(top)]
    canvas.poly([*top, *low], "#CFC9BB")
    canvas.line([(x, y + 40) for x, y in top], 8, "#A19B8F")
    rail = [(x, y - 46) for x, y in top]
    for spot, grip in zip(top, rail, strict=True):
        canvas.line([spot, grip], 6, "#E9E4D6")
    canvas.line(rail, 8, "#C96A57")


def pier(canvas: Canvas, x: float) -> None:
    lit = [(x - 34, 610), (x + 34, 610), (x + 46, 800), (x - 46, 800)]
    canvas.poly(lit, "#B9B3A6")
    shaded = [(x + 8, 610), (x + 34, 610), (x + 46, 800), (x + 16, 800)]
    canvas.poly(shaded, "#A19B8F")


BIKE = ((-40, -46), (5, -44), (16, -28), (30, -52), (36, -20), (-20, -18))


def motorbike(canvas: Canvas, at: Point, size: float) -> None:
    """A motorbike and its rider, seen from the side."""
    x, y = at
    wheel = y - size * 0.17
    for side in (-0.36, 0.36):
        canvas.ring((x + side * size, wheel), size * 0.16, size * 0.05, "#2E3036")
        canvas.disc((x + side * size, wheel), size * 0.04, "#9AA0A6")
    canvas.poly(
        [(x + dx * size / 100, y + dy * size / 100) for dx, dy in BIKE], "#B5574B"
    )
    grip = (x + 0.26 * size, y - 0.66 * size)
    canvas.line([(x + 0.36 * size, wheel), grip], 6, "#3A3F45")
    rider(canvas, at, size)


def rider(canvas: Canvas, at: Point, size: float) -> None:
    x, y = at
    hip, neck = (x - 0.14 * size, y - 0.5 * size), (x - 0.06 * size, y - 0.92 * size)
    knee, foot = (x + 0.12 * size, y - 0.42 * size), (x + 0.06 * size, y - 0.18 * size)
    head = (x - 0.02 * size, y - 1.13 * size)
    canvas.line([hip, knee, foot], size * 0.1, "#39424F")
    canvas.line([hip, neck], size * 0.22, "#3F5F8A")
    canvas.line([neck, (x + 0.25 * size, y - 0.66 * size)], size * 0.08, "#34507A")
    canvas.disc(head, size * 0.13, "#D8A57E")
    canvas.poly(arc(head, size * 0.145, size * 0.16, 0.5, 1.0), "#E7B84E")


def road(canvas: Canvas) -> None:
    """A concrete village road with flowers and solar lamps."""
    backdrop(canvas, 600, count=4)
    mood = canvas.mood
    left = curve((770, 604), (700, 740), (300, 1000))
    right = curve((1180, 1000), (830, 740), (806, 604))
    canvas.poly([*left, *right], mix(mood.ground, (214, 210, 200), 0.85))
    edge = mix(mood.ground, (180, 176, 166), 0.85)
    canvas.line(left, 7, edge)
    canvas.line(right, 7, edge)
    stilt_house(canvas, (1300, 720), 300)
    tree(canvas, (250, 690), 220)
    for x, y, size in ((690, 660, 150), (560, 770, 270), (330, 940, 430)):
        solar_lamp(canvas, (x, y), size)
    flowers(canvas)
    person(canvas, (760, 850), 150)
    motorbike(canvas, (900, 760), 120)


def solar_lamp(canvas: Canvas, at: Point, size: float) -> None:
    x, y = at
    tip = (x + size * 0.2, y - size * 0.92)
    if canvas.mood.dark:
        canvas.glow(tip, size * 0.7, "#FFE3A0", 0.6)
    canvas.line([(x, y), (x, y - size)], max(5, size * 0.022), "#8F9699")
    canvas.line([(x, y - size * 0.9), tip], max(4, size * 0.016), "#8F9699")
    canvas.oval(tip, size * 0.06, size * 0.018, "#F7E6A8")
    panel = [(x - size * 0.1, y - size * 0.98), (x + size * 0.08, y - size * 1.05)]
    panel += [(x + size * 0.08, y - size * 1.02), (x - size * 0.1, y - size * 0.95)]
    canvas.poly(panel, "#3F5F8A")


def flowers(canvas: Canvas) -> None:
    """A bed of flowers along the right side of the road."""
    chance = canvas.chance
    for place in range(90):
        share = place / 90
        x = 840 + 370 * share**1.5 + chance.between(0, 40 + 50 * share)
        y = 640 + 360 * share + chance.between(-8, 8)
        size = 4 + 9 * share
        canvas.disc((x, y + size), size * 0.9, "#5E9A6B")
        canvas.disc((x, y), size, chance.pick(PETALS))


def water(canvas: Canvas) -> None:
    """A tap over a basin, the tank behind it."""
    backdrop(canvas, 620, count=3)
    tank(canvas, (1180, 800))
    tree(canvas, (170, 730), 260)
    grass(canvas, 760, 40)
    slab = [(330, 900), (1090, 900), (1180, 1000), (240, 1000)]
    canvas.poly(slab, "#C9C4B6")
    canvas.rect((620, 560, 668, 900), "#8F9AA0", 10)
    canvas.rect((632, 560, 644, 900), "#AAB4B9")
    canvas.rect((596, 574, 780, 616), "#8F9AA0", 18)
    canvas.rect((744, 574, 784, 660), "#8F9AA0", 10)
    canvas.rect((600, 534, 690, 564), "#C96A57", 14)
    canvas.rect((752, 658, 776, 806), "#BFE2EE", 8)
    canvas.rect((758, 658, 764, 806), "#E6F5F8")
    basin(canvas, (764, 900))
    person(canvas, (430, 950), 400, Person(reach=0.75, turn=1))


def tank(canvas: Canvas, at: Point) -> None:
    x, y = at
    shadow(canvas, at, 200, 18)
    canvas.rect((x - 170, y - 250, x + 170, y), "#D8D2C3", 8)
    canvas.rect((x + 70, y - 250, x + 170, y), "#C4BDAD", 8)
    canvas.rect((x - 186, y - 274, x + 186, y - 240), "#B6AF9F", 8)
    canvas.rect((x - 50, y - 300, x + 30, y - 272), "#8F9AA0", 6)
    canvas.rect((x - 400, y - 60, x - 170, y - 42), "#8F9AA0", 6)


def basin(canvas: Canvas, at: Point) -> None:
    x, y = at
    canvas.oval((x, y + 4), 180, 20, "#A9A497")
    shape = [(x - 160, y - 100), (x + 160, y - 100), (x + 116, y), (x - 116, y)]
    canvas.poly(shape, "#6E93B5")
    canvas.poly(
        [(x + 60, y - 100), (x + 160, y - 100), (x + 116, y), (x + 50, y)], "#5F83A5"
    )
    canvas.oval((x, y - 100), 164, 30, "#88A9C6")
    canvas.oval((x, y - 97), 146, 22, "#CDE9F1")
    canvas.oval((x, y - 97), 52, 9, "#EEF9FB")


def loudspeaker(canvas: Canvas) -> None:
    """Two horns on a pole above the roofs of the village."""
    sky(canvas, 760)
    ridges(canvas, count=4, top=430, foot=800)
    canvas.rect((0, 860, WIDTH, 1000), canvas.mood.ground)
    tree(canvas, (240, 930), 300)
    stilt_house(canvas, (1270, 960), 470)
    pole_wire(canvas, [(-60, 960), (700, 980), (1660, 960)], 640)
    canvas.rect((686, 150, 714, 990), "#A5A39C")
    canvas.rect((704, 150, 714, 990), "#8D8B86")
    horn(canvas, (720, 250), 1)
    horn(canvas, (680, 330), -1)
    for radius in (90, 140, 190):
        wave(canvas, (930, 250), radius, 1)
        wave(canvas, (470, 330), radius, -1)


def horn(canvas: Canvas, at: Point, side: int) -> None:
    """A loudspeaker's horn; `side` is where it looks, -1 left or 1 right."""
    x, y = at
    throat = x + side * 44
    canvas.rect(between(x, x + side * 46, y - 12, y + 12), "#77756F")
    canvas.rect(between(throat, throat + side * 46, y - 34, y + 34), "#8E989E", 10)
    start, mouth = throat + side * 40, throat + side * 170
    upper = curve((start, y - 24), (mouth - side * 60, y - 36), (mouth, y - 104))
    lower = curve((mouth, y + 104), (mouth - side * 60, y + 36), (start, y + 24))
    canvas.poly([*upper, *lower], "#C9CFD1")
    canvas.oval((mouth, y), 30, 104, "#E4E8E8")
    canvas.oval((mouth, y), 22, 88, "#9AA5AB")
    canvas.oval((mouth - side * 2, y), 10, 26, "#77828A")


def between(one: float, other: float, top: float, bottom: float) -> Box:
    return min(one, other), top, max(one, other), bottom


def wave(canvas: Canvas, at: Point, radius: float, side: int) -> None:
    middle = 0.0 if side > 0 else 0.5
    line = arc(at, radius, radius, middle - 0.09, middle + 0.09)
    canvas.line(line, 9, mix(canvas.mood.sky_low, (255, 255, 255), 0.55))
