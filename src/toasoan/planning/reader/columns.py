"""The columns: what they are about, in what forms, on which channels, how often."""

import re
from dataclasses import dataclass, field, replace

from toasoan.planning.reader.blocks import Block
from toasoan.planning.reader.cadences import cadences, resolve
from toasoan.planning.reader.calm import sentence_case
from toasoan.planning.reader.channels import distinct, mentions
from toasoan.planning.reader.draft import (
    CadenceDraft,
    ChannelGroup,
    ColumnDraft,
    Passage,
)
from toasoan.planning.reader.forms import forms
from toasoan.planning.reader.lines import Line

NAME = re.compile(
    r"(?:\"\s*)?chuyen (?:muc|trang|de)\b(?:\s+(?:so\s+)?\d{1,2}(?=\s*[:.-]))?"
    r"\s*[:.-]?\s*"
)
QUOTED = re.compile(r"[“\"«]([^”\"»]+)[”\"»]")
ENDS = ' .:;,-–“”"«»'
TOPIC = re.compile(r";\s+")


@dataclass(slots=True)
class Reading:
    """What a block gave, and what of it could not be placed."""

    column: ColumnDraft
    unread: list[Line] = field(default_factory=list)


def read_block(block: Block) -> Reading:
    """Return the column of a block (nameless for terms that hold for all)."""
    name, rest = heading(block.head) if block.head else ("", None)
    line = block.head.number if block.head else 0
    loose = [*([rest] if rest else []), *block.loose]
    reading = Reading(ColumnDraft(name, line))
    read_outlets(block, reading)
    read_cadences(block, reading)
    read_topics(block, loose, reading)
    return reading


def heading(head: Line) -> tuple[str, Line | None]:
    """Return a column's name without "Chuyên mục", and what follows the name."""
    found = NAME.match(head.plain)
    rest = head.cut(found.end() if found else 0)
    quoted = QUOTED.match(rest.text)
    colon = rest.text.find(":")
    if quoted:
        name, end = quoted.group(1), quoted.end()
    elif colon > 0:
        name, end = rest.text[:colon], colon + 1
    else:
        name, end = rest.text, len(rest.text)
    after = rest.cut(end)
    named = sentence_case(name.strip(ENDS)) or head.text.strip(ENDS)
    return named, after if after.text.strip(ENDS) else None


def read_outlets(block: Block, reading: Reading) -> None:
    """Read the forms and channels of a block into its column."""
    channels: list[ChannelGroup] = []
    shapes: list[Passage] = []
    for part in ("forms", "channels"):
        for line in block.parts.get(part, []):
            found = mentions(line)
            named = forms(line, found) if part == "forms" else []
            channels += [one.group(line) for one in found]
            shapes += named
            if not found and not named and not promised(line, ()):
                reading.unread.append(line)
    once = {one.text.casefold(): one for one in reversed(shapes)}
    reading.column = replace(
        reading.column,
        channels=distinct(channels),
        forms=tuple(sorted(once.values(), key=shapes.index)),
    )


def promised(line: Line, known: tuple[ChannelGroup, ...]) -> list[CadenceDraft]:
    """Return the cadences of a line that stands outside their own part."""
    return cadences(line, known)[0]


def read_cadences(block: Block, reading: Reading) -> None:
    """Read the cadences of a block, if need be out of what it says of forms."""
    known = reading.column.channels
    found: list[CadenceDraft] = []
    for line in block.parts.get("cadences", []):
        made, left = cadences(line, known)
        found += made
        reading.unread += left
    if "cadences" not in block.parts:
        for part in ("forms", "channels"):
            for line in block.parts.get(part, []):
                found += promised(line, known)
    reading.column = replace(reading.column, cadences=tuple(found))


def read_topics(block: Block, loose: list[Line], reading: Reading) -> None:
    """Read the topics of a block; loose lines are topics where no part holds any."""
    lines = block.parts.get("topics", [])
    topics = [one for line in lines for one in split_topic(line, only=len(lines) == 1)]
    if "topics" in block.parts or not block.head:
        reading.unread += loose
    else:
        told = "cadences" in block.parts
        topics += [line for line in loose if told or not outlet(line, reading)]
    reading.column = replace(
        reading.column,
        topics=tuple(Passage(one.text, one.number) for one in topics),
    )


def split_topic(line: Line, *, only: bool) -> list[Line]:
    """Return the topics of a line: several, if it is the only one, between ";"."""
    if not only:
        return [line]
    stops = [*TOPIC.finditer(line.text)]
    starts = [0, *(one.end() for one in stops)]
    ends = [*(one.start() for one in stops), len(line.text)]
    return [line.cut(one, two) for one, two in zip(starts, ends, strict=True)]


def outlet(line: Line, reading: Reading) -> bool:
    """Take a loose line that names channels and how often; tell whether it did."""
    found = mentions(line)
    made = promised(line, reading.column.channels) if found else []
    if not made:
        return False
    groups = [one.group(line) for one in found]
    reading.column = replace(
        reading.column,
        channels=distinct([*reading.column.channels, *groups]),
        cadences=(*reading.column.cadences, *made),
    )
    return True


def with_shared(column: ColumnDraft, shared: list[ColumnDraft]) -> ColumnDraft:
    """Return a column with what the plan says once for all columns."""
    for one in shared:
        column = replace(
            column,
            forms=column.forms or one.forms,
            channels=column.channels or one.channels,
            cadences=column.cadences or one.cadences,
        )
    return column


def with_channels(column: ColumnDraft) -> ColumnDraft:
    """Return a column whose channels and cadences know of each other."""
    named = [one.channel for one in column.cadences if one.channel]
    channels = column.channels or distinct(named)
    promises = tuple(
        replace(one, channel=resolve(one.channel, channels)) if one.channel else one
        for one in column.cadences
    )
    return replace(column, channels=channels, cadences=promises)
