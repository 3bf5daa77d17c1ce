"""The numbers a word processor counts by itself, written out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ROMANS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; "%2" in `pattern` is level 2's number."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1


@dataclass(slots=True)
class Counter:
    """The running numbers of one list, by level from 0."""

    levels: Mapping[int, Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> str:
        """Count one item at `depth` on, and return what is printed before it."""
        level = self.levels.get(depth, Level("none"))
        self.counts[depth] = self.counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in self.counts if one > depth]:
            del self.counts[deeper]
        if level.form == "bullet":
            return level.pattern
        if level.form == "none":
            return ""
        text = level.pattern
        for place in range(9, -1, -1):
            if f"%{place + 1}" in text:
                text = text.replace(f"%{place + 1}", self.printed(place))
        return text

    def printed(self, depth: int) -> str:
        """Return the current number of a level in that level's form."""
        level = self.levels.get(depth, Level())
        return numeral(self.counts.get(depth, level.start), level.form)


def numeral(number: int, form: str) -> str:
    """Return a number as "4", "04", "IV", "iv", "D" or "d"."""
    if form == "decimalZero":
        return f"{number:02d}"
    if form in ("upperRoman", "lowerRoman"):
        text = roman(number)
        return text if form == "upperRoman" else text.lower()
    if form in ("upperLetter", "lowerLetter") and number > 0:
        turns, place = divmod(number - 1, len(LETTERS))
        text = LETTERS[place] * min(turns + 1, 9)
        return text.upper() if form == "upperLetter" else text
    return str(number)


def roman(number: int) -> str:
    """Return a Roman number; what has none stays Arabic."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in ROMANS:
        while number >= value:
            text += sign
            number -= value
    return text


def bullet(sign: str) -> str:
    """Return a bullet as people type it: symbol fonts hold no readable sign."""
    return sign if sign in ("-", "+", "*", "•", "–") else "-"
