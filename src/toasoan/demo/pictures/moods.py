"""Times of day: each a palette that everything in a picture is tuned to."""

from dataclasses import dataclass
from functools import cache

Colour = tuple[int, int, int]


@cache
def hexed(text: str) -> Colour:
    """Return "#8FC1B5" as three numbers."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return `first` with a `share` (0 to 1) of `second` in it."""
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(first, second, strict=True)
    )
    return red, green, blue


@dataclass(frozen=True, kw_only=True)
class Mood:
    """The colours of an hour; `ambient` and `strength` tint what stands in it."""

    name: str
    sky_top: Colour
    sky_low: Colour
    sun: Colour
    far: Colour
    near: Colour
    ground: Colour
    field: Colour
    water: Colour
    ambient: Colour
    strength: float = 0.0
    dark: bool = False

    def tint(self, colour: Colour) -> Colour:
        return mix(colour, self.ambient, self.strength)


def mood(name: str, colours: str, strength: float, *, dark: bool = False) -> Mood:
    top, low, sun, far, near, ground, field, water, ambient = (
        hexed(part) for part in colours.split()
    )
    return Mood(
        name=name,
        sky_top=top,
        sky_low=low,
        sun=sun,
        far=far,
        near=near,
        ground=ground,
        field=field,
        water=water,
        ambient=ambient,
        strength=strength,
        dark=dark,
    )


DAWN = mood(
    "dawn",
    "#E9B7A0 #FCE9D2 #FFF3D6 #D6BDBB #6D7B82 #8E9F78 #B9C08A #D7D9CF #E9B7A0",
    0.12,
)
MORNING = mood(
    "morning",
    "#A9D3DC #F4F3E2 #FFF2C4 #BAD3D0 #4D8477 #8BB174 #B5CC7F #BFDDDD #CFE6DC",
    0.06,
)
NOON = mood(
    "noon",
    "#8DC3DE #E6F4F2 #FFF6D2 #A9CBD8 #3F7A7C #86B06A #A9C873 #A6D2DC #FFFFFF",
    0.0,
)
GOLD = mood(
    "gold",
    "#EFCB86 #FCF1D6 #FFF7DC #DFC69B #7F7F52 #B3A45C #D9BE62 #E3D9B5 #F0B65E",
    0.12,
)
MIST = mood(
    "mist",
    "#B9C9C9 #EDF0EA #FBFBF2 #C4D0CD #5B7A76 #8AA283 #A9BC90 #CBD8D4 #C9D3CF",
    0.16,
)
DUSK = mood(
    "dusk",
    "#565C8C #F2B092 #FFDDB0 #9A84A6 #3C4868 #4F5F62 #6B7566 #8E8BA8 #4A4672",
    0.3,
    dark=True,
)
NIGHT = mood(
    "night",
    "#131C3A #3C4F78 #F4EBCB #33466B #17253F #22344A #2B4050 #3A5274 #131D40",
    0.5,
    dark=True,
)
RAIN = mood(
    "rain",
    "#7F8F9B #CBD4D5 #DDE3E2 #A3B1B6 #50656A #71846F #8A9A7C #9FAFB4 #8797A0",
    0.18,
)

DAYS = (MORNING, NOON, GOLD, MIST, DAWN)
CLEAR = (MORNING, NOON, GOLD)
EVENINGS = (DUSK, NIGHT)
