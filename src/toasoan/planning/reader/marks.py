"""What an item is marked with: `II.`, `1.`, `1.1.`, `a)`, `-`."""

import re
from dataclasses import dataclass

LETTER_NEXT = r"(?=[^\W\d_]|[\"“'(«])"
PATTERNS = (
    (
        "roman",
        r"(?:Phần\s+(?:thứ\s+)?|PHẦN\s+(?:THỨ\s+)?)?"
        r"((?=[IVX])X{0,2}(?:IX|IV|V?I{0,3}))\s?(?:[.):–-]|/(?=\s))[.\s–-]*"
        + LETTER_NEXT,
    ),
    ("decimal", r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:\s?[.):–-]\s*|\s+)" + LETTER_NEXT),
    ("number", r"(\d{1,2})\s?(?:[.)]|[/:](?=\s))\s*" + LETTER_NEXT),
    ("number", r"(\d{1,2})\s?[–-]\s?(?=[A-ZÀ-ỸĐ])"),
    ("upper", r"([A-HĐ])\s?[.)]\s+" + LETTER_NEXT),
    ("letter", r"([a-zđ])\s?(?:\)\s*|\.\s+)(?=\S)"),
    ("bullet", r"([-–—−+•●○▪■◦·►➢➤✓✔✅*§\uf000-\uf0ff]+)\s*(?=\S)"),
    ("bullet", r"(o)\s+(?=[A-ZÀ-ỸĐ])"),
)
MARKS = tuple((kind, re.compile(pattern)) for kind, pattern in PATTERNS)
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
RANKS = {"roman": 0, "upper": 1, "number": 2, "letter": 4, "bullet": 5}


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed mark: its `kind`, and its `label` without signs."""

    kind: str
    label: str

    @property
    def order(self) -> int | None:
        """Return the place this mark claims among its neighbours, if it is a count."""
        if self.kind == "roman":
            return roman(self.label)
        if self.kind in ("number", "decimal"):
            return int(self.label.rsplit(".", 1)[-1])
        return None

    @property
    def rank(self) -> int:
        """Return how deep such a mark usually stands: parts 0, bullets 5."""
        if self.kind == "decimal":
            return 2 + self.label.count(".")
        return RANKS[self.kind]


def roman(label: str) -> int:
    """Return the value of a Roman number: "IV" is 4."""
    digits = [ROMAN_DIGITS[char] for char in label]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)


def split_mark(text: str) -> tuple[Mark | None, int]:
    """Return the mark that `text` starts with, and where what it marks begins."""
    if not text or text[0] in " \t" or (text[0].isalpha() and len(text) < 2):
        return None, 0
    for kind, pattern in MARKS:
        found = pattern.match(text)
        if found:
            label = "-" if kind == "bullet" else found.group(1)
            return Mark(kind, label), found.end()
    return None, 0
