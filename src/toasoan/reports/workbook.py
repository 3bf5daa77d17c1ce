"""Coverage as an .xlsx file: the figures of the screen, and the items behind them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import IO

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from toasoan.channels.adapters.base import Way
from toasoan.organisations.models import Organisation
from toasoan.planning.models import Plan
from toasoan.planning.tally import Cell

from .figures import FIGURES, Coverage, Row, coverage_of
from .heat import LABELS
from .items import deliveries, judge, slot_items
from .selection import Selection
from .sheet import Line, Sheet, Sum, days_text, xlsx


def coverage_book(
    organisation: Organisation,
    since: date,
    until: date,
    today: date,
    plan: Plan | None = None,
) -> Iterator[bytes]:
    """Return the coverage of [since, until] as a workbook, piece by piece.

    Sheets: sums, by month, by week, missed slots, deliveries. These are read while
    they are written, so the first piece comes at once and little memory is needed.
    """
    selection = Selection(organisation, plan, since, until)
    months, weeks = (
        coverage_of(organisation, since, until, today, by=by, plan=plan)
        for by in ("month", "week")
    )
    return xlsx(
        [
            _sums(months),
            _spans(months, pgettext("sheet", "By month")),
            _spans(weeks, pgettext("sheet", "By week")),
            _missed(selection, today),
            _deliveries(selection),
        ]
    )


def write_coverage(
    organisation: Organisation, since: date, until: date, today: date, file: IO[bytes]
) -> None:
    """Write `coverage_book` of all plans into `file`."""
    file.writelines(coverage_book(organisation, since, until, today))


def _sums(coverage: Coverage) -> Sheet:
    return Sheet(
        name=pgettext("sheet", "Sums"),
        titles=_titles(coverage),
        heads=_places(),
        figures=_labels(FIGURES),
        lines=[
            *([*_names(row), *_figures(row.total)] for row in coverage.rows),
            Sum([_("All together"), "", *_figures(coverage.total)]),
        ],
    )


def _spans(coverage: Coverage, name: str) -> Sheet:
    return Sheet(
        name=name,
        titles=_titles(coverage),
        heads=[*_places(), *_ends()],
        figures=_labels(FIGURES),
        lines=_span_lines(coverage),
    )


def _span_lines(coverage: Coverage) -> Iterator[Line]:
    for row in coverage.rows:
        for cell in row.cells:
            yield [*_names(row), cell.starts_on, cell.ends_on, *_figures(cell)]
    for cell in coverage.foot:
        ends = cell.starts_on, cell.ends_on
        yield Sum([_("All together"), "", *ends, *_figures(cell)])


def _missed(selection: Selection, today: date) -> Sheet:
    return Sheet(
        name=pgettext("sheet", "Missed"),
        titles=_titles(selection),
        heads=[*_ends(), *_places()],
        figures=_labels(("promised", "delivered", "missed")),
        lines=_missed_lines(selection, today),
    )


def _missed_lines(selection: Selection, today: date) -> Iterator[Line]:
    for item in slot_items(selection, "missed", today):
        slot = item.slot
        places = item.column.title, item.channel.name
        amounts = slot.minimum, item.delivered, item.amount
        yield [slot.starts_on, slot.ends_on, *places, *amounts]


def _deliveries(selection: Selection) -> Sheet:
    return Sheet(
        name=pgettext("sheet", "Deliveries"),
        titles=_titles(selection),
        heads=[
            pgettext("sheet", "Delivered at"),
            pgettext("sheet", "Story"),
            *_places(),
            pgettext("sheet", "Address"),
            pgettext("sheet", "Original or re-post"),
            pgettext("sheet", "On time or late"),
            pgettext("sheet", "Due on"),
            pgettext("sheet", "How"),
        ],
        lines=_delivery_lines(selection),
    )


def _delivery_lines(selection: Selection) -> Iterator[Line]:
    late = judge(selection)
    ways = _ways()
    zone = selection.organisation.zone
    rows = deliveries(selection).select_related("story", "column", "channel")
    fields = (
        "delivered_at",
        "story__title",
        "column__title",
        "channel__name",
        "url",
        "repost",
        "column_id",
        "channel_id",
        "delivered_on",
        "due_on",
        "way",
    )
    for row in rows.values_list(*fields, named=True).iterator(chunk_size=2000):
        is_late = late((row.column_id, row.channel_id), row.delivered_on, row.due_on)
        yield [
            localtime(row.delivered_at, zone).replace(tzinfo=None),
            row.story__title,
            row.column__title,
            row.channel__name,
            row.url,
            _("re-post") if row.repost else _("original"),
            _("late") if is_late else _("on time"),
            row.due_on,
            ways.get(row.way, row.way),
        ]


def _ways() -> dict[str, str]:
    return {
        Way.PUSHED.value: pgettext("way", "by itself"),
        Way.HANDED.value: pgettext("way", "by hand"),
        Way.PUBLISHED.value: pgettext("way", "on the portal"),
    }


def _places() -> list[str]:
    return [pgettext("sheet", "Column"), pgettext("sheet", "Channel")]


def _ends() -> list[str]:
    return [pgettext("sheet", "From"), pgettext("sheet", "To")]


def _names(row: Row) -> Line:
    return row.column.title, row.channel.name


def _figures(cell: Cell) -> list[int]:
    return [getattr(cell, name) for name in FIGURES]


def _labels(figures: Sequence[str]) -> list[str]:
    return [str(LABELS[figure]).capitalize() for figure in figures]


def _titles(about: Coverage | Selection) -> list[str]:
    days = days_text(about.since, about.until)
    plan = str(about.plan) if about.plan else _("All plans")
    return [about.organisation.name, plan, days]
