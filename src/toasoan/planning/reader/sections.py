"""The parts of a plan: aims, columns, funding, who does what."""

import re
from dataclasses import dataclass

from toasoan.planning.reader.lines import Line

STARTS = (
    ("aims", r"(?:muc dich|muc tieu|yeu cau|quan diem)\b"),
    ("bases", r"(?:cac )?(?:can cu|co so)\b"),
    ("funding", r"(?:nguon )?(?:kinh phi|nguon luc)\b"),
    ("organisation", r"(?:to chuc\b|phan cong|trach nhiem|cong tac to chuc)"),
    ("terms", r"(?:cac )?(?:hinh thuc|tan (?:suat|xuat)|thoi luong|kenh|thoi gian)\b"),
)
CONTAINS = (
    ("content", r"\b(?:noi dung|chuyen muc|chuyen trang|nhiem vu|giai phap)\b"),
    ("organisation", r"\bto chuc thuc hien\b"),
    ("funding", r"\bkinh phi\b"),
    ("aims", r"\bmuc dich\b"),
)
LEVELS = ("roman", "upper", "number", "capitals")
TITLE_LENGTH = 150


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the plan: its kind, its title as printed, and the lines under it."""

    kind: str
    title: Line
    lines: tuple[Line, ...]

    @property
    def label(self) -> str:
        """Return how to call the part: its mark, or its title."""
        return self.title.mark.label if self.title.mark else self.title.text


def kind_of(title: Line) -> str | None:
    """Return what a part is about by the words of its title."""
    folded = title.plain
    for kind, words in STARTS:
        if re.match(words, folded):
            return kind
    for kind, words in CONTAINS:
        if re.search(words, folded[:TITLE_LENGTH]):
            return kind
    return None


def level(line: Line) -> str | None:
    """Return what kind of title a line could be by its looks."""
    if line.mark:
        return line.mark.kind
    return "capitals" if line.text.isupper() else None


def is_title(line: Line, chosen: str) -> bool:
    """Tell whether a line opens a part where titles look as `chosen`."""
    if level(line) != chosen:
        return False
    if chosen in ("roman", "upper"):
        return len(line.text) <= TITLE_LENGTH or ":" in line.text[:TITLE_LENGTH]
    colon = line.text.find(":")
    short = len(line.text) <= 80 or 0 < colon <= 60
    return short and kind_of(line) is not None


def title_level(lines: list[Line]) -> str | None:
    """Return how this plan marks its parts: by "I.", "A.", "1." or capitals."""
    for chosen in LEVELS:
        kinds = {kind_of(line) for line in lines if is_title(line, chosen)} - {None}
        if len(kinds) >= 2:
            return chosen
    for chosen in LEVELS:
        if any(is_title(line, chosen) and kind_of(line) for line in lines):
            return chosen
    return None


def sections(lines: list[Line]) -> tuple[list[Line], list[Section]]:
    """Return the lines before the first part, and the parts."""
    chosen = title_level(lines)
    if chosen is None:
        return lines, []
    heads = [place for place, line in enumerate(lines) if is_title(line, chosen)]
    ends = [*heads[1:], len(lines)]
    found = [
        section(lines[start], lines[start + 1 : end])
        for start, end in zip(heads, ends, strict=True)
    ]
    return lines[: heads[0]], found


def section(title: Line, lines: list[Line]) -> Section:
    """Return a part; what stands behind the colon of its title is its first line."""
    colon = title.text.find(":")
    rest = title.cut(colon + 1) if colon > 0 else None
    kind = kind_of(title) or "other"
    if rest and rest.text:
        return Section(kind, title.cut(0, colon), (rest, *lines))
    return Section(kind, title, tuple(lines))
