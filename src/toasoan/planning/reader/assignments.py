"""Who does what: the units of the last part and their tasks."""

import re
from dataclasses import dataclass, field

from toasoan.planning.reader.deadlines import deadlines, recurring
from toasoan.planning.reader.draft import AssignmentDraft, Role
from toasoan.planning.reader.lines import Line

VERB = re.compile(
    r"\b(?:chu tri|phoi hop|co trach nhiem|chiu trach nhiem|co nhiem vu|tham muu|can cu"
    r"|xay dung|thuc hien|to chuc|chi dao|bo tri|huong dan|theo doi|cung cap"
    r"|tiep nhan|quan ly|lap du toan|day manh|tang cuong|ra soat|dang tai|bien tap"
    r"|kiem tra|tuyen truyen|van dong|la co quan|la don vi|gui|bao cao)\b"
)
ASKED = re.compile(r"(?:giao(?: cho)?|de nghi|yeu cau|phan cong)\s+")
ENDS = " .:;,-"
UNIT_LENGTH = 90
LEAD = re.compile(
    r"(?:.{0,80}\b)?chu tri\b|la (?:co quan|don vi) (?:thuong truc|dau moi)"
)
JOIN = re.compile(r"phoi hop\b")


@dataclass(slots=True)
class Tasks:
    """The lines of one unit."""

    head: Line
    unit: str
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Split:
    """The units of a part, and the lines that belong to none."""

    units: list[Tasks] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)


def split_units(lines: list[Line]) -> Split:
    """Return the lines of a part by unit; a head without tasks is left over."""
    found = Split()
    ranks = [one.rank for one in lines if one.mark and one.mark.kind != "bullet"]
    top = min(ranks, default=5)
    for place, line in enumerate(lines):
        after = lines[place + 1] if place + 1 < len(lines) else None
        if is_head(line, after, top):
            add_unit(line, found)
        elif found.units:
            found.units[-1].lines.append(line)
        else:
            found.left.append(line)
    found.left += [one.head for one in found.units if not one.lines]
    found.units = [one for one in found.units if one.lines]
    return found


def is_head(line: Line, after: Line | None, top: int) -> bool:
    """Tell whether a line names a unit."""
    if line.mark is None:
        closed = line.text.endswith(":") and len(line.text) <= UNIT_LENGTH
        return closed and after is not None and after.mark is not None
    if line.mark.kind == "bullet":
        return top == 5 and inline_unit(line) is not None
    if line.rank == top:
        return True
    deeper = after is not None and after.rank > line.rank
    ended = line.text.endswith((".", ";"))
    return deeper and not ended and len(line.text) <= UNIT_LENGTH and not verb(line)


def verb(line: Line) -> re.Match[str] | None:
    """Return the first verb of a task in a line."""
    return VERB.search(line.plain)


def inline_unit(line: Line) -> int | None:
    """Return where the unit ends in "UBND xã: rà soát …"."""
    colon = line.text.find(":")
    short = 0 < colon <= UNIT_LENGTH
    return colon if short and not VERB.match(line.plain) else None


def add_unit(line: Line, found: Split) -> None:
    """Start a unit, with what its head already tells it to do."""
    asked = ASKED.match(line.plain)
    rest = line.cut(asked.end()) if asked else line
    colon = inline_unit(rest)
    does = verb(rest)
    if colon is not None:
        end, task = colon, rest.cut(colon + 1)
    elif does and does.start() and (asked or len(rest.text) > UNIT_LENGTH):
        end, task = does.start(), rest.cut(does.start())
    else:
        end, task = len(rest.text), None
    found.units.append(Tasks(line, rest.text[:end].strip(ENDS)))
    if task and task.text.strip(ENDS):
        found.units[-1].lines.append(task)


def assignments(tasks: Tasks, year: int | None) -> list[AssignmentDraft]:
    """Return the tasks of a unit; `year` is the plan's."""
    return [assignment(tasks.unit, line, year) for line in tasks.lines]


def assignment(unit: str, line: Line, year: int | None) -> AssignmentDraft:
    """Return one task with its first deadline."""
    due = deadlines(line.text, year)
    return AssignmentDraft(
        unit=unit,
        role=role(line),
        task=line.text,
        deadline=due[0] if due else None,
        recurring=recurring(line.text),
        line=line.number,
    )


def role(line: Line) -> Role:
    """Return whether the unit leads, joins another or carries out by itself."""
    if JOIN.match(line.plain):
        return "with"
    first = re.split(r"[;.]\s", line.plain, maxsplit=1)[0]
    return "lead" if LEAD.match(first) else "executes"
