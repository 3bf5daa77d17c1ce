"""A picture as HTML: formats and sizes to choose from, width and height always."""

import logging
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from toasoan.stories.models import Picture

from .cut import cut_now
from .names import address, name_of, shows_this
from .uses import USES, Size, Use, size_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """One file of a picture, as pages name it."""

    url: str
    width: int
    height: int


def picture_tag(
    picture: Picture | None, use: str, alt: str, more: dict[str, str] | None = None
) -> SafeString:
    """Return `picture` as HTML; empty when it may not be shown or cannot be read."""
    wanted = USES[use]
    base = plain(picture, use)
    if picture is None or base is None:
        return mark_safe("")
    image = format_html(
        '<img src="{}" width="{}" height="{}" alt="{}"{}>',
        base.url,
        base.width,
        base.height,
        alt,
        format_html_join("", ' {}="{}"', {**wanted.attributes, **(more or {})}.items()),
    )
    if wanted.slow and not shows_this(picture):
        return image
    return format_html("<picture>{}{}</picture>", sources(picture, wanted), image)


def plain(picture: Picture | None, use: str) -> Found | None:
    """Return the one file of `picture` that every browser reads; None without one."""
    if picture is None or not picture.publishable:
        return None
    try:
        return found(picture, USES[use], USES[use].base, USES[use].plain)
    except (OSError, ValueError):
        logger.exception("picture %s cannot be read", picture.pk)
        return None


def found(picture: Picture, use: Use, spec: str, kind: str) -> Found:
    """Return one file: what the worker cut, or else one that is cut now.

    Raises OSError or ValueError for a picture that cannot be read.
    """
    if use.slow and shows_this(picture):
        name, size = picture.cut, size_of(spec, whole_of(picture))
    else:
        name, size = f"{name_of(picture)}-p", cut_now(picture, spec, kind)
    return Found(address(picture.pk, name, spec, kind), *size)


def whole_of(picture: Picture) -> Size:
    """Return the size of the picture that was cut, upright."""
    return picture.cut_width or 1, picture.cut_height or 1


def sources(picture: Picture, use: Use) -> SafeString:
    """Return the `<source>` of each format, the lightest format first."""
    lines = []
    for kind in use.formats:
        files = [found(picture, use, spec, kind) for spec in use.specs]
        by_width = {file.width: file for file in reversed(files)}
        lines.append((kind, *choice(use, [*by_width.values()][::-1])))
    return format_html_join("", '<source type="image/{}" srcset="{}"{}>', lines)


def choice(use: Use, files: list[Found]) -> tuple[str, SafeString]:
    """Return `srcset` and `sizes` of `files`; a picture is never made larger."""
    if len(files) == 1:
        return files[0].url, mark_safe("")
    words = ", ".join(f"{file.url} {file.width}w" for file in files)
    return words, format_html(' sizes="{}"', use.sizes)
