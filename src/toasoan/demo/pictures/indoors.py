"""Scenes inside: a meeting, the health station, the library."""

from toasoan.demo.pictures.canvas import HEIGHT, WIDTH, Box, Canvas, Point, arc
from toasoan.demo.pictures.moods import mix
from toasoan.demo.pictures.people import Person, person

BOOKS = ("#B5574B", "#3F5F8A", "#4C7F74", "#D09A45", "#6C5A8C", "#E8E2D2", "#C98C6B")


def room(canvas: Canvas, wall: str, floor: str, line: float = 700) -> None:
    """Paint the inside of a room: wall, skirting, floor."""
    tone = canvas.colour(wall)
    box: list[Point] = [(0, 0), (WIDTH, 0), (WIDTH, line), (0, line)]
    canvas.fade(box, mix(tone, (255, 255, 255), 0.25), tone)
    ground = canvas.colour(floor)
    canvas.shade = mix(ground, (50, 40, 40), 0.28)
    box = [(0, line), (WIDTH, line), (WIDTH, HEIGHT), (0, HEIGHT)]
    canvas.fade(box, mix(ground, (30, 20, 20), 0.12), mix(ground, (255, 255, 255), 0.1))
    canvas.rect((0, line - 16, WIDTH, line), mix(tone, (60, 50, 40), 0.25))


def view(canvas: Canvas, box: Box) -> None:
    """Hang a window that looks out on hills."""
    left, top, right, bottom = box
    mood = canvas.mood
    frame: list[Point] = [(left, top), (right, top), (right, bottom), (left, bottom)]
    canvas.fade(frame, mood.sky_top, mood.sky_low)
    wide, high = right - left, bottom - top
    for share, low, peak in ((0.35, 0.42, 0.3), (0.8, 0.62, 0.66)):
        hill = arc((left + wide * peak, bottom), wide * 0.5, high * (1 - low), 0.5, 1)
        spots = [(min(max(x, left), right), y) for x, y in hill]
        canvas.poly(spots, mix(mood.far, mood.near, share))
    middle = (left + right) / 2
    bars = (
        (left - 12, top - 12, right + 12, top),
        (left - 12, bottom, right + 12, bottom + 14),
    )
    posts = ((left - 12, top, left, bottom), (right, top, right + 12, bottom))
    for bar in (*bars, *posts, (middle - 5, top, middle + 5, bottom)):
        canvas.rect(bar, "#F7F1E3")


def meeting(canvas: Canvas) -> None:
    """People of a village listening to somebody at a board."""
    room(canvas, "#E9D9B8", "#B98F6B", 640)
    view(canvas, (140, 150, 420, 400))
    view(canvas, (1180, 150, 1460, 400))
    board(canvas, (560, 130, 1040, 430))
    person(canvas, (470, 760), 330, Person(reach=0.9, coat="#3F5F8A"))
    table(canvas, (660, 600, 1000, 770))
    chance = canvas.chance
    for line, y in enumerate((930, 1060)):
        count = 7 + line
        for place in range(count):
            x = 130 + place * 1380 / (count - 1) + chance.between(-16, 16)
            seat_back(canvas, (x, y), 1 + 0.15 * line)


def board(canvas: Canvas, box: Box) -> None:
    """A white board with lines of 'writing' and a small chart."""
    left, top, right, bottom = box
    canvas.rect((left - 14, top - 14, right + 14, bottom + 14), "#A87B55", 8)
    canvas.rect(box, "#FBF8EF")
    for place in range(5):
        y = top + 50 + place * 48
        canvas.rect((left + 40, y, left + 190 + place % 3 * 34, y + 12), "#B9C2C4", 6)
    for place, high in enumerate((70, 110, 90, 150)):
        x = right - 190 + place * 40
        canvas.rect((x, bottom - 50 - high, x + 26, bottom - 50), BOOKS[place])


def table(canvas: Canvas, box: Box) -> None:
    """A table with a cloth, a vase and a glass."""
    left, top, right, bottom = box
    canvas.rect((left, top, right, bottom), "#C96A57", 6)
    canvas.rect((left - 14, top - 14, right + 14, top + 20), "#B8604C", 8)
    canvas.rect((left, bottom - 16, right, bottom - 8), "#E7B84E")
    x = (left + right) / 2
    canvas.rect((x - 16, top - 70, x + 16, top - 12), "#E8EEF0", 8)
    for dx, dy, paint in (
        (-22, 92, "#E98C5B"),
        (0, 112, "#F0C752"),
        (22, 92, "#D9677A"),
    ):
        canvas.line([(x, top - 60), (x + dx, top - dy)], 4, "#5E9A6B")
        canvas.disc((x + dx, top - dy), 16, paint)


def seat_back(canvas: Canvas, at: Point, scale: float) -> None:
    """Somebody seated, seen from behind."""
    x, y = at
    chance = canvas.chance
    coat = chance.pick(
        ("#3F5F8A", "#B5574B", "#4C7F74", "#6C5A8C", "#7C8B57", "#D09A45")
    )
    high = y - 170 * scale + chance.between(-12, 12)
    canvas.rect(
        (x - 66 * scale, high + 52 * scale, x + 66 * scale, y + 60), coat, 44 * scale
    )
    canvas.rect(
        (x - 15 * scale, high + 20, x + 15 * scale, high + 66 * scale), "#D8A57E"
    )
    canvas.disc((x, high), 40 * scale, chance.pick(("#2E2A2B", "#3A3230", "#7F7A79")))
    canvas.rect((x - 74 * scale, y - 36 * scale, x + 74 * scale, y + 90), "#8A6A4E", 12)


def health(canvas: Canvas) -> None:
    """A vaccination desk at the health station."""
    room(canvas, "#D9E8E2", "#C9BFA9", 680)
    view(canvas, (110, 150, 400, 420))
    cabinet(canvas, (1150, 200, 1470, 700))
    sign(canvas, (760, 220))
    person(canvas, (620, 900), 400, Person(coat="#F3F5F2", reach=0.55))
    person(canvas, (850, 905), 380, Person(turn=-1, coat="#B5574B"))
    small = Person(turn=-1, coat="#D09A45", hair="#2E2A2B")
    person(canvas, (985, 915), 250, small)
    desk(canvas, (180, 690, 540, 930))


def sign(canvas: Canvas, at: Point) -> None:
    """A plain green cross on a round plate."""
    x, y = at
    canvas.disc(at, 96, "#F7FAF6")
    canvas.rect((x - 22, y - 62, x + 22, y + 62), "#5FA08A", 8)
    canvas.rect((x - 62, y - 22, x + 62, y + 22), "#5FA08A", 8)


def cabinet(canvas: Canvas, box: Box) -> None:
    left, top, right, bottom = box
    canvas.rect(box, "#F2F0E8", 8)
    canvas.rect((left + 18, top + 18, right - 18, bottom - 140), "#BFD6DA", 4)
    for line in range(3):
        y = top + 120 + line * 118
        canvas.rect((left + 18, y, right - 18, y + 10), "#F2F0E8")
        for place in range(5):
            x = left + 44 + place * 50
            high = 46 + canvas.chance.between(0, 26)
            canvas.rect((x, y - high, x + 30, y), canvas.chance.pick(BOOKS), 5)
    canvas.rect(
        ((left + right) / 2 - 4, bottom - 130, (left + right) / 2 + 4, bottom - 10),
        "#D2CEC0",
    )


def desk(canvas: Canvas, box: Box) -> None:
    """A desk with a cool box and papers."""
    left, top, right, bottom = box
    canvas.rect((left - 20, top, right + 20, top + 26), "#A87B55", 6)
    for x in (left, right - 24):
        canvas.rect((x, top + 26, x + 24, bottom), "#8A6A4E")
    canvas.rect((left + 40, top - 130, left + 210, top), "#5F8FB5", 12)
    canvas.rect((left + 30, top - 150, left + 220, top - 110), "#F3F5F2", 10)
    canvas.rect((left + 250, top - 12, left + 350, top), "#FBF8EF")
    canvas.rect((left + 262, top - 22, left + 340, top - 12), "#E8E2D2")


def library(canvas: Canvas) -> None:
    """Shelves of books and a reader at a table."""
    room(canvas, "#E6D6BC", "#A98263", 780)
    for place in range(3):
        left = 90 + place * 490
        shelf(canvas, (left, 110, left + 440, 780))
    person(canvas, (560, 960), 430, Person(reach=0.4, coat="#4C7F74"))
    person(canvas, (1090, 960), 330, Person(turn=-1, reach=0.5, coat="#D09A45"))
    canvas.rect((330, 850, 1320, 888), "#8A6A4E", 8)
    canvas.rect((380, 888, 416, 1000), "#74573F")
    canvas.rect((1234, 888, 1270, 1000), "#74573F")
    open_book(canvas, (700, 850))
    open_book(canvas, (960, 850))


def shelf(canvas: Canvas, box: Box) -> None:
    left, top, right, bottom = box
    canvas.rect(box, "#8A6A4E", 6)
    canvas.rect((left + 16, top + 16, right - 16, bottom - 16), "#6E523D")
    high = (bottom - top - 16) / 4
    for line in range(4):
        y = top + high * (line + 1)
        books(canvas, (left + 22, y), right - 30, high * 0.72)
        canvas.rect((left + 10, y, right - 10, y + 14), "#9A7858")


def books(canvas: Canvas, at: Point, right: float, high: float) -> None:
    """Fill a board with books of all sizes, leaving a gap now and then."""
    chance = canvas.chance
    x, y = at
    while x < right - 40:
        wide = chance.between(16, 34)
        tall = high * chance.between(0.72, 1.0)
        if chance.unit() > 0.1:
            paint = chance.pick(BOOKS)
            canvas.rect((x, y - tall, x + wide - 2, y), paint, 3)
            band = mix(canvas.colour(paint), (255, 255, 255), 0.35)
            canvas.rect((x, y - tall * 0.82, x + wide - 2, y - tall * 0.76), band)
        x += wide


def open_book(canvas: Canvas, at: Point) -> None:
    x, y = at
    canvas.poly([(x - 80, y), (x, y - 14), (x, y - 40), (x - 84, y - 26)], "#FBF8EF")
    canvas.poly([(x + 80, y), (x, y - 14), (x, y - 40), (x + 84, y - 26)], "#EDE6D6")
