"""Scenes of land and weather: fields, valley, night, forest, planting, flood."""

from math import pi, sin

from toasoan.demo.pictures.buildings import stilt_house
from toasoan.demo.pictures.canvas import HEIGHT, SCALE, WIDTH, Canvas, Point, curve
from toasoan.demo.pictures.moods import mix
from toasoan.demo.pictures.nature import (
    backdrop,
    bamboo,
    grass,
    ground,
    ridges,
    shadow,
    sky,
    tree,
    wood,
)
from toasoan.demo.pictures.people import Person, person


def terraces(canvas: Canvas) -> None:
    """Terraced fields stepping down to the viewer."""
    sky(canvas, 560)
    ridges(canvas, count=4, top=250, foot=560)
    chance = canvas.chance
    phase, slope = chance.unit(), chance.pick((-1, 1))
    top = 520.0
    for step in range(13):
        terrace(canvas, top, phase + step * 0.035, slope, step)
        top += 20 + step * 4.4
    stilt_house(canvas, (800 + slope * 420, 610), 150)
    stilt_house(canvas, (800 + slope * 590, 640), 120)
    tree(canvas, (800 + slope * 310, 612), 110)
    bamboo(canvas, (60 if slope > 0 else 1540, 990), 420, lean=slope)
    person(
        canvas, (800 - slope * 260, 900), 130, Person(hat=True, reach=0.7, turn=slope)
    )


def terrace(canvas: Canvas, top: float, phase: float, slope: int, step: int) -> None:
    """Lay one step: its bank, then its field, sometimes under water."""
    mood = canvas.mood
    crest: list[Point] = []
    for x in range(-20, WIDTH + 41, 20):
        share = x / WIDTH
        bend = 34 * sin(2 * pi * (share * 1.1 + phase)) + 14 * sin(
            2 * pi * (share * 2.7)
        )
        crest.append((float(x), top + bend + slope * (share - 0.5) * -130))
    bank = mix(mood.ground, (40, 70, 40), 0.32)
    field = (
        mood.water if step % 4 == 2 else mix(mood.field, mood.ground, step % 3 * 0.3)
    )
    close = [(WIDTH + 40.0, HEIGHT + 0.0), (-20.0, HEIGHT + 0.0)]
    canvas.poly([*crest, *close], bank)
    thick = 4 + step * 0.5
    low = [(x, y + thick) for x, y in crest]
    canvas.poly([*low, *close], field)


def valley(canvas: Canvas) -> None:
    """A village of houses on stilts between fields and mountains."""
    backdrop(canvas, 600, count=4)
    grass(canvas, 800, 36)
    chance = canvas.chance
    for place in range(7):
        tree(canvas, (90 + place * 235 + chance.between(-40, 40), 640), 120)
    path = [*curve((700, 650), (980, 760), (560, 1000))]
    back = [*curve((900, 1000), (1090, 770), (730, 650))]
    canvas.poly([*path, *back], mix(canvas.mood.ground, (236, 214, 178), 0.65))
    for x, y, size in ((330, 730, 300), (1110, 700, 250), (1400, 780, 320)):
        stilt_house(canvas, (x + chance.between(-20, 20), y), size)
    tree(canvas, (620, 740), 170)
    person(canvas, (820, 850), 120)
    person(canvas, (880, 860), 92, Person(turn=-1))


def night(canvas: Canvas) -> None:
    """The lights of a village under the mountains."""
    sky(canvas, 620)
    ridges(canvas, count=4, top=290, foot=640)
    ground(canvas, 640)
    chance = canvas.chance
    for _ in range(34):
        spot = (chance.between(120, 1480), chance.between(600, 700))
        canvas.glow(spot, 26, "#FFD98A", 0.5)
        canvas.disc(spot, 3.2, (255, 226, 160))
    for x, y, size in ((300, 800, 300), (800, 760, 240), (1270, 830, 330)):
        stilt_house(canvas, (x + chance.between(-40, 40), y), size)
    for x in (90, 560, 1040, 1530):
        tree(canvas, (x, 830), 190)
    grass(canvas, 860, 30)


def forest(canvas: Canvas) -> None:
    """A watch hut above the woods, and the board that shows the fire risk."""
    sky(canvas, 620)
    ridges(canvas, count=4, top=260, foot=620)
    ground(canvas, 610)
    wood(canvas, 640, 22, 170)
    wood(canvas, 720, 15, 240)
    grass(canvas, 800, 46)
    watch_hut(canvas, (1120, 800))
    risk_board(canvas, (460, 900))
    person(canvas, (700, 900), 190, Person(turn=-1, reach=0.8, coat="#5F7A4B"))
    person(canvas, (800, 915), 186, Person(coat="#6C8A57"))


def watch_hut(canvas: Canvas, at: Point) -> None:
    x, y = at
    shadow(canvas, at, 110)
    for side in (-1, 1):
        canvas.line([(x + side * 86, y), (x + side * 60, y - 270)], 10, "#73563F")
        canvas.line([(x + side * 84, y - 20), (x - side * 64, y - 220)], 6, "#8A6A4E")
    canvas.rect((x - 92, y - 290, x + 92, y - 268), "#73563F")
    canvas.rect((x - 78, y - 330, x + 78, y - 286), "#A87B55")
    for side in (-1, 1):
        canvas.rect((x + side * 74 - 5, y - 400, x + side * 74 + 5, y - 290), "#73563F")
    canvas.poly([(x - 120, y - 394), (x, y - 470), (x + 120, y - 394)], "#7D6A58")


def risk_board(canvas: Canvas, at: Point) -> None:
    """A half dial of five colours with a needle, as at the edge of forests."""
    x, y = at
    shadow(canvas, at, 150)
    for side in (-1, 1):
        canvas.rect((x + side * 110 - 7, y - 180, x + side * 110 + 7, y), "#73563F")
    canvas.rect((x - 150, y - 320, x + 150, y - 110), "#F4EFE2", 12)
    colours = ("#7FB36B", "#C9CF63", "#F0CC5A", "#E9964A", "#CC5140")
    for place, colour in enumerate(colours):
        box = [value * SCALE for value in (x - 110, y - 270, x + 110, y - 50)]
        tone = canvas.colour(colour)
        canvas.pen.pieslice(box, 180 + place * 36, 216 + place * 36, fill=tone)
    canvas.rect((x - 112, y - 162, x + 112, y - 152), "#F4EFE2")
    canvas.line([(x, y - 160), (x + 42, y - 238)], 7, "#3A3F45")
    canvas.disc((x, y - 160), 11, "#3A3F45")


def planting(canvas: Canvas) -> None:
    """People setting rows of young trees on a slope."""
    backdrop(canvas, 560, count=4)
    grass(canvas, 660, 50)
    chance = canvas.chance
    for line in range(5):
        y = 650 + line * 72
        for place in range(9):
            x = 40 + place * (160 + line * 14) + line * 30
            sapling(canvas, (x + chance.between(-12, 12), y), 46 + line * 12)
    for x, y, turn in ((420, 800, 1), (760, 730, -1), (1180, 850, -1)):
        person(canvas, (x, y), 200, Person(turn=turn, reach=0.25, hat=turn < 0))
        spade(canvas, (x + turn * 52, y), 150)
        sapling(canvas, (x + turn * 92, y), 82)


def sapling(canvas: Canvas, at: Point, size: float) -> None:
    x, y = at
    canvas.oval(
        at, size * 0.34, size * 0.09, mix(canvas.mood.ground, (96, 66, 44), 0.6)
    )
    canvas.line([at, (x, y - size * 0.8)], size * 0.05, "#7A5C47")
    for side, high in ((-1, 0.45), (1, 0.6), (-1, 0.75), (1, 0.9)):
        tip = (x + side * size * 0.3, y - size * (high + 0.12))
        low = (x + side * size * 0.16, y - size * (high - 0.02))
        top = (x + side * size * 0.1, y - size * (high + 0.16))
        canvas.poly([(x, y - size * high), low, tip, top], "#6FA25C")


def spade(canvas: Canvas, at: Point, size: float) -> None:
    x, y = at
    canvas.line([(x, y - size * 0.2), (x, y - size)], 7, "#9A7652")
    blade = [
        (x - 17, y - size * 0.26),
        (x + 17, y - size * 0.26),
        (x + 12, y),
        (x - 12, y),
    ]
    canvas.poly(blade, "#8C959B")


def flood(canvas: Canvas) -> None:
    """Rain over a road that dips under water, with its depth post and barrier."""
    backdrop(canvas, 560, count=3)
    mood, chance = canvas.mood, canvas.chance
    road = mix(mood.ground, (190, 190, 186), 0.75)
    canvas.poly([(640, 560), (820, 560), (1180, 1000), (240, 1000)], road)
    water = mix(mood.water, (138, 112, 78), 0.6)
    flow = [(0, 690), *curve((200, 668), (760, 720), (1600, 664))]
    flow += [(1600, 830), *curve((1600, 842), (900, 800), (0, 850))]
    canvas.fade(flow, mix(water, (255, 255, 255), 0.2), water)
    for _ in range(26):
        x, y = chance.between(0, WIDTH), chance.between(706, 812)
        line = [(x, y), (x + chance.between(40, 130), y + 2)]
        canvas.line(line, 3, mix(water, (255, 255, 255), 0.3))
    depth_post(canvas, (1040, 830))
    barrier(canvas, (700, 930))
    person(canvas, (360, 960), 210, Person(reach=0.9, coat="#D9A441", hat=True))
    rain(canvas)


def depth_post(canvas: Canvas, at: Point) -> None:
    x, y = at
    canvas.rect((x - 14, y - 260, x + 14, y), "#F4F1E8", 4)
    for place in range(0, 6, 2):
        canvas.rect(
            (x - 14, y - 250 + place * 42, x + 14, y - 208 + place * 42), "#C8493B"
        )


def barrier(canvas: Canvas, at: Point) -> None:
    """A striped board on two legs that closes a road."""
    x, y = at
    shadow(canvas, at, 210)
    for side in (-1, 1):
        canvas.line([(x + side * 150, y), (x + side * 150, y - 110)], 12, "#77756F")
    canvas.rect((x - 200, y - 120, x + 200, y - 74), "#F4F1E8", 6)
    for place in range(5):
        left = x - 190 + place * 80
        stripe = [(left, y - 74), (left + 34, y - 74), (left + 62, y - 120)]
        canvas.poly([*stripe, (left + 28, y - 120)], "#C8493B")


def rain(canvas: Canvas) -> None:
    chance = canvas.chance
    colour = mix(canvas.mood.sky_low, (255, 255, 255), 0.4)
    for _ in range(150):
        x, y = chance.between(0, WIDTH + 80), chance.between(-20, HEIGHT)
        size = chance.between(16, 38)
        canvas.line([(x, y), (x - size * 0.3, y + size)], 2, colour)
