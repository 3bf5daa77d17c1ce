"""Pictures and films in the form in which they leave the house."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

from django.conf import settings

from toasoan.stories.models import Picture

from .adapters.base import Item, Media, Pictures

# What every service takes; a crop holds no place, camera or owner. The first that is
# small enough goes.
FORM = "max-{side}x{side}|format-jpeg|jpegquality-{quality}"
QUALITIES = (85, 70)
SMALLER = (1600, 1280, 1024)


def outgoing(item: Item, rules: Pictures) -> Item:
    """Return `item` with each picture as a crop on this machine that `rules` allow.

    The original, and where it was taken, stays with us (law 91/2025/QH15).
    """
    names = [media.path for media in item.pictures]
    known = {one.file.name: one for one in Picture.objects.filter(file__in=names)}
    crops = [
        _crop(known[media.path], media, rules, item.url) for media in item.pictures
    ]
    film = item.film and _placed(item.film, item.film.path, item.url)
    return replace(item, pictures=tuple(crops), film=film)


def _crop(picture: Picture, media: Media, rules: Pictures, page: str) -> Media:
    crop: Any = None
    for spec in _forms(rules.side):
        crop = picture.get_rendition(spec)
        if crop.file.size <= rules.size:
            break
    placed = _placed(media, crop.file.name, page)
    return replace(placed, width=crop.width, height=crop.height)


def _forms(side: int) -> list[str]:
    sides = [side, *(one for one in SMALLER if one < side)]
    return [FORM.format(side=s, quality=q) for s in sides for q in QUALITIES]


def _placed(media: Media, name: str, page: str) -> Media:
    """Return `media` as the file `name` among the media, seen from `page`."""
    path = Path(settings.MEDIA_ROOT) / name
    url = urljoin(page, settings.MEDIA_URL + quote(name)) if page else ""
    return replace(media, path=str(path), url=url, size=path.stat().st_size)
