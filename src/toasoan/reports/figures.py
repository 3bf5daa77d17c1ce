"""The figures of coverage with their names: for the screen, the sheet and JSON alike.

Everything that shows coverage reads it from here, so no two of them can differ.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from toasoan.channels.models import Channel
from toasoan.organisations.models import Organisation
from toasoan.planning.coverage import cells
from toasoan.planning.models import Plan
from toasoan.planning.tally import Cell, Span, spans
from toasoan.stories.models import ColumnPage

# In the order in which every report shows them.
SLOT_FIGURES = ("promised", "met", "missed", "owed")
DELIVERY_FIGURES = ("delivered", "originals", "reposts", "on_time", "late")
FIGURES = (*SLOT_FIGURES, *DELIVERY_FIGURES)


@dataclass(frozen=True, slots=True)
class Row:
    """One column on one channel: a cell for each span, and their sum."""

    column: ColumnPage
    channel: Channel
    cells: list[Cell]
    total: Cell


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage of one plan, or of all plans (`plan` None), in [since, until]."""

    organisation: Organisation
    plan: Plan | None
    since: date
    until: date
    today: date
    spans: list[Span]
    rows: list[Row]
    foot: list[Cell]
    total: Cell


def coverage_of(
    organisation: Organisation,
    since: date,
    until: date,
    today: date,
    *,
    by: str = "month",
    plan: Plan | None = None,
) -> Coverage:
    """Return the figures cut `by` day, week, month or year. Four queries.

    Rows stand in the order of the columns in the site, then of the channels.
    """
    owner = organisation if plan is None else plan
    found = cells(owner, since, until, today, by)
    cuts = spans(by, since, until)
    rows = _rows(organisation, found)
    foot = [
        _sum((row.cells[place] for row in rows), cut) for place, cut in enumerate(cuts)
    ]
    total = _sum(foot, Span(since, until))
    return Coverage(organisation, plan, since, until, today, cuts, rows, foot, total)


def _rows(organisation: Organisation, found: list[Cell]) -> list[Row]:
    columns = _columns(organisation)
    channels = {c.pk: c for c in Channel.objects.of(organisation).defer("config")}
    column_place = {pk: place for place, pk in enumerate(columns)}
    channel_place = {pk: place for place, pk in enumerate(channels)}
    rows = []
    for pair, group in groupby(found, lambda c: (c.column_id, c.channel_id)):
        row = list(group)
        total = _sum(row, Span(row[0].starts_on, row[-1].ends_on), pair)
        rows.append(Row(columns[pair[0]], channels[pair[1]], row, total))
    rows.sort(key=lambda r: (column_place[r.column.pk], channel_place[r.channel.pk]))
    return rows


def _columns(organisation: Organisation) -> dict[int, ColumnPage]:
    columns = ColumnPage.objects.filter(organisation=organisation)
    return {c.pk: c for c in columns.only("title", "path").order_by("path")}


def _sum(parts: Iterable[Cell], span: Span, pair: tuple[int, int] = (0, 0)) -> Cell:
    total = Cell(*pair, span.starts_on, span.ends_on)
    for part in parts:
        total.add(part)
    return total


def coverage_json(
    organisation: Organisation,
    since: date,
    until: date,
    today: date,
    plan: Plan | None = None,
) -> dict[str, Any]:
    """Return coverage by month as plain values; docs/coverage.md describes them."""
    coverage = coverage_of(organisation, since, until, today, plan=plan)
    return {
        "organisation": {"code": organisation.code, "name": organisation.name},
        "time_zone": organisation.time_zone,
        "from": since.isoformat(),
        "to": until.isoformat(),
        "today": today.isoformat(),
        "plans": [
            _plan_json(one) for one in plans_in(organisation, since, until, plan)
        ],
        "total": _figures_json(coverage.total),
        "months": [_span_json(cell) for cell in coverage.foot],
        "rows": [_row_json(row) for row in coverage.rows],
    }


def plans_in(
    organisation: Organisation, since: date, until: date, plan: Plan | None = None
) -> list[Plan]:
    """Return `plan` alone, or the plans in force on a day of [since, until]."""
    if plan is not None:
        return [plan]
    plans = Plan.objects.of(organisation).defer("text", "draft")
    return list(plans.filter(valid_from__lte=until, valid_until__gte=since))


def _plan_json(plan: Plan) -> dict[str, Any]:
    return {
        "id": plan.pk,
        "title": plan.title,
        "from": plan.valid_from.isoformat(),
        "to": plan.valid_until.isoformat(),
    }


def _row_json(row: Row) -> dict[str, Any]:
    return {
        "column": {"id": row.column.pk, "name": row.column.title},
        "channel": {
            "id": row.channel.pk,
            "name": row.channel.name,
            "medium": row.channel.medium,
            "exercise": row.channel.exercise,
        },
        "total": _figures_json(row.total),
        "months": [_span_json(cell) for cell in row.cells],
    }


def _span_json(cell: Cell) -> dict[str, Any]:
    return {
        "from": cell.starts_on.isoformat(),
        "to": cell.ends_on.isoformat(),
        **_figures_json(cell),
    }


def _figures_json(cell: Cell) -> dict[str, int]:
    return {name: getattr(cell, name) for name in FIGURES}
