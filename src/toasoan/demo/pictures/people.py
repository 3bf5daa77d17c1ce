"""Simple people without faces, and the few things they hold."""

from dataclasses import dataclass

from toasoan.demo.pictures.canvas import Canvas, Point, arc
from toasoan.demo.pictures.moods import mix

SKINS = ("#E3B58F", "#D8A57E", "#CC9770")
HAIRS = ("#2E2A2B", "#3A3230", "#29262B", "#453832", "#8B8685")
CLOTHES = ("#3F5F8A", "#B5574B", "#4C7F74", "#D09A45", "#6C5A8C", "#E8E2D2", "#7C8B57")
HEMS = ("#E7B84E", "#F0EADA", "#C96A57")


@dataclass(frozen=True, kw_only=True)
class Person:
    """How somebody stands: `turn` is -1 or 1; `reach` lifts the hands."""

    turn: int = 1
    reach: float = 0.0
    hat: bool = False
    coat: str = ""
    hair: str = ""


def person(canvas: Canvas, at: Point, size: float, who: Person | None = None) -> None:
    """Draw somebody whose feet are `at`; `size` is their height."""
    who = who or Person()
    chance = canvas.chance
    coat = who.coat or chance.pick(CLOTHES)
    skin, hair = chance.pick(SKINS), who.hair or chance.pick(HAIRS)
    canvas.oval(at, size * 0.17, size * 0.028, canvas.shade)
    x, y = at
    legs(canvas, at, size)
    torso(canvas, at, size, coat)
    arms(canvas, at, size, who, coat, skin)
    head(canvas, (x, y - size * 0.86), size * 0.085, skin, hair)
    if who.hat:
        cone_hat(canvas, (x, y - size * 0.9), size * 0.19)


def legs(canvas: Canvas, at: Point, size: float) -> None:
    x, y = at
    for side in (-1, 1):
        foot = x + side * size * 0.055
        hip = (x + side * size * 0.05, y - size * 0.42)
        canvas.line([hip, (foot, y - size * 0.03)], size * 0.085, "#39424F")
        box = (foot - size * 0.05, y - size * 0.035, foot + size * 0.05, y)
        canvas.rect(box, "#2C2A2E", size * 0.017)


def torso(canvas: Canvas, at: Point, size: float, coat: str) -> None:
    """Draw a coat: round shoulders, a bright hem."""
    x, y = at
    top, low, hip = y - size * 0.76, y - size * 0.36, size * 0.15
    inset, bend = size * 0.075, size * 0.05
    left = arc((x - inset, top + bend), bend, bend, 0.5, 0.75)
    right = arc((x + inset, top + bend), bend, bend, 0.75, 1)
    canvas.poly([*left, *right, (x + hip, low), (x - hip, low)], coat)
    hem = (x - hip, low - size * 0.035, x + hip, low - size * 0.012)
    canvas.rect(hem, canvas.chance.pick(HEMS))


def arms(
    canvas: Canvas, at: Point, size: float, who: Person, coat: str, skin: str
) -> None:
    """Draw both arms; the one on the side turned to reaches out."""
    x, y = at
    sleeve = mix(canvas.colour(coat), (20, 24, 40), 0.14)
    for side in (-1, 1):
        reach = who.reach if side == who.turn else 0.0
        shoulder = (x + side * size * 0.115, y - size * 0.7)
        out, up = size * (0.16 + 0.16 * reach), size * (0.42 + 0.26 * reach)
        hand = (x + side * out, y - up)
        canvas.line([shoulder, hand], size * 0.066, sleeve)
        canvas.disc(hand, size * 0.036, skin)


def head(canvas: Canvas, at: Point, radius: float, skin: str, hair: str) -> None:
    x, y = at
    canvas.rect((x - radius * 0.4, y, x + radius * 0.4, y + radius * 1.5), skin)
    canvas.disc((x, y - radius * 0.12), radius * 1.06, hair)
    canvas.oval((x, y + radius * 0.22), radius * 0.86, radius * 0.84, skin)


def cone_hat(canvas: Canvas, at: Point, wide: float) -> None:
    x, y = at
    low = y + wide * 0.18
    canvas.poly([(x - wide, low), (x, y - wide * 0.55), (x + wide, low)], "#E6D3A0")
    canvas.poly(
        [(x, y - wide * 0.55), (x + wide, low), (x + wide * 0.2, low)], "#D3BC83"
    )


def row(canvas: Canvas, spots: list[Point], size: float) -> None:
    """Stand people on the spots, the nearer in front of the farther."""
    for x, y in sorted(spots, key=lambda spot: spot[1]):
        turn = 1 if canvas.chance.unit() > 0.5 else -1
        person(canvas, (x, y), size, Person(turn=turn))
