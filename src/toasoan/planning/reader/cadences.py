"""The lines that promise how often each channel is fed."""

import re
from dataclasses import dataclass, replace
from datetime import time

from toasoan.planning.reader.channels import mentions, named
from toasoan.planning.reader.draft import CadenceDraft, ChannelGroup, Season
from toasoan.planning.reader.lines import Line
from toasoan.planning.reader.moments import conditional, season, times, weekdays
from toasoan.planning.reader.plain import low
from toasoan.planning.reader.quantities import Quantity, quantities

CLAUSE = re.compile(r";\s+|;$|\.\s+(?=[A-ZÀ-ỸĐ])|\s+\+\s+")
COLON = re.compile(r":(?!\d)")
Groups = tuple[ChannelGroup, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause and what is in it; `text` is the part behind a label of channels."""

    line: Line
    places: tuple[int, ...]
    groups: Groups
    labelled: bool
    weekdays: tuple[int, ...]
    all_but: bool
    times: tuple[time, ...]
    season: Season | None
    quantities: tuple[Quantity, ...]
    text: str


def cadences(line: Line, known: Groups) -> tuple[list[CadenceDraft], list[Line]]:
    """Return the cadences of a line, and its clauses that say none.

    `known` are the column's channel groups: what a cadence line calls "Các trang
    Fanpage Facebook" stands for all of them that are of this kind.
    """
    found: list[CadenceDraft] = []
    unread: list[Line] = []
    inherited: Groups = ()
    for part in clauses(line):
        clause = clause_of(part, known)
        inherited = clause.groups or inherited
        later = with_moments(found[-1], clause) if found else None
        made = [] if later else promises(clause, inherited)
        if later:
            found[-1] = later
        elif made:
            found += made
        else:
            unread.append(part)
    return found, unread


def clauses(line: Line) -> list[Line]:
    """Return the parts of a line between semicolons and full stops."""
    stops = [*CLAUSE.finditer(line.text)]
    starts = [0, *(one.end() for one in stops)]
    ends = [*(one.start() for one in stops), len(line.text)]
    parts = [line.cut(one, two) for one, two in zip(starts, ends, strict=True)]
    return [part for part in parts if part.text.strip(" .;,")]


def clause_of(part: Line, known: Groups) -> Clause:
    """Return a clause with its channels; own names count where no kind is named."""
    colon = COLON.search(part.text)
    found = mentions(part) or named(part, known)
    resolved = [resolve(one.group(part), known) for one in found]
    end = colon.start() if colon and found and found[0].start < colon.start() else 0
    text = " " * end + part.text[end:]
    week = weekdays(text)
    clock, time_spans = times(text)
    months, month_spans = season(part.text)
    rest = masked(text, week.spans + time_spans + month_spans)
    return Clause(
        part,
        tuple(one.start for one in found),
        tuple(resolved),
        labelled=end > 0,
        weekdays=week.days,
        all_but=week.excepted,
        times=clock,
        season=months,
        quantities=tuple(quantities(rest)),
        text=text,
    )


def masked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return `text` with some places made unreadable, every other place kept."""
    for start, end in spans:
        text = text[:start] + "#" * (end - start) + text[end:]
    return text


def resolve(group: ChannelGroup, known: Groups) -> ChannelGroup:
    """Return a group with the owners its column gave this kind, if it names none."""
    same = [one for one in known if one.kind == group.kind]
    exact = [one for one in same if low(one.name) == low(group.name)]
    same = exact or same
    if group.whose or not same:
        return group
    owners = dict.fromkeys(owner for one in same for owner in one.whose)
    return replace(group, whose=tuple(owners))


def promises(clause: Clause, inherited: Groups) -> list[CadenceDraft]:
    """Return what one clause promises, one cadence per channel and quantity."""
    found = [*clause.quantities]
    if clause.weekdays:
        counted = [one for one in found if one.count or one.period != "week"]
        found = counted or found
    if conditional(clause.text, found[0].start if found else None):
        groups = clause.groups or inherited or (None,)
        return [cadence(clause, None, group) for group in groups]
    return [
        cadence(clause, one, group)
        for one, groups in shares(found or implied(clause), clause)
        for group in groups or inherited or (None,)
    ]


def implied(clause: Clause) -> list[Quantity]:
    """Return the quantity that bare weekdays or times of day stand for."""
    if clause.weekdays:
        return [Quantity(0, 0, "week")]
    return [Quantity(0, 0, "day")] if clause.times else []


def shares(found: list[Quantity], clause: Clause) -> list[tuple[Quantity, Groups]]:
    """Return each quantity with the channels it is said of.

    A label is said of all. Otherwise a quantity belongs to the channels around it:
    those before it where the clause starts with a channel, else those after it.
    """
    if clause.labelled or len(found) < 2 or len(clause.groups) < 2:
        return [(one, clause.groups) for one in found]
    ahead = clause.places[0] < found[0].start
    order = found if ahead else found[::-1]
    result: list[tuple[Quantity, Groups]] = []
    before = -1 if ahead else len(clause.line.text)
    for one in order:
        first, last = sorted((before, one.start))
        groups = tuple(
            group
            for place, group in zip(clause.places, clause.groups, strict=True)
            if first <= place < last
        )
        nearest = result[-1][1] if result else ()
        result.append((one, groups or nearest))
        before = one.start
    return result if ahead else result[::-1]


def cadence(
    clause: Clause, one: Quantity | None, group: ChannelGroup | None
) -> CadenceDraft:
    """Return one promise; without a quantity it is a conditional one."""
    return CadenceDraft(
        channel=group,
        period=one.period if one else None,
        count=count(clause, one) if one else None,
        every=one.every if one else None,
        unit=one.unit if one else None,
        weekdays=clause.weekdays if one else (),
        season=clause.season,
        times=clause.times if one else (),
        conditional=one is None,
        text=clause.line.text,
        line=clause.line.number,
    )


def count(clause: Clause, one: Quantity) -> int:
    """Return how many are owed where only days and times are told."""
    if one.count:
        return one.count
    per_day = max(len(clause.times), 1)
    if one.period == "week":
        days = 1 if clause.all_but else len(clause.weekdays)
        return per_day * max(days, 1)
    return per_day if one.period == "day" else 1


def with_moments(before: CadenceDraft, clause: Clause) -> CadenceDraft | None:
    """Return the cadence before with the times that stand alone in this clause."""
    alone = not (clause.groups or clause.quantities or clause.season)
    if not alone or not (clause.times or clause.weekdays) or before.conditional:
        return None
    return replace(
        before,
        times=before.times or clause.times,
        weekdays=before.weekdays or clause.weekdays,
        text=f"{before.text}; {clause.line.text}",
    )
