"""What an article must have before Zalo is asked."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from toasoan.channels.adapters.base import Item, Media, Pictures, Problem, Rejected
from toasoan.channels.adapters.limits import problems

LEAST_SIDE = 800
MOST_BYTES = 1_000_000


def found(item: Item, pictures: Pictures) -> list[Problem]:
    """Return what would not fit, worst first; without a good cover nothing goes.

    `pictures` is how pictures leave the house: a long one gets lower on the way.
    """
    rest = [
        one
        for one in problems(replace(item, medium="zalo", pictures=item.pictures[1:]))
        if not _cover(one)
    ]
    return sorted([*_of_media(item, pictures), *rest], key=lambda one: not one.blocking)


def _cover(problem: Problem) -> bool:
    return problem.code == "needs_picture"


def _of_media(item: Item, pictures: Pictures) -> Iterator[Problem]:
    if not item.pictures:
        yield Problem(code="needs_picture", blocking=True)
    elif 0 < _least_side(item.pictures[0], pictures) < LEAST_SIDE:
        values = {"limit": LEAST_SIDE}
        yield Problem(code="zalo_cover_too_small", blocking=True, values=values)
    if item.film:
        yield Problem(code="zalo_film_left_out", blocking=False)


def _least_side(picture: Media, pictures: Pictures) -> float:
    sides = picture.width, picture.height
    if min(sides) <= 0:
        return 0
    return min(sides) * min(1, pictures.side / max(sides))


def refuse(item: Item, pictures: Pictures) -> None:
    """Raise Rejected when `item` as it would be sent cannot become an article."""
    for one in found(item, pictures):
        if one.blocking:
            code = "zalo_cover_missing" if _cover(one) else one.code
            raise Rejected(code)
    for picture in item.pictures:
        if urlsplit(picture.url).scheme not in ("http", "https"):
            raise Rejected("zalo_picture_not_public", picture.url[:200])
        if picture.size > MOST_BYTES:
            raise Rejected("zalo_picture_too_big", f"{picture.size} bytes")
