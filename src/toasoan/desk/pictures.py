"""A delivery's pictures in the sizes a phone can carry."""

from collections.abc import Sequence
from dataclasses import dataclass

from toasoan.channels.adapters.base import Media
from toasoan.core.text import slug
from toasoan.stories.models import Crop, Picture

THUMB = "max-480x480"
# Facebook and Zalo shrink beyond this, and both refuse a phone's HEIC.
FULL = "max-2048x2048|format-jpeg"


@dataclass(frozen=True)
class Ready:
    """A picture to save or share: small to see, large to post."""

    name: str
    alt: str
    thumb: Crop
    full: Crop


def ready_pictures(media: Sequence[Media]) -> list[Ready]:
    """Return `media` as small and large crops, in its order, without what is gone."""
    found = ready_by_media(media)
    return [found[one] for one in media if one in found]


def ready_by_media(media: Sequence[Media]) -> dict[Media, Ready]:
    """Return the crops of each of `media`; two queries once the crops are made."""
    pictures = {
        picture.file.name: picture
        for picture in Picture.objects.filter(
            file__in=[one.path for one in media]
        ).prefetch_renditions(THUMB, FULL)
    }
    return {
        one: _ready(place, one, pictures[one.path])
        for place, one in enumerate(dict.fromkeys(media), start=1)
        if one.path in pictures
    }


def _ready(place: int, one: Media, picture: Picture) -> Ready:
    crops = picture.get_renditions(THUMB, FULL)
    name = f"{place:02d}-{slug(picture.title) or 'anh'}.jpg"
    return Ready(name=name, alt=one.alt, thumb=crops[THUMB], full=crops[FULL])
