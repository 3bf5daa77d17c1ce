"""What crops are called, where they lie and at which address they are got."""

import hashlib
from pathlib import Path

from django.conf import settings

from toasoan.stories.models import Picture

# Counted up when sizes or qualities change: then every picture is cut anew.
RECIPE = "1"
# Of the picture's own hash; the rest of the name is the focal point's.
OF_CONTENT = 10
ENDINGS = {"jpeg": "jpg"}


def name_of(picture: Picture) -> str:
    """Return the name of `picture`'s crops as it is now."""
    return f"{RECIPE}{picture.file_hash[:OF_CONTENT]}{_focus(picture)}"


def _focus(picture: Picture) -> str:
    point = (
        picture.focal_point_x,
        picture.focal_point_y,
        picture.focal_point_width,
        picture.focal_point_height,
    )
    if picture.focal_point_x is None:
        return "0000"
    return hashlib.sha256(repr(point).encode()).hexdigest()[:4]


def shows_this(picture: Picture) -> bool:
    """Say whether the crops that are cut show the file the picture has now.

    They may be of an older focal point; the worker comes to that.
    """
    same_file = f"{RECIPE}{picture.file_hash[:OF_CONTENT]}"
    return bool(picture.cut_width) and picture.cut.startswith(same_file)


def folder(pk: int, name: str = "") -> Path:
    """Return where the crops of the picture `pk` lie."""
    return Path(settings.MEDIA_ROOT, "images", "crops", str(pk), name)


def file_name(spec: str, kind: str) -> str:
    """Return the name of one file: `fill-240x150` as avif is `240x150.avif`."""
    return f"{spec.partition('-')[2]}.{ENDINGS.get(kind, kind)}"


def address(pk: int, name: str, spec: str, kind: str) -> str:
    """Return the address of one file."""
    return f"{settings.MEDIA_URL}images/crops/{pk}/{name}/{file_name(spec, kind)}"
