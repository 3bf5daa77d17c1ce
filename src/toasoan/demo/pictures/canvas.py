"""The drawing board: 1600 by 1000 units, made into a picture of 1280 by 800.

Drawn twice as large, then halved, so that edges are smooth.
"""

import io
from collections.abc import Sequence
from math import cos, pi, sin

from PIL import Image, ImageChops, ImageDraw

from toasoan.demo.pictures.chance import Chance
from toasoan.demo.pictures.moods import Colour, Mood, hexed, mix

WIDTH, HEIGHT = 1600, 1000
SIZE = 1280, 800
FINER = 2
SCALE = SIZE[0] * FINER / WIDTH  # pixels a unit while drawing
QUALITY = 82

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Paint = str | Colour


class Canvas:
    """Flat shapes in the colours of one mood; a "#hex" paint is tinted by it.

    `shade` is the colour of shadows; a scene sets it to suit its floor.
    """

    def __init__(self, mood: Mood, seed: int) -> None:
        self.mood = mood
        self.chance = Chance(seed)
        self.image = Image.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER), mood.sky_low)
        self.pen = ImageDraw.Draw(self.image)
        self.shade = mix(mood.ground, (24, 40, 44), 0.3)

    def colour(self, paint: Paint) -> Colour:
        return self.mood.tint(hexed(paint)) if isinstance(paint, str) else paint

    def poly(self, points: Sequence[Point], paint: Paint) -> None:
        self.pen.polygon(scaled(points), self.colour(paint))

    def rect(self, box: Box, paint: Paint, radius: float = 0) -> None:
        left, top, right, bottom = (value * SCALE for value in box)
        corners = (left, top, right, bottom)
        self.pen.rounded_rectangle(corners, radius * SCALE, self.colour(paint))

    def disc(self, at: Point, radius: float, paint: Paint) -> None:
        self.oval(at, radius, radius, paint)

    def oval(self, at: Point, wide: float, high: float, paint: Paint) -> None:
        x, y = at
        box = ((x - wide) * SCALE, (y - high) * SCALE)
        end = ((x + wide) * SCALE, (y + high) * SCALE)
        self.pen.ellipse((*box, *end), self.colour(paint))

    def line(self, points: Sequence[Point], width: float, paint: Paint) -> None:
        """Draw a line with round joints and ends."""
        colour = self.colour(paint)
        self.pen.line(scaled(points), colour, round(width * SCALE), joint="curve")
        if width >= 5:
            for end in (points[0], points[-1]):
                self.disc(end, width / 2 - 0.4, colour)

    def ring(self, at: Point, radius: float, width: float, paint: Paint) -> None:
        x, y = at
        box = [(x - radius), (y - radius), (x + radius), (y + radius)]
        corners = [value * SCALE for value in box]
        self.pen.ellipse(
            corners, outline=self.colour(paint), width=round(width * SCALE)
        )

    def fade(self, points: Sequence[Point], top: Paint, bottom: Paint) -> None:
        """Fill a shape with a gradient from its top to its bottom."""
        spots = scaled(points)
        left, upper, right, lower = bounds(spots)
        size = (right - left, lower - upper)
        mask = Image.new("1", size)
        ImageDraw.Draw(mask).polygon([(x - left, y - upper) for x, y in spots], 1)
        shade = gradient(self.colour(top), self.colour(bottom), size[1])
        self.image.paste(shade.resize(size), (left, upper), mask)

    def glow(self, at: Point, radius: float, paint: Paint, power: float) -> None:
        """Lay soft light around a point."""
        reach = round(radius * SCALE)
        # Pillow's gradient reaches 181 at the middle of each side
        fall = Image.radial_gradient("L").point(lambda v: max(0, 255 - v * 255 // 181))
        small = fall.point(lambda v: round(v * power))
        soft = ImageChops.multiply(small, fall)
        mask = soft.resize((reach * 2, reach * 2), Image.Resampling.BILINEAR)
        corner = (round(at[0] * SCALE) - reach, round(at[1] * SCALE) - reach)
        colour = hexed(paint) if isinstance(paint, str) else paint
        self.image.paste(
            colour, (*corner, corner[0] + 2 * reach, corner[1] + 2 * reach), mask
        )

    def jpeg(self) -> bytes:
        target = io.BytesIO()
        halved = self.image.reduce(FINER)
        halved.save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)
        return target.getvalue()


def scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def bounds(points: Sequence[Point]) -> tuple[int, int, int, int]:
    """Return the box of the points, kept within the board."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, upper = max(0, int(min(xs))), max(0, int(min(ys)))
    right = min(SIZE[0] * FINER, int(max(xs)) + 1)
    lower = min(SIZE[1] * FINER, int(max(ys)) + 1)
    return left, upper, right, lower


def gradient(top: Colour, bottom: Colour, height: int) -> Image.Image:
    """Return a column one pixel wide that goes from one colour to the other."""
    column = Image.new("RGB", (1, 2))
    column.putpixel((0, 0), top)
    column.putpixel((0, 1), bottom)
    box = (0, 0.5, 1, 1.5)
    return column.resize((1, height), Image.Resampling.BILINEAR, box=box)


def arc(at: Point, wide: float, high: float, start: float, end: float) -> list[Point]:
    """Return points along an ellipse, angles in turns, clockwise from the right."""
    steps = 24
    turns = [start + (end - start) * step / steps for step in range(steps + 1)]
    x, y = at
    return [(x + wide * cos(2 * pi * t), y + high * sin(2 * pi * t)) for t in turns]


def curve(start: Point, pull: Point, end: Point) -> list[Point]:
    """Return points along a quadratic curve."""
    steps = [step / 20 for step in range(21)]
    return [
        (
            (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * pull[0] + t * t * end[0],
            (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * pull[1] + t * t * end[1],
        )
        for t in steps
    ]
