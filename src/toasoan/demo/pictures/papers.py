"""Scenes of papers close up: news, a document, a calendar, a script to read."""

from toasoan.demo.pictures.canvas import HEIGHT, WIDTH, Box, Canvas, Point, arc, curve
from toasoan.demo.pictures.moods import mix

TABLES = ("#E7D3B0", "#CFE0DA", "#F0DCC8", "#D8DCE8")


INK = "#3A4450"


def still(canvas: Canvas) -> None:
    """Lay a calm background: a wall of hills in two tones and a table top."""
    tone = canvas.colour(canvas.chance.pick(TABLES))
    box: list[Point] = [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)]
    canvas.fade(box, mix(tone, (255, 255, 255), 0.45), tone)
    soft = mix(tone, canvas.mood.near, 0.16)
    for at, wide, high in (((300, 860), 620, 330), ((1350, 860), 700, 430)):
        canvas.poly(arc(at, wide, high, 0.5, 1.0), soft)
    canvas.glow((800, 470), 640, (255, 255, 255), 0.5)
    canvas.shade = mix(tone, (90, 70, 60), 0.6)
    canvas.rect((0, 860, WIDTH, HEIGHT), mix(tone, (120, 90, 60), 0.35))
    canvas.rect((0, 860, WIDTH, 868), mix(tone, (120, 90, 60), 0.5))


def drop(canvas: Canvas, at: Point, wide: float) -> None:
    """The shadow of a thing that stands on the table."""
    canvas.oval(at, wide, 20, canvas.shade)


def rumour(canvas: Canvas) -> None:
    """A page of news under a magnifying glass."""
    still(canvas)
    sheet(canvas, (360, 130, 960, 880))
    canvas.rect((420, 190, 900, 230), "#59646E", 8)
    canvas.rect((420, 260, 900, 460), "#BFD3D0", 6)
    canvas.poly([(430, 460), (560, 330), (660, 410), (760, 310), (890, 460)], "#7FA396")
    text(canvas, (420, 500, 900, 830))
    canvas.line([(1110, 690), (1270, 850)], 52, "#8A6A4E")
    canvas.disc((980, 560), 206, "#8A6A4E")
    canvas.disc((980, 560), 178, "#EAF3F2")
    canvas.poly(arc((980, 560), 178, 178, 0.52, 0.73), "#F8FCFB")
    question(canvas, (980, 560))


def question(canvas: Canvas, at: Point) -> None:
    """A question mark drawn with a round pen."""
    x, y = at
    canvas.line(arc((x, y - 46), 62, 60, 0.5, 1.12), 30, "#C8493B")
    canvas.line([(x + 44, y - 2), (x, y + 36), (x, y + 62)], 30, "#C8493B")
    canvas.disc((x, y + 112), 19, "#C8493B")


def sheet(canvas: Canvas, box: Box) -> None:
    """A sheet of paper with a folded corner."""
    left, top, right, bottom = box
    canvas.rect((left + 20, top + 60, right + 16, bottom + 12), canvas.shade)
    bend, dip = right - 70, top + 70
    side = [(right, dip), (right, bottom), (left, bottom)]
    canvas.poly([(left, top), (bend, top), *side], "#FDFBF4")
    canvas.poly([(bend, top), (right, dip), (bend, dip)], "#D3C9B0")


def text(canvas: Canvas, box: Box, gap: float = 40) -> None:
    """Lines that stand for writing, the last of each paragraph short."""
    left, top, right, bottom = box
    place = 0
    while top < bottom:
        end = right if place % 4 < 3 else left + (right - left) * 0.55
        canvas.rect((left, top, end, top + 14), "#C3C7C6", 7)
        top += gap
        place += 1


def document(canvas: Canvas) -> None:
    """A signed and stamped paper, with a pen beside it."""
    still(canvas)
    sheet(canvas, (470, 90, 1090, 890))
    canvas.rect((530, 150, 720, 166), "#7A858C", 7)
    canvas.rect((830, 150, 1000, 166), "#7A858C", 7)
    canvas.rect((640, 240, 920, 268), "#59646E", 8)
    text(canvas, (530, 320, 1030, 620))
    stamp(canvas, (920, 730))
    for left, pull in ((780, 700), (836, 660), (892, 720)):
        canvas.line(
            curve((left, 800), (left + 46, pull), (left + 60, 800)), 6, "#3F5F8A"
        )
    pen(canvas, (1140, 944), (1470, 916))


def stamp(canvas: Canvas, at: Point) -> None:
    """A round red stamp with a plain flower in it (not a State seal)."""
    canvas.ring(at, 96, 9, "#D0584A")
    canvas.ring(at, 74, 4, "#D0584A")
    for turn in range(6):
        spot = arc(at, 34, 34, turn / 6, turn / 6 + 0.1)[0]
        canvas.disc(spot, 17, "#DC7568")
    canvas.disc(at, 15, "#D0584A")


def pen(canvas: Canvas, tip: Point, end: Point) -> None:
    share = (tip[0] + (end[0] - tip[0]) * 0.14, tip[1] + (end[1] - tip[1]) * 0.14)
    canvas.line([tip, share], 10, "#C9A35A")
    canvas.line([share, end], 34, "#3F5F8A")
    half = ((share[0] + end[0]) / 2, (share[1] + end[1]) / 2)
    canvas.line([half, end], 36, "#34507A")


def calendar(canvas: Canvas) -> None:
    """A wall calendar with one day ringed."""
    still(canvas)
    sheet(canvas, (400, 150, 1200, 880))
    canvas.rect((400, 150, 1200, 300), "#C96A57")
    for x in (560, 720, 880, 1040):
        canvas.rect((x - 10, 110, x + 10, 200), "#8F9699", 9)
    day = int(canvas.chance.between(9, 26))
    for place in range(2, 32):
        x, y = 470 + place % 7 * 110, 370 + place // 7 * 102
        weekend = place % 7 == 6
        canvas.rect(
            (x - 28, y - 24, x + 28, y + 24), "#F0CFC4" if weekend else "#E3E6E2", 10
        )
        if place == day:
            canvas.ring((x, y), 54, 11, "#D0584A")


def radio(canvas: Canvas) -> None:
    """A microphone on a desk with a script: the voice of the loudspeakers."""
    still(canvas)
    sheet(canvas, (860, 420, 1290, 890))
    text(canvas, (910, 510, 1240, 850), 44)
    drop(canvas, (560, 880), 210)
    canvas.oval((560, 868), 190, 26, "#59646E")
    canvas.rect((546, 600, 574, 866), "#7A858C")
    canvas.line(arc((560, 420), 150, 180, 0.02, 0.48), 22, "#59646E")
    canvas.rect((470, 150, 650, 540), "#4A5560", 90)
    canvas.rect((486, 166, 560, 524), "#5C6873", 70)
    for place in range(7):
        y = 230 + place * 34
        canvas.rect((484, y, 636, y + 9), "#8E989E", 4)
    canvas.rect((470, 466, 650, 492), "#E7B84E")
