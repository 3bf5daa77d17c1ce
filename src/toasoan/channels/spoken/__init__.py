"""Text for the loudspeaker: pure functions, no Django, nothing stored."""

from toasoan.channels.spoken.region import NORTH, SOUTH, Region
from toasoan.channels.spoken.speech import (
    duration_seconds,
    speak,
    unknown_abbreviations,
)

__all__ = [
    "NORTH",
    "SOUTH",
    "Region",
    "duration_seconds",
    "speak",
    "unknown_abbreviations",
]
