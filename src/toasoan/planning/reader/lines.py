"""A document as lines that know where they came from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from toasoan.core.text import squeeze
from toasoan.planning.reader.marks import Mark, split_mark
from toasoan.planning.reader.plain import plain

BREAK = re.compile(r"\r\n|\r|\n")
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
OTHER_BLANK = re.compile(r"[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
RULE = re.compile(r"[-–—_=*~.•\s]*")
ESCAPED = re.compile(r"\\(?=[^\w\s])")
EMPHASIS = re.compile(r"(?<!^)\*+|^\*+(?!\s)|__+")
HASHES = re.compile(r"^(?:#{1,6}|>)\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line: what it says, and which original line each place came from."""

    text: str
    starts: tuple[tuple[int, int], ...]
    mark: Mark | None = None
    gap: bool = False
    plain: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        if len(self.plain) != len(self.text):
            object.__setattr__(self, "plain", plain(self.text))

    @property
    def number(self) -> int:
        """Return the number of the original line this one starts on."""
        return self.starts[0][1]

    @property
    def rank(self) -> int:
        """Return how deep the mark stands; an unmarked line stands deepest."""
        return self.mark.rank if self.mark else 6

    def at(self, offset: int) -> int:
        """Return the number of the original line that `text[offset]` stood on."""
        return max(line for start, line in self.starts if start <= max(offset, 0))

    def cut(self, start: int, end: int | None = None) -> "Line":
        """Return the part of this line between two places, ends trimmed."""
        part = self.text[start:end]
        start += len(part) - len(part.lstrip())
        starts = [(max(place - start, 0), line) for place, line in self.starts]
        kept = [(0, self.at(start)), *((p, line) for p, line in starts if p > 0)]
        text = part.strip()
        folded = self.plain[start : start + len(text)]
        return Line(text, tuple(kept), self.mark, self.gap, folded)


@dataclass(frozen=True, slots=True)
class Row:
    """A line as written, cleaned: `width` counts the characters it was written in."""

    number: int
    text: str
    width: int
    gap: bool
    mark: Mark | None = None


def split_lines(text: str) -> list[str]:
    """Return the lines of `text` as the reader counts them: only CR and LF part."""
    return BREAK.split(text)


def clean(text: str) -> str:
    """Return one written line in NFC without emphasis signs and doubled blanks."""
    bare = INVISIBLE.sub("", OTHER_BLANK.sub(" ", text))
    once = ESCAPED.sub("", HASHES.sub("", squeeze(bare)))
    return squeeze(EMPHASIS.sub("", once))


def rows(written: Iterable[tuple[int, str]]) -> list[Row]:
    """Return the lines that say something; rules, stars and empty lines are gaps."""
    found: list[Row] = []
    gap = True
    for number, raw in written:
        text = clean(raw)
        if RULE.fullmatch(text):
            gap = True
            continue
        width = len(" ".join(raw.split()))
        found.append(Row(number, text, width, gap, split_mark(text)[0]))
        gap = False
    return found


def joined(group: list[Row]) -> Line:
    """Return the written lines of one paragraph as one logical line."""
    text, starts = "", []
    for row in group:
        glue = " " if text else ""
        starts.append((len(text) + len(glue), row.number))
        text += glue + row.text
    mark, begin = split_mark(text)
    whole = Line(text, tuple(starts), mark, group[0].gap)
    return whole.cut(begin)
