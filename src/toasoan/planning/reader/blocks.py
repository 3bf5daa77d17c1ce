"""Where the entry of one column ends and the next begins."""

import re
from dataclasses import dataclass, field

from toasoan.planning.reader.labels import Label, label_in
from toasoan.planning.reader.lines import Line

PREFIX = re.compile(r"[\"']?chuyen (?:muc|trang|de)\b")
NUMBERED = re.compile(r"[\"']?chuyen (?:muc|trang|de) (?:so )?\d{1,2}\s*[:.-]")
HEAD_LENGTH = 160


@dataclass(slots=True)
class Block:
    """A column's lines by part; without a head, terms for all columns."""

    head: Line | None
    parts: dict[str, list[Line]] = field(default_factory=dict)
    loose: list[Line] = field(default_factory=list)
    part: str | None = None
    label_rank: int = 0

    @property
    def rank(self) -> float:
        """Return how deep the head stands: unmarked, it stands above its numbers."""
        if self.head is None:
            return -1
        return self.head.mark.rank if self.head.mark else 1.5

    def add(self, line: Line) -> None:
        """Keep a line in the part that is open."""
        if self.part is None:
            self.loose.append(line)
        else:
            self.parts[self.part].append(line)

    def open(self, label: Label, line: Line) -> None:
        """Open a part; what stands behind its label is its first line."""
        self.part = label.part
        self.label_rank = self.label_rank or line.rank
        lines = self.parts.setdefault(label.part, [])
        rest = line.cut(label.end)
        if rest.text.strip(" .:;-"):
            lines.append(rest)


def blocks(lines: list[Line], *, listed: bool) -> list[Block]:
    """Return the blocks of a part of the plan.

    `listed` tells that the part's title promises columns, so that numbered lines are
    columns even where none of them names its parts.
    """
    labels = [label(line) for line in lines]
    if listed and not any(labels):
        return plain_blocks(lines)
    found = [Block(None)]
    for place, line in enumerate(lines):
        one = labels[place]
        if one:
            if for_all(line, found[-1], one):
                found.append(Block(None))
            found[-1].open(one, line)
        elif opens(place, lines, labels, found[-1]):
            found.append(Block(line))
        elif closes(line, found[-1]):
            found.append(Block(None, loose=[line]))
        else:
            found[-1].add(line)
    return [one for one in found if one.head or one.parts or one.loose]


def label(line: Line) -> Label | None:
    """Return the part that a line opens, if it opens one."""
    if line.mark is None and not line.text[:1].isupper():
        return None
    return label_in(line.plain[:120])


def for_all(line: Line, block: Block, one: Label) -> bool:
    """Tell whether a label closes the columns and speaks of them all."""
    if block.head is None or line.mark is None:
        return False
    if line.rank < block.rank:
        return True
    same = line.rank == block.rank and line.mark.kind != "bullet"
    apart = not block.parts or block.label_rank > line.rank
    return same and apart and one.part != "topics"


def closes(line: Line, block: Block) -> bool:
    """Tell whether a line speaks of something else: "2. Chế độ báo cáo" after 1.2."""
    if block.head is None or line.mark is None:
        return False
    return line.mark.kind != "bullet" and line.rank < block.rank


def opens(
    place: int, lines: list[Line], labels: list[Label | None], block: Block
) -> bool:
    """Tell whether a line is the head of a column."""
    line = lines[place]
    if len(line.text) > HEAD_LENGTH and not PREFIX.match(line.plain):
        return False
    if line.mark is None:
        prefixed = PREFIX.match(line.plain) and follows(place, labels)
        return bool(NUMBERED.match(line.plain) or prefixed)
    if block.head and line.rank > block.rank:
        return False
    if PREFIX.match(line.plain):
        return True
    return line.mark.kind != "bullet" and again(place, lines, labels, block)


def follows(place: int, labels: list[Label | None]) -> Label | None:
    """Return the label right after a line."""
    return labels[place + 1] if place + 1 < len(labels) else None


def again(
    place: int, lines: list[Line], labels: list[Label | None], block: Block
) -> bool:
    """Tell whether the parts start anew after a line, as they do in a new column.

    Topics may be numbered like columns; after the last of them comes a part that
    this column does not have yet.
    """
    mark = lines[place].mark
    for later in range(place + 1, len(lines)):
        one = labels[later]
        if one:
            first = block.head is None or not block.parts
            return one.part in block.parts or (first and later == place + 1)
        if lines[later].mark and mark and lines[later].rank <= mark.rank:
            return False
    return False


def plain_blocks(lines: list[Line]) -> list[Block]:
    """Return numbered lines as columns, what stands below them as loose lines."""
    ranks = [one.rank for one in lines if one.mark and one.mark.kind != "bullet"]
    found = [Block(None)]
    for line in lines:
        head = line.mark and ranks and line.rank == min(ranks)
        if head or NUMBERED.match(line.plain):
            found.append(Block(line))
        else:
            found[-1].add(line)
    return [one for one in found if one.head or one.loose]
