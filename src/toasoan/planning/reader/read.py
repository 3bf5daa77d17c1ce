"""From the text of a plan to its draft."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from toasoan.planning.reader.assignments import assignments, split_units
from toasoan.planning.reader.blocks import Block, blocks
from toasoan.planning.reader.columns import read_block, with_channels, with_shared
from toasoan.planning.reader.deadlines import deadlines
from toasoan.planning.reader.draft import (
    AssignmentDraft,
    ColumnDraft,
    Finding,
    Passage,
    PlanDraft,
)
from toasoan.planning.reader.findings import (
    column_findings,
    funding_findings,
    heading_findings,
    order_findings,
    portal_findings,
    zalo_findings,
)
from toasoan.planning.reader.funding import amounts, read_funding
from toasoan.planning.reader.heading import (
    above,
    find_kind,
    parted,
    read_heading,
    title_of,
)
from toasoan.planning.reader.legal import ISSUING, citations, distinct
from toasoan.planning.reader.lines import Line, Row, rows, split_lines
from toasoan.planning.reader.sections import Section, sections
from toasoan.planning.reader.sides import part_sides
from toasoan.planning.reader.signature import read_tail, starts_tail
from toasoan.planning.reader.wraps import logical

CLOSING = "tren day la"
AS_FOLLOWS = ("nhu sau", "nhu sau:", "nhu sau.")
SUBHEAD_LENGTH = 40
# The longest plans known have some 400 lines, the widest paragraph 1,500 characters.
MOST_LINES = 3000
WIDEST = 8000


@dataclass(slots=True)
class Reading:
    """What was understood so far, part after part."""

    draft: PlanDraft = field(default_factory=PlanDraft)
    columns: list[ColumnDraft] = field(default_factory=list)
    shared: list[ColumnDraft] = field(default_factory=list)
    assignments: list[AssignmentDraft] = field(default_factory=list)
    aims: list[Passage] = field(default_factory=list)
    cited: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)


def read_plan(text: str) -> PlanDraft:
    """Return what a plan says, and what of it could not be placed.

    Takes any text, as of a `.txt` file or pasted, and never raises. The rules follow
    real plans and the document formats of Nghị định 30/2020/NĐ-CP and of the Party.
    """
    reading = Reading()
    written = rows(part_sides(within_measure(text, reading)))
    if not written:
        return PlanDraft(unread=passages(reading.unread))
    body = read_head(written, reading)
    end = next((at for at, line in enumerate(body) if starts_tail(line)), len(body))
    main = [line for line in body[:end] if not line.plain.startswith(CLOSING)]
    main, reading.unread[len(reading.unread) :] = without_annex(main)
    last, annex = without_annex(body[end:])
    reading.unread += annex
    before, parts = sections(main)
    read_preamble(before, reading)
    for part in parts:
        READERS.get(part.kind, read_other)(part, reading)
    tail = read_tail(last)
    reading.unread += tail.unread
    settle(reading)
    reading.findings += column_findings(tuple(reading.columns))
    if not reading.columns:
        reading.findings.append(Finding(written[0].number, "no_columns", "error"))
    heads = [(part.title.mark, part.title.number) for part in parts]
    reading.findings += order_findings(heads, None)
    reading.findings += portal_findings(main)
    reading.findings += zalo_findings(main)
    return replace(
        reading.draft,
        legal_bases=distinct(one for line in reading.cited for one in citations(line)),
        aims=tuple(reading.aims),
        columns=tuple(reading.columns),
        assignments=tuple(reading.assignments),
        recipients=tuple(tail.recipients),
        signer=tail.signer,
        findings=tuple(sorted(reading.findings, key=lambda one: one.line)),
        unread=passages(sorted(reading.unread, key=lambda one: one.number)),
    )


def within_measure(text: str, reading: Reading) -> list[tuple[int, str]]:
    """Return the numbered lines of a text; what no plan is as long as stays unread."""
    kept = []
    for number, line in enumerate(split_lines(text), 1):
        if number <= MOST_LINES and len(line) <= WIDEST:
            kept.append((number, line))
        elif line.strip():
            reading.unread.append(Line(line, ((0, number),)))
    return kept


def without_annex(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines before an annex, and the annex, of which we know nothing."""
    for place, line in enumerate(lines):
        if line.mark is None and line.text.startswith(("PHỤ LỤC", "Phụ lục")):
            return lines[:place], lines[place:]
    return lines, []


def passages(lines: Iterable[Line]) -> tuple[Passage, ...]:
    """Return lines as plain passages."""
    return tuple(Passage(line.text, line.number) for line in lines)


def read_head(written: list[Row], reading: Reading) -> list[Line]:
    """Read the head and the title; return the lines below them."""
    place = find_kind(written)
    if place is None:
        head, kind = above(written), None
        body, title = logical(written[len(head) :]), list[Line]()
    else:
        head = written[:place]
        name, rest = parted(written[place])
        kind = (name, written[place].number)
        below = [rest] if rest else []
        title, body = title_of(logical([*below, *written[place + 1 :]]))
    heading, left = read_heading(head, kind, title, body)
    reading.draft = replace(reading.draft, document=heading)
    reading.findings += heading_findings(heading, written[0].number)
    reading.unread += logical(left)
    same = [one.plain for one in title]
    return [line for line in body if line.plain not in same or line.mark]


def read_preamble(lines: list[Line], reading: Reading) -> None:
    """Read the legal bases; the phrase that issues the plan says nothing more."""
    for line in lines:
        reading.cited.append(line)
        known = ISSUING.search(line.plain) or line.plain.endswith(AS_FOLLOWS)
        if not known and not citations(line):
            reading.unread.append(line)


def read_bases(part: Section, reading: Reading) -> None:
    """Read a part that lists legal bases."""
    read_preamble([*part.lines], reading)


def read_aims(part: Section, reading: Reading) -> None:
    """Read what the plan is for; "1. Mục đích" is a head, "1. Mục đích: …" is not."""
    heads = []
    for line in part.lines:
        label = aim_label(line)
        if label is not None:
            heads.append((line.mark, line.number))
        rest = line.cut(label) if label is not None else line
        if rest.text.strip(" .:"):
            reading.aims.append(Passage(rest.text, rest.number))
    reading.findings += order_findings(heads, part.label)


def aim_label(line: Line) -> int | None:
    """Return where the text behind "Mục đích" begins, if a line starts so."""
    if not line.plain.startswith(("muc dich", "yeu cau", "muc tieu")):
        return None
    colon = line.text.find(":")
    if 0 < colon <= SUBHEAD_LENGTH:
        return colon + 1
    return len(line.text) if len(line.text) <= SUBHEAD_LENGTH else None


def read_content(part: Section, reading: Reading) -> None:
    """Read columns, and what is said for all of them."""
    listed = "chuyen muc" in part.title.plain or "chuyen trang" in part.title.plain
    found = blocks([*part.lines], listed=listed)
    for block in found:
        read_columns(block, reading)
    heads = [(one.head.mark, one.head.number) for one in found if one.head]
    reading.findings += order_findings(heads, part.label)


def read_columns(block: Block, reading: Reading) -> None:
    """Read one block into a column, or into the terms for all columns."""
    one = read_block(block)
    reading.unread += one.unread
    if block.head is None:
        reading.shared.append(one.column)
        reading.unread += block.parts.get("topics", [])
    elif not block.parts and not block.loose and not one.column.topics:
        reading.unread.append(block.head)
    else:
        reading.columns.append(one.column)


def read_terms(part: Section, reading: Reading) -> None:
    """Read a part that says once, for all columns, in what forms or how often."""
    kind = "cadences" if part.title.plain.startswith(("tan", "thoi")) else "forms"
    inner = blocks([*part.lines], listed=False)
    if any(block.head for block in inner):
        read_content(part, reading)
        return
    whole = Block(None, {kind: []})
    for block in inner:
        whole.parts[kind] += block.loose
        whole.parts |= {**block.parts}
    one = read_block(whole)
    reading.unread += [*one.unread, *whole.parts.get("topics", [])]
    reading.shared.append(one.column)


def read_money(part: Section, reading: Reading) -> None:
    """Read the funding."""
    funding, left = read_funding(part.title, [*part.lines])
    reading.cited += part.lines
    reading.unread += left
    count = sum(len(amounts(line)) for line in [part.title, *part.lines])
    reading.draft = replace(reading.draft, funding=funding)
    reading.findings += funding_findings(funding, count)


def read_organisation(part: Section, reading: Reading) -> None:
    """Read who does what."""
    split = split_units([*part.lines])
    year = reading.draft.document.year
    tasks = [task for unit in split.units for task in assignments(unit, year)]
    reading.assignments += tasks
    reading.findings += late_findings(tasks, year)
    reading.unread += split.left
    heads = [(unit.head.mark, unit.head.number) for unit in split.units]
    reading.findings += order_findings(heads, part.label)


def late_findings(
    tasks: Iterable[AssignmentDraft], year: int | None
) -> Iterator[Finding]:
    """Tell which tasks have more deadlines than the one that is kept."""
    for task in tasks:
        count = len(deadlines(task.task, year))
        if count > 1:
            yield Finding(task.line, "several_deadlines", "info", {"count": count})


def read_other(part: Section, reading: Reading) -> None:
    """Keep a part of which we know nothing for a person to read."""
    reading.unread += [part.title, *part.lines]


def settle(reading: Reading) -> None:
    """Give the columns what the plan says once for all of them, or elsewhere."""
    shared = [with_shared(one, reading.shared) for one in reading.columns]
    reading.columns = [with_channels(one) for one in shared]


READERS = {
    "aims": read_aims,
    "bases": read_bases,
    "content": read_content,
    "terms": read_terms,
    "funding": read_money,
    "organisation": read_organisation,
}
