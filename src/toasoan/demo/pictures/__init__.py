"""Pictures the demo draws for itself: flat scenes of a commune in the hills."""

from collections.abc import Callable
from zlib import crc32

from toasoan.demo.pictures import (
    civic,
    indoors,
    landscapes,
    objects,
    papers,
    trade,
    works,
)
from toasoan.demo.pictures.canvas import Canvas
from toasoan.demo.pictures.chance import Chance
from toasoan.demo.pictures.logo import draw_logo
from toasoan.demo.pictures.moods import CLEAR, DAYS, DUSK, EVENINGS, MIST, RAIN, Mood

__all__ = ["SCENES", "draw", "draw_logo"]

Draw = Callable[[Canvas], None]

STAGES: dict[str, tuple[Draw, tuple[Mood, ...]]] = {
    "terraces": (landscapes.terraces, DAYS),
    "valley": (landscapes.valley, (*DAYS, DUSK)),
    "night": (landscapes.night, EVENINGS),
    "forest": (landscapes.forest, DAYS),
    "planting": (landscapes.planting, DAYS),
    "flood": (landscapes.flood, (RAIN,)),
    "bridge": (works.bridge, DAYS),
    "road": (works.road, (*DAYS, DUSK)),
    "water": (works.water, CLEAR),
    "loudspeaker": (works.loudspeaker, (*DAYS, DUSK)),
    "hall": (civic.house_of_culture, (*DAYS, DUSK)),
    "meeting": (indoors.meeting, CLEAR),
    "health": (indoors.health, CLEAR),
    "school": (civic.school, (*CLEAR, MIST)),
    "library": (indoors.library, CLEAR),
    "football": (civic.football, CLEAR),
    "neighbours": (civic.neighbours, DAYS),
    "market": (trade.market, DAYS),
    "border": (trade.border, DAYS),
    "cloth": (trade.cloth, DAYS),
    "harvest": (trade.harvest, CLEAR),
    "scam": (objects.scam, CLEAR),
    "rumour": (papers.rumour, CLEAR),
    "document": (papers.document, CLEAR),
    "calendar": (papers.calendar, CLEAR),
    "lock": (objects.lock, CLEAR),
    "identity": (objects.identity, CLEAR),
    "savings": (objects.savings, CLEAR),
    "radio": (papers.radio, CLEAR),
}
SCENES: tuple[str, ...] = tuple(STAGES)


def draw(scene: str, seed: int) -> bytes:
    """Return a JPEG of `scene`, 1280 by 800; the seed sets its hour and details."""
    act, moods = STAGES[scene]
    own = seed * 1009 + crc32(scene.encode())
    canvas = Canvas(Chance(own + 1).pick(moods), own)
    act(canvas)
    return canvas.jpeg()
