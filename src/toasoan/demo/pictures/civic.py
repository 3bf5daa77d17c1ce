"""Scenes of public life outdoors: the hall, the school, a match, neighbours."""

from toasoan.demo.pictures.buildings import flag_pole, hall, stilt_house
from toasoan.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, arc
from toasoan.demo.pictures.moods import hexed, mix
from toasoan.demo.pictures.nature import backdrop, grass, shadow, tree
from toasoan.demo.pictures.people import Person, person, row


def house_of_culture(canvas: Canvas) -> None:
    """The village hall and its yard."""
    backdrop(canvas, 580, count=4)
    yard(canvas, 690)
    hall(canvas, (800, 740), 860)
    tree(canvas, (190, 740), 300)
    tree(canvas, (1450, 730), 260)
    flag_pole(canvas, (430, 860), 420)
    row(canvas, [(620, 850), (690, 870), (1010, 850), (1090, 880)], 150)


def yard(canvas: Canvas, top: float) -> None:
    """Lay a paved yard in front of a house."""
    paving = mix(canvas.mood.ground, (226, 217, 198), 0.8)
    canvas.shade = mix(paving, (60, 60, 60), 0.25)
    shape = [(180, top), (1420, top), (1600, HEIGHT), (0, HEIGHT)]
    canvas.fade(shape, mix(paving, (255, 255, 255), 0.15), paving)


def school(canvas: Canvas) -> None:
    """Children in the yard of a school."""
    backdrop(canvas, 540, count=3)
    yard(canvas, 640)
    school_house(canvas)
    tree(canvas, (150, 800), 360)
    flag_pole(canvas, (800, 800), 440)
    spots = [(430, 850), (520, 880), (610, 850), (980, 860), (1070, 890), (1170, 850)]
    for place, (x, y) in enumerate(spots):
        child(canvas, (x, y), 140, -1 if place < 3 else 1)
    person(canvas, (1320, 880), 210, Person(turn=-1, reach=0.7, coat="#D9677A"))


def school_house(canvas: Canvas) -> None:
    """Two floors of classrooms with a gallery."""
    shadow(canvas, (840, 660), 560, 16)
    canvas.rect((330, 300, 1360, 660), "#F2DCA6")
    canvas.poly([(300, 300), (360, 220), (1330, 220), (1390, 300)], "#B8604C")
    for floor in (0, 1):
        top = 330 + floor * 172
        canvas.rect((330, top + 128, 1360, top + 142), "#D8B97E")
        for place in range(8):
            x = 366 + place * 124
            paint = "#7C9A8C" if place % 4 == 1 else "#8FB3BF"
            low = top + (126 if place % 4 == 1 else 92)
            canvas.rect((x, top + 14, x + 76, low), paint, 4)
            canvas.rect((x + 36, top + 14, x + 40, low), "#F7F1E3")
    for x in range(336, 1361, 124):
        canvas.rect((x - 6, 300, x + 8, 660), "#FBF3DE")


def child(canvas: Canvas, at: Point, size: float, turn: int) -> None:
    """A pupil with a satchel."""
    person(
        canvas, at, size, Person(turn=turn, coat="#F3F5F2", hair="#2E2A2B", reach=0.3)
    )
    x, y = at
    left = x - turn * size * 0.13
    box = (left - size * 0.09, y - size * 0.72, left + size * 0.09, y - size * 0.42)
    canvas.rect(box, canvas.chance.pick(("#B5574B", "#3F5F8A", "#D09A45")), 8)


def football(canvas: Canvas) -> None:
    """A match between two villages."""
    backdrop(canvas, 540, count=4)
    grass_green = mix(canvas.mood.ground, (98, 160, 88), 0.5)
    canvas.shade = mix(grass_green, (24, 40, 44), 0.3)
    canvas.poly([(0, 620), (WIDTH, 620), (WIDTH, HEIGHT), (0, HEIGHT)], grass_green)
    for place in range(0, 8, 2):
        top = 620 + place * place * 6
        box = (0, top, WIDTH, 620 + (place + 1) ** 2 * 6)
        canvas.rect(box, mix(grass_green, (255, 255, 255), 0.07))
    goal(canvas)
    row(canvas, [(x, 636) for x in range(470, 1560, 62)], 92)
    chalk = mix(grass_green, (255, 255, 255), 0.75)
    canvas.line([(0, 660), (WIDTH, 660)], 6, chalk)
    canvas.line(arc((1120, 850), 230, 80, 0, 1), 6, chalk)
    shirts = (("#3F5F8A", 1), ("#E7B84E", -1), ("#3F5F8A", 1), ("#E7B84E", -1))
    for (coat, turn), (x, y) in zip(
        shirts, ((620, 860), (1010, 850), (1330, 760), (760, 760)), strict=True
    ):
        size = 150 + (y - 700) * 0.5
        player = Person(turn=turn, reach=0.5, coat=coat, hair="#2E2A2B")
        person(canvas, (x, y), size, player)
    ball(canvas, (800, 890))


def goal(canvas: Canvas) -> None:
    net = mix(canvas.mood.sky_low, (255, 255, 255), 0.4)
    for place in range(9):
        canvas.line([(110 + place * 34, 500), (70 + place * 34, 660)], 2, net)
        canvas.line(
            [(100 - place * 4, 500 + place * 20), (390, 500 + place * 20)], 2, net
        )
    canvas.line([(110, 690), (110, 490), (390, 490), (390, 690)], 11, "#FBFAF4")


def ball(canvas: Canvas, at: Point) -> None:
    shadow(canvas, (at[0] + 4, at[1] + 24), 30, 7)
    canvas.disc(at, 26, "#FBFAF4")
    for dx, dy in ((0, -2), (-18, 10), (17, 11), (-9, -20), (13, -18)):
        canvas.disc((at[0] + dx, at[1] + dy), 6, hexed("#3A3F45"))


def neighbours(canvas: Canvas) -> None:
    """Neighbours raising the frame of a house together."""
    backdrop(canvas, 580, count=4)
    grass(canvas, 760, 40)
    stilt_house(canvas, (1350, 720), 330)
    tree(canvas, (140, 740), 260)
    frame(canvas)
    for x, turn in ((330, 1), (560, 1), (800, -1), (1010, -1)):
        y = 890 + (x % 3) * 14
        person(
            canvas, (x, y), 200, Person(turn=turn, reach=1.0, hat=turn > 0 and x > 400)
        )
    canvas.rect((360, 772, 560, 786), "#A87B55", 6)
    bricks(canvas, (1130, 900))


def frame(canvas: Canvas) -> None:
    """Posts and rafters of a house not yet covered."""
    for x in (420, 590, 760, 930):
        canvas.rect((x - 9, 520, x + 9, 850), "#A87B55")
    canvas.rect((390, 512, 960, 530), "#8A6A4E")
    canvas.rect((410, 690, 940, 704), "#8A6A4E")
    for x in (420, 548, 676, 804, 932):
        canvas.line([(x, 520), (676, 350)], 9, "#B98F62")
    canvas.poly([(676, 336), (704, 336), (992, 524), (676, 524)], "#B8604C")
    for place in range(1, 5):
        x = 676 + place * 60
        canvas.line([(x, 336 + place * 37), (x, 524)], 3, "#A2523F")


def bricks(canvas: Canvas, at: Point) -> None:
    x, y = at
    shadow(canvas, (x, y), 110)
    for line in range(4):
        for place in range(5 - line % 2):
            left = x - 100 + place * 40 + line % 2 * 20
            paint = ("#C97B5B", "#B8694C", "#D08A68")[(place + line) % 3]
            canvas.rect(
                (left, y - 24 - line * 24, left + 37, y - 2 - line * 24), paint, 3
            )
