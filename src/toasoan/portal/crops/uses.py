"""Where the portal shows pictures, and in which sizes and formats."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import SimpleNamespace

from wagtail.images.models import Filter

MODERN = ("avif", "webp")
COLUMN = "(min-width: 48rem) 44rem, 100vw"
Size = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Use:
    """One way to show a picture.

    `specs` are sizes as Wagtail writes them, small to large, `base` the one that
    browsers get which know none of the `formats`. `slow`: cut by the worker alone.
    """

    specs: tuple[str, ...]
    base: str
    formats: tuple[str, ...] = MODERN
    plain: str = "jpeg"
    sizes: str = ""
    slow: bool = True
    attributes: dict[str, str] = field(default_factory=dict)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield (spec, format) of all its files."""
        for kind in self.formats:
            for spec in self.specs:
                yield spec, kind
        yield self.base, self.plain


LAZY = {"loading": "lazy", "decoding": "async"}
FIRST = {"fetchpriority": "high"}
IN_TEXT = Use(
    specs=("width-480", "width-800", "width-1200"),
    base="width-800",
    sizes=COLUMN,
    attributes=LAZY,
)
CARD = Use(
    specs=("fill-240x150", "fill-480x300"),
    base="fill-240x150",
    sizes="(min-width: 48rem) 15rem, 7.5rem",
    attributes=LAZY,
)
USES = {
    "cover": replace(IN_TEXT, attributes=FIRST),
    "in_text": IN_TEXT,
    "card": CARD,
    "first_card": replace(CARD, attributes={}),
    "small_card": Use(
        specs=CARD.specs, base=CARD.base, sizes="7.5rem", attributes=LAZY
    ),
    "wide_card": replace(
        CARD,
        specs=("fill-480x300", "fill-720x450"),
        base="fill-480x300",
        sizes="(min-width: 48rem) 22rem, 100vw",
    ),
    "lead": Use(
        specs=("fill-480x300", "fill-720x450", "fill-960x600"),
        base="fill-480x300",
        sizes="(min-width: 70rem) 42rem, (min-width: 48rem) 58vw, 100vw",
        attributes=FIRST,
    ),
    "share": Use(specs=("fill-1200x630",), base="fill-1200x630", formats=()),
    "elsewhere": Use(specs=("width-1200",), base="width-1200", formats=()),
    "logo": Use(
        specs=("max-240x120",),
        base="max-240x120",
        formats=("webp",),
        plain="png",
        slow=False,
    ),
    "banner": Use(
        specs=("fill-720x180", "fill-1440x360"),
        base="fill-720x180",
        formats=("webp",),
        sizes="(min-width: 74rem) 72rem, 100vw",
        slow=False,
        attributes=FIRST,
    ),
}


def cut_by_worker() -> list[tuple[str, str]]:
    """Return (spec, format) of every file the worker cuts from a picture."""
    files = (one for use in USES.values() if use.slow for one in use.files())
    return list(dict.fromkeys(files))


@lru_cache(maxsize=4096)
def size_of(spec: str, source: Size) -> Size:
    """Return how large `spec` comes out of a picture of the size `source`."""
    unfocused = SimpleNamespace(is_svg=lambda: False, get_focal_point=lambda: None)
    width, height = Filter(spec=spec).get_transform(unfocused, source).size
    return int(width), int(height)
