"""Scenes of market and border: stalls, the gate, cloth, a harvest."""

from toasoan.demo.pictures.buildings import stilt_house
from toasoan.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point
from toasoan.demo.pictures.indoors import room
from toasoan.demo.pictures.moods import mix
from toasoan.demo.pictures.nature import backdrop, grass, shadow, tree
from toasoan.demo.pictures.people import Person, person

THREADS = ("#C8493B", "#E7B84E", "#F4EFE2", "#4C8A7A", "#D9677A", "#6FA0B5")
GOODS = ("#E98C5B", "#7FA65A", "#D9677A", "#F0C752", "#9C6B9E", "#C9CF63")


def market(canvas: Canvas) -> None:
    """Stalls under striped awnings on market day."""
    backdrop(canvas, 520, count=4)
    earth = mix(canvas.mood.ground, (226, 208, 176), 0.7)
    canvas.shade = mix(earth, (60, 50, 40), 0.25)
    canvas.poly([(0, 640), (WIDTH, 640), (WIDTH, HEIGHT), (0, HEIGHT)], earth)
    awnings = ("#C96A57", "#4C7F74", "#D09A45")
    for place, paint in enumerate(awnings):
        stall(canvas, (270 + place * 530, 800), paint)
    looks = (
        (150, 900, 1),
        (500, 930, -1),
        (760, 900, 1),
        (1010, 940, -1),
        (1400, 910, 1),
    )
    for x, y, turn in looks:
        hat = canvas.chance.unit() > 0.5
        person(canvas, (x, y), 230, Person(turn=turn, reach=0.6, hat=hat))
        basket(canvas, (x + turn * 74, y))


def stall(canvas: Canvas, at: Point, paint: str) -> None:
    x, y = at
    shadow(canvas, at, 230, 14)
    for side in (-1, 1):
        canvas.rect((x + side * 200 - 6, y - 330, x + side * 200 + 6, y), "#8A6A4E")
    person(canvas, (x, y - 6), 220, Person(turn=-1, reach=0.4))
    canvas.rect((x - 210, y - 120, x + 210, y - 96), "#A87B55", 4)
    canvas.rect((x - 200, y - 96, x + 200, y - 4), "#8A6A4E")
    canvas.rect((x - 200, y - 96, x + 200, y - 84), "#74573F")
    goods(canvas, (x, y - 120))
    awning(canvas, (x, y - 330), paint)


def goods(canvas: Canvas, at: Point) -> None:
    """Heaps of fruit and greens on the board of a stall."""
    x, y = at
    for place in range(4):
        left, paint = x - 150 + place * 100, canvas.chance.pick(GOODS)
        deep = mix(canvas.colour(paint), (60, 30, 20), 0.16)
        for dx, dy in ((-26, 10), (0, 10), (26, 10), (-13, 30), (13, 30), (0, 48)):
            canvas.disc((left + dx, y - dy), 15, deep if dx > 0 else paint)


def awning(canvas: Canvas, at: Point, paint: str) -> None:
    x, y = at
    wide, count = 246, 8
    step = wide * 2 / count
    for place in range(count):
        left = x - wide + place * step
        tone = paint if place % 2 == 0 else "#F7F1E3"
        top = (left + step * 0.08 + 20 - place * 5, y - 70)
        end = (left + step * 0.92 + 15 - place * 5, y - 70)
        canvas.poly([top, end, (left + step, y), (left, y)], tone)
        canvas.oval((left + step / 2, y), step / 2, 18, tone)


def basket(canvas: Canvas, at: Point) -> None:
    x, y = at
    paint = canvas.chance.pick(GOODS)
    for dx in (-22, 0, 22):
        canvas.disc((x + dx, y - 56), 18, paint)
    canvas.poly(
        [(x - 46, y - 54), (x + 46, y - 54), (x + 34, y), (x - 34, y)], "#B98F62"
    )
    canvas.rect((x - 48, y - 60, x + 48, y - 48), "#A37B50", 5)


def border(canvas: Canvas) -> None:
    """A lorry waiting at the raised bar of a border gate."""
    backdrop(canvas, 560, count=4)
    tarmac = mix(canvas.mood.ground, (150, 152, 154), 0.85)
    canvas.shade = mix(tarmac, (30, 34, 40), 0.3)
    canvas.poly([(0, 720), (WIDTH, 690), (WIDTH, HEIGHT), (0, HEIGHT)], tarmac)
    for x in range(40, WIDTH, 190):
        canvas.poly([(x, 932), (x + 100, 930), (x + 96, 942), (x - 4, 944)], "#EDE9DC")
    gate(canvas)
    lorry(canvas, (500, 850))
    person(canvas, (960, 900), 200, Person(turn=-1, reach=0.7, coat="#5F7A4B"))
    tree(canvas, (1510, 700), 190)


def gate(canvas: Canvas) -> None:
    """The roof over the lane, its booth and its bar."""
    for x in (1010, 1420):
        canvas.rect((x - 20, 380, x + 20, 800), "#D8D2C3")
        canvas.rect((x + 6, 380, x + 20, 800), "#C4BDAD")
    canvas.poly([(930, 384), (990, 316), (1440, 316), (1500, 384)], "#B8604C")
    canvas.rect((920, 380, 1510, 412), "#F2E3BE", 4)
    canvas.rect((1190, 590, 1340, 800), "#F2E3BE", 6)
    canvas.rect((1204, 612, 1326, 700), "#8FB3BF", 4)
    canvas.rect((1180, 576, 1350, 598), "#B8604C", 4)
    canvas.rect((1046, 700, 1080, 812), "#E7B84E", 6)
    bar(canvas, (1062, 716), (800, 470))


def bar(canvas: Canvas, foot: Point, tip: Point) -> None:
    """A raised red and white bar in seven pieces."""
    pieces = 7
    for place in range(pieces):
        ends = [
            (
                foot[0] + (tip[0] - foot[0]) * share / pieces,
                foot[1] + (tip[1] - foot[1]) * share / pieces,
            )
            for share in (place, place + 1)
        ]
        canvas.line(ends, 15, "#C8493B" if place % 2 else "#FBFAF4")


def lorry(canvas: Canvas, at: Point) -> None:
    x, y = at
    shadow(canvas, (x, y + 4), 420, 20)
    canvas.rect((x - 400, y - 330, x + 150, y - 70), "#5F8FA5", 10)
    for place in range(1, 9):
        left = x - 400 + place * 61
        canvas.rect((left, y - 318, left + 5, y - 82), "#527F94")
    canvas.rect((x - 400, y - 80, x + 330, y - 46), "#4A5157", 6)
    cab = [(x + 166, y - 60), (x + 166, y - 270), (x + 270, y - 270)]
    canvas.poly([*cab, (x + 330, y - 160), (x + 336, y - 60)], "#E7B84E")
    glass = [
        (x + 196, y - 246),
        (x + 260, y - 246),
        (x + 304, y - 160),
        (x + 196, y - 160),
    ]
    canvas.poly(glass, "#A9CBD0")
    canvas.rect((x + 312, y - 106, x + 340, y - 84), "#FBF3D2", 4)
    for wheel in (-300, -190, 230):
        canvas.disc((x + wheel, y - 40), 52, "#2E3036")
        canvas.disc((x + wheel, y - 40), 24, "#9AA0A6")


def cloth(canvas: Canvas) -> None:
    """Lengths of woven cloth hung out for sale."""
    room(canvas, "#EAD9BB", "#B98F6B", 860)
    canvas.line([(60, 120), (1540, 108)], 22, "#A3834F")
    for x in (300, 760, 1240):
        canvas.line([(x, 60), (x, 170)], 7, "#7A5C47")
    for left, low in ((130, 760), (600, 820), (1070, 730)):
        length(canvas, left, low)


def length(canvas: Canvas, left: float, low: float) -> None:
    """One length of cloth over the pole: plain ends, bands between, a fringe."""
    chance = canvas.chance
    ground = chance.pick(("#2F3A5C", "#3B2F4E", "#27484C"))
    canvas.rect((left + 14, 140, left + 424, low + 6), canvas.shade)
    canvas.rect((left, 100, left + 410, low), ground, 6)
    top = 150.0
    while top < low - 120:
        high = chance.pick((30, 64, 110))
        band = stripes if high < 40 else (zigzag if high < 90 else diamonds)
        band(canvas, (left, top), high, (chance.pick(THREADS), chance.pick(THREADS)))
        top += high + chance.pick((16, 26))
    for place in range(21):
        x = left + 5 + place * 20
        canvas.line([(x, low - 4), (x, low + 34)], 4, "#E7B84E")


def stripes(canvas: Canvas, at: Point, high: float, paints: tuple[str, str]) -> None:
    left, top = at
    canvas.rect((left, top, left + 410, top + high), paints[0])
    canvas.rect((left, top + high * 0.4, left + 410, top + high * 0.6), paints[1])


def zigzag(canvas: Canvas, at: Point, high: float, paints: tuple[str, str]) -> None:
    left, top = at
    for place in range(5):
        x = left + 5 + place * 80
        line = [(x, top + high), (x + 40, top), (x + 80, top + high)]
        canvas.line(line, 11, paints[0])
        canvas.disc((x + 40, top + high * 0.78), 9, paints[1])


def diamonds(canvas: Canvas, at: Point, high: float, paints: tuple[str, str]) -> None:
    left, y = at[0], at[1] + high / 2
    for place in range(3):
        x = left + 72 + place * 133
        for size, paint in ((1.0, paints[0]), (0.66, "#F4EFE2"), (0.36, paints[1])):
            wide, tall = 60 * size, high / 2 * size
            shape = [(x - wide, y), (x, y - tall), (x + wide, y), (x, y + tall)]
            canvas.poly(shape, paint)


def harvest(canvas: Canvas) -> None:
    """Rice drying in the yard of a house, people turning it."""
    backdrop(canvas, 560, count=4)
    grass(canvas, 720, 40)
    stilt_house(canvas, (1180, 720), 430)
    tree(canvas, (170, 720), 280)
    for place, (x, y, wide) in enumerate(((520, 800, 260), (760, 900, 330))):
        canvas.oval((x, y), wide + 14, (wide + 14) * 0.22, "#A37B50")
        canvas.oval((x, y), wide, wide * 0.22, "#E9C662")
        for step in range(7):
            left = x - wide * 0.7 + step * wide * 0.2
            line = [(left, y - wide * 0.08), (left + wide * 0.16, y + wide * 0.09)]
            canvas.line(line, 4, "#D3AC49")
        person(
            canvas,
            (x - 200 + place * 500, y + 20),
            220,
            Person(turn=1 - 2 * place, reach=0.6, hat=True),
        )
    for x in (1300, 1404, 1508):
        sack(canvas, (x, 900))


def sack(canvas: Canvas, at: Point) -> None:
    x, y = at
    shadow(canvas, at, 60)
    canvas.rect((x - 48, y - 130, x + 48, y), "#E0CFA5", 24)
    canvas.rect((x - 20, y - 158, x + 20, y - 118), "#E0CFA5", 10)
    canvas.rect((x - 24, y - 132, x + 24, y - 122), "#B5574B", 4)
