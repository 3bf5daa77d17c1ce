"""Words that differ by region; a commune picks its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """The words said for an empty tens place and for a thousand."""

    linh: str = "linh"
    nghin: str = "nghìn"


NORTH = Region()
SOUTH = Region(linh="lẻ", nghin="ngàn")
