"""Sky, ridges, trees, grass: what stands behind and around everything."""

from math import pi, sin

from toasoan.demo.pictures.canvas import HEIGHT, WIDTH, Canvas, Paint, Point, curve
from toasoan.demo.pictures.moods import mix

LEAVES = ("#5E9A6B", "#4C8A62", "#76A865", "#6B9A55")


def sky(canvas: Canvas, horizon: float = 620) -> None:
    """Lay the sky, its sun or moon, and a few clouds or stars."""
    mood, chance = canvas.mood, canvas.chance
    box = [(0, 0), (WIDTH, 0), (WIDTH, horizon), (0, horizon)]
    canvas.fade(box, mood.sky_top, mood.sky_low)
    canvas.rect((0, horizon - 1, WIDTH, HEIGHT), mood.sky_low)
    if mood.name == "night":
        stars(canvas)
    if mood.name != "rain":
        sun(canvas, (chance.between(260, 1340), chance.between(150, 290)))
    for _ in range(0 if mood.name == "night" else 3):
        cloud(canvas, (chance.between(80, 1520), chance.between(80, 300)))


def sun(canvas: Canvas, at: Point) -> None:
    mood = canvas.mood
    canvas.glow(at, 300, mood.sun, 0.75)
    canvas.disc(at, 46 if mood.name == "night" else 62, mood.sun)


def stars(canvas: Canvas) -> None:
    chance = canvas.chance
    for _ in range(90):
        spot = (chance.between(0, WIDTH), chance.between(0, 480))
        canvas.disc(spot, chance.between(0.8, 2.4), "#F4F1DC")


def cloud(canvas: Canvas, at: Point) -> None:
    """Draw a long flat cloud of a few soft lobes."""
    x, y = at
    chance = canvas.chance
    colour = mix(canvas.mood.sky_low, (255, 255, 255), 0.5)
    colour = mix(colour, canvas.mood.sky_top, 0.2)
    size = chance.between(0.6, 1.1)
    box = (x - 150 * size, y - 34 * size, x + 170 * size, y + 6 * size)
    canvas.rect(box, colour, 20 * size)
    for dx, dy, radius in ((-70, 34, 38), (0, 48, 52), (74, 34, 40)):
        canvas.disc((x + dx * size, y - dy * size), radius * size, colour)


def ridge_line(canvas: Canvas, base: float, height: float, rough: float) -> list[Point]:
    """Return the crest of a range of mountains across the board."""
    chance = canvas.chance
    waves = [
        (chance.between(0.6, 1.5), chance.unit(), 1.0),
        (chance.between(1.8, 3.4), chance.unit(), 0.5),
        (chance.between(4.0, 7.0), chance.unit(), 0.22 * rough),
        (chance.between(9.0, 15.0), chance.unit(), 0.1 * rough),
    ]
    crest = []
    for x in range(-20, WIDTH + 41, 20):
        parts = (w * sin(2 * pi * (f * x / WIDTH + p)) for f, p, w in waves)
        crest.append((float(x), base - height * (0.55 + 0.45 * sum(parts))))
    return crest


def ridges(
    canvas: Canvas, *, count: int = 4, top: float = 330, foot: float = 640
) -> None:
    """Lay ranges one before the other, each paler at its misty foot."""
    mood = canvas.mood
    for place in range(count):
        share = place / max(1, count - 1)
        base = top + (foot - top) * (0.35 + 0.65 * share)
        height = (foot - top) * (0.75 - 0.35 * share)
        colour = mix(mood.far, mood.near, share * 0.8)
        crest = ridge_line(canvas, base, height, 0.6 + 0.6 * share)
        shape = [*crest, (WIDTH + 40, foot + 80), (-20, foot + 80)]
        canvas.fade(shape, colour, mix(colour, mood.sky_low, 0.55))


def ground(canvas: Canvas, top: float, paint: Paint | None = None) -> None:
    """Lay a gently rolling foreground from `top` to the bottom."""
    colour = canvas.mood.ground if paint is None else canvas.colour(paint)
    chance = canvas.chance
    phase = chance.unit()
    crest = [
        (float(x), top + 14 * sin(2 * pi * (x / WIDTH * 0.9 + phase)))
        for x in range(-20, WIDTH + 41, 20)
    ]
    shape = [*crest, (WIDTH + 40, HEIGHT), (-20, HEIGHT)]
    canvas.fade(
        shape, mix(colour, (255, 255, 255), 0.1), mix(colour, (20, 40, 40), 0.12)
    )


def backdrop(canvas: Canvas, horizon: float = 640, *, count: int = 3) -> None:
    """Lay sky, mountains and ground: the stage of most scenes."""
    sky(canvas, horizon)
    ridges(canvas, count=count, top=horizon - 330, foot=horizon)
    ground(canvas, horizon)


def shadow(canvas: Canvas, at: Point, wide: float, high: float = 12) -> None:
    """Darken the ground under a thing so that it stands on it."""
    canvas.oval(at, wide, high, canvas.shade)


def tree(canvas: Canvas, at: Point, size: float) -> None:
    """Draw a round tree whose foot is `at`; `size` is its height."""
    x, y = at
    leaf = canvas.chance.pick(LEAVES)
    dark = mix(canvas.colour(leaf), (20, 50, 50), 0.2)
    shadow(canvas, (x, y), size * 0.28, size * 0.05)
    canvas.line([(x, y), (x, y - size * 0.5)], size * 0.07, "#7A5C47")
    for dx, dy, radius in ((-0.16, 0.5, 0.2), (0.17, 0.52, 0.19), (0, 0.7, 0.27)):
        canvas.disc((x + dx * size, y - dy * size), radius * size, dark)
    for dx, dy, radius in ((-0.2, 0.54, 0.14), (-0.05, 0.75, 0.2)):
        canvas.disc((x + dx * size, y - dy * size), radius * size, leaf)


def conifer(canvas: Canvas, at: Point, size: float, paint: Paint) -> None:
    x, y = at
    canvas.rect((x - size * 0.03, y - size * 0.2, x + size * 0.03, y), "#6B5344")
    for step in range(3):
        low, wide = y - size * (0.14 + 0.24 * step), size * (0.24 - 0.05 * step)
        tip = (x, low - size * 0.42)
        canvas.poly([(x - wide, low), (x + wide, low), tip], paint)


def wood(canvas: Canvas, base: float, count: int, size: float) -> None:
    """Scatter conifers along a line, the paler ones behind."""
    chance, mood = canvas.chance, canvas.mood
    for place in range(count):
        x = WIDTH * (place + chance.between(-0.3, 0.3)) / max(1, count - 1)
        share = chance.between(0.55, 0.95)
        colour = mix(mood.far, mix(mood.near, (20, 60, 50), 0.25), share)
        tall = size * chance.between(0.75, 1.15)
        conifer(canvas, (x, base + chance.between(-8, 14)), tall, colour)


def bamboo(canvas: Canvas, at: Point, size: float, *, lean: float = 1) -> None:
    """Draw a clump of bamboo bending to one side."""
    x, y = at
    chance = canvas.chance
    for place in range(6):
        foot = (x + (place - 3) * size * 0.03, y)
        reach = lean * size * chance.between(0.12, 0.5)
        tip = (foot[0] + reach, y - size * chance.between(0.75, 1.0))
        stem = curve(foot, (foot[0] + reach * 0.1, y - size * 0.7), tip)
        canvas.line(stem, size * 0.014, chance.pick(("#6F9A56", "#83A95E")))
        for spot in stem[9::2]:
            blades(canvas, spot, size * 0.1, lean)


def blades(canvas: Canvas, at: Point, size: float, lean: float) -> None:
    x, y = at
    for dx, dy in ((0.9, 0.5), (-0.8, 0.45), (0.3, 0.8)):
        tip = (x + dx * size * lean, y + dy * size)
        side = (x + dx * size * 0.35, y + dy * size * 0.2 - size * 0.08)
        low = (x + dx * size * 0.5, y + dy * size * 0.6)
        canvas.poly([at, side, tip, low], canvas.chance.pick(LEAVES))


def grass(canvas: Canvas, top: float, count: int = 40) -> None:
    """Set tufts in the foreground, larger towards the viewer."""
    chance = canvas.chance
    colour = mix(canvas.mood.ground, (30, 70, 50), 0.3)
    for _ in range(count):
        x, y = chance.between(0, WIDTH), chance.between(top, HEIGHT)
        size = 8 + 16 * (y - top) / max(1, HEIGHT - top)
        for lean in (-0.5, 0.0, 0.5):
            canvas.line([(x, y), (x + lean * size, y - size)], 2.4, colour)
