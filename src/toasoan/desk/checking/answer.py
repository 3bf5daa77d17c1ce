"""From the filled-in forms to the plan a person confirms."""

from collections.abc import Iterable
from typing import Any

from toasoan.planning.confirmation import (
    ConfirmedCadence,
    ConfirmedColumn,
    ConfirmedGroup,
    ConfirmedPlan,
    NewChannel,
    passages,
)
from toasoan.planning.reader import (
    AssignmentDraft,
    Funding,
    Heading,
    LegalBasis,
    PlanDraft,
    Recurring,
    Season,
    Signer,
)

Cleaned = dict[str, Any]
# Rows that were kept, by their place on the page.
Kept = dict[int, Cleaned]


def plan_from(
    head: Cleaned, parts: dict[str, Kept], *, text: str, file_name: str, read: PlanDraft
) -> ConfirmedPlan:
    """Return the plan that the cleaned forms say; `read` knows the lines of lists.

    Rows that were taken out are gone, and what was promised for them.
    """
    columns, groups = parts["columns"], parts["groups"]
    places = {at: place for place, at in enumerate(columns)}
    group_places = {at: place for place, at in enumerate(groups)}
    return ConfirmedPlan(
        heading=_heading(head, read),
        valid_from=head["valid_from"],
        valid_until=head["valid_until"],
        text=text,
        file_name=file_name,
        alongside=head["alongside"],
        legal_bases=tuple(_bases(parts["bases"].values())),
        aims=passages(head["aims"], read.aims),
        columns=tuple(_column(one, read) for one in columns.values()),
        groups=tuple(_group(at, one, parts) for at, one in groups.items()),
        cadences=tuple(
            _cadence(one, places[one["column"]], group_places[one["group"]])
            for one in parts["cadences"].values()
            if one["column"] in places and one["group"] in group_places
        ),
        funding=Funding(head["amount"], head["money_bases"], read.funding.line),
        assignments=tuple(_assignments(parts["assignments"].values())),
        recipients=passages(head["recipients"], read.recipients),
        signer=Signer(
            head["on_behalf_of"] or None,
            head["role"] or None,
            head["name"] or None,
            read.signer.line,
        ),
        findings=read.findings,
        unread=read.unread,
    )


def _heading(head: Cleaned, read: PlanDraft) -> Heading:
    return Heading(
        number=head["number"] or None,
        symbol=head["symbol"] or None,
        date=head["date"],
        place=head["place"] or None,
        issuer=head["issuer"] or None,
        kind=head["kind"] or None,
        title=head["title"],
        year=head["year"],
        lines=read.document.lines,
    )


def _bases(rows: Iterable[Cleaned]) -> Iterable[LegalBasis]:
    for row in rows:
        if row["kind"] or row["number"] or row["title"]:
            yield LegalBasis(
                kind=row["kind"],
                number=row["number"] or None,
                date=row["date"],
                issuer=row["issuer"] or None,
                title=row["title"] or None,
                line=row["line"],
            )


def _column(row: Cleaned, read: PlanDraft) -> ConfirmedColumn:
    known = [one for one in read.columns if one.line == row["line"]]
    return ConfirmedColumn(
        name=row["name"],
        line=row["line"],
        column_id=row["column_id"],
        topics=passages(row["topics"], [t for one in known for t in one.topics]),
        forms=passages(row["forms"], [f for one in known for f in one.forms]),
    )


def _group(at: int, row: Cleaned, parts: dict[str, Kept]) -> ConfirmedGroup:
    return ConfirmedGroup(
        kind=row["kind"],
        name=row["name"],
        whose=row["whose"],
        line=row["line"],
        channel_ids=tuple(row["channel_ids"]),
        new=tuple(
            NewChannel(
                name=one["name"],
                medium=one["medium"],
                kind=one["kind"],
                whose=one["whose"],
            )
            for one in parts["channels"].values()
            if one["group"] == at and one["name"]
        ),
        unused=row["unused"],
    )


def _cadence(row: Cleaned, column: int, group: int) -> ConfirmedCadence:
    season = None
    if row["season_from"]:
        season = Season(row["season_from"], row["season_to"])
    return ConfirmedCadence(
        column=column,
        group=group,
        period=row["period"],
        every=row["every"],
        minimum=row["minimum"],
        unit=row["unit"],
        weekdays=tuple(row["weekdays"]),
        season=season,
        times=row["times"],
        text=row["text"],
        line=row["line"],
    )


def _assignments(rows: Iterable[Cleaned]) -> Iterable[AssignmentDraft]:
    for row in rows:
        if row["unit"]:
            yield AssignmentDraft(
                unit=row["unit"],
                role=row["role"],
                task=row["task"],
                deadline=row["due_on"],
                recurring=(
                    Recurring(row["recurs"], row["recurs_day"])
                    if row["recurs"]
                    else None
                ),
                line=row["line"],
            )
