"""What a person should look at before confirming a plan."""

import re
from collections.abc import Iterable, Iterator

from toasoan.planning.reader.channels import mentions
from toasoan.planning.reader.draft import (
    CadenceDraft,
    ChannelGroup,
    ColumnDraft,
    Finding,
    Funding,
    Heading,
)
from toasoan.planning.reader.lines import Line
from toasoan.planning.reader.marks import Mark

SEASON = re.compile(r"\bmua (?:mua|kho|lu|bao|dong|he|thu|xuan|vu|le hoi)\b")
ZALO = re.compile(r"\bgui\b[^.;]*\bzalo\b")
PORTAL = re.compile(r"\b(trang|cong) (?:thong tin|ttdt|dien tu)\b")
OUTSIDE = {"district", "province", "central"}
LAST_QUARTER = 9


def heading_findings(heading: Heading, line: int) -> Iterator[Finding]:
    """Tell what the head lacks, at its type line or else `line`."""
    at = heading.lines.get("kind", line)
    if not heading.number and not heading.date:
        yield Finding(at, "no_number_and_date", "warning")
    elif not heading.number:
        yield Finding(heading.lines.get("symbol", at), "no_number", "warning")
    elif not heading.date:
        yield Finding(heading.lines["number"], "no_date", "warning")
    if not heading.kind and not heading.title:
        yield Finding(at, "no_title", "warning")
    written, year = heading.date, heading.year
    if written and year and not timely(written.year, written.month, year):
        details = {"written": written.year, "year": year}
        yield Finding(heading.lines["date"], "date_year_differs", "warning", details)


def timely(written: int, month: int, year: int) -> bool:
    """Tell whether a plan for `year` is likely signed then: in it, or just before."""
    return written == year or (written == year - 1 and month >= LAST_QUARTER)


def order_findings(
    heads: Iterable[tuple[Mark | None, int]], part: str | None
) -> Iterator[Finding]:
    """Tell which numbers are missing or used twice among neighbours."""
    before = place_now = 0
    name = "part" if part is None else "number"
    place = {} if part is None else {"part": part}
    for mark, line in heads:
        order = mark.order if mark else None
        if mark is None or order is None:
            continue
        place_now += 1
        if order == before:
            details = {**place, "label": mark.label}
            yield Finding(line, f"{name}_repeated", "warning", details)
        elif order > before + 1 and before and order != place_now:
            numbers = range(before + 1, order)
            missing = ", ".join(as_printed(number, mark) for number in numbers)
            details = {**place, "missing": missing}
            yield Finding(line, f"{name}_skipped", "warning", details)
        before = order


def as_printed(number: int, like: Mark) -> str:
    """Return a number in the manner of a mark."""
    if like.kind == "roman":
        tens, ones = divmod(number, 10)
        names = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
        return "X" * tens + names[ones]
    above = like.label.rpartition(".")[0]
    return f"{above}.{number}" if above else str(number)


def column_findings(columns: tuple[ColumnDraft, ...]) -> Iterator[Finding]:
    """Tell what the columns lack, and where they contradict themselves."""
    covering: set[tuple[str, ...]] = set()
    for column in columns:
        yield from missing_findings(column)
        for cadence in column.cadences:
            yield from cadence_findings(column, cadence)
            for one in covers_findings(column, cadence):
                key = (str(one.details["cadence"]), str(one.details["groups"]))
                if key not in covering:
                    yield one
                covering.add(key)


def missing_findings(column: ColumnDraft) -> Iterator[Finding]:
    """Tell which parts a column lacks."""
    details = {"column": column.name}
    if not column.topics:
        yield Finding(column.line, "column_without_topics", "warning", details)
    if not column.channels:
        yield Finding(column.line, "column_without_channels", "warning", details)
    if not column.cadences:
        yield Finding(column.line, "column_without_cadence", "warning", details)
        return
    served = {one.channel.kind if one.channel else None for one in column.cadences}
    for group in column.channels:
        if None not in served and group.kind not in served:
            yield Finding(
                group.line,
                "channel_without_cadence",
                "warning",
                {**details, "form": group.name},
            )


def cadence_findings(column: ColumnDraft, cadence: CadenceDraft) -> Iterator[Finding]:
    """Tell where a cadence names another channel than the forms do."""
    group = cadence.channel
    details = {"column": column.name, "cadence": group.name if group else ""}
    if group and column.channels:
        same = alike(column, group)
        owners = {owner for one in same for owner in one.whose}
        if not same:
            yield Finding(cadence.line, "channel_unlisted", "warning", details)
        elif group.whose and owners and not owners & set(group.whose):
            form = {"form": same[0].name}
            yield Finding(cadence.line, "owner_differs", "warning", details | form)
    text = Line(cadence.text, ((0, cadence.line),))
    if cadence.season is None and SEASON.search(text.plain):
        season = {"text": cadence.text}
        yield Finding(cadence.line, "season_without_months", "info", season)


def alike(column: ColumnDraft, group: ChannelGroup) -> list[ChannelGroup]:
    """Return the groups of a column that are of the same kind."""
    return [one for one in column.channels if one.kind == group.kind]


def covers_findings(column: ColumnDraft, cadence: CadenceDraft) -> Iterator[Finding]:
    """Tell where one cadence line stands for several groups of the forms."""
    group = cadence.channel
    if group is None or any(one.name == group.name for one in column.channels):
        return
    same = [one for one in alike(column, group) if set(one.whose) <= set(group.whose)]
    if len(same) > 1:
        details: dict[str, str | int] = {
            "cadence": group.name,
            "count": len(same),
            "groups": "; ".join(one.name for one in same),
        }
        yield Finding(cadence.line, "cadence_covers_groups", "info", details)


def funding_findings(funding: Funding, amounts: int) -> Iterator[Finding]:
    """Tell whether the part on funding names one amount."""
    if funding.line is None:
        return
    if funding.amount is None:
        yield Finding(funding.line, "no_amount", "warning")
    elif amounts > 1:
        amount = f"{funding.amount:,}".replace(",", ".")
        details: dict[str, str | int] = {"count": amounts, "amount": amount}
        yield Finding(funding.line, "several_amounts", "info", details)


def portal_findings(lines: list[Line]) -> Iterator[Finding]:
    """Tell whether the commune's portal goes by two names, Trang and Cổng."""
    first: dict[str, str] = {}
    for line in lines:
        if all(one[1] in first for one in PORTAL.finditer(line.plain)):
            continue
        for one in mentions(line):
            word = line.plain[one.start : one.end].removeprefix("cac ")[:5].strip()
            if one.kind != "portal" or word not in ("trang", "cong"):
                continue
            if OUTSIDE & set(one.whose) or word in first:
                continue
            first[word] = line.text[one.start : one.end]
            if len(first) == 2:
                one_name, other = first.values()
                details = {"first": one_name, "second": other}
                number = line.at(one.start)
                yield Finding(number, "portal_two_names", "info", details)


def zalo_findings(lines: Iterable[Line]) -> Iterator[Finding]:
    """Tell the first line that asks contributors to send through Zalo."""
    for line in lines:
        found = ZALO.search(line.plain)
        if found:
            yield Finding(line.at(found.start()), "contributions_by_zalo", "info")
            return
