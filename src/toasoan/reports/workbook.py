"""Coverage as an .xlsx file: the figures of the screen, and the items behind them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import IO, Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from toasoan.channels.adapters.base import Way
from toasoan.organisations.models import Organisation
from toasoan.planning.models import Plan
from toasoan.planning.tally import Cell

from .figures import FIGURES, Coverage, Row, coverage_of
from .heat import LABELS
from .items import deliveries, judge, slot_items
from .selection import Selection

# Excel shows these with the separators of the reader's own settings: 1.234 here.
WHOLE_NUMBER = "#,##0"
DAY_FORMAT = "dd/mm/yyyy"
MOMENT_FORMAT = "hh:mm dd/mm/yyyy"
LONGEST_TEXT = 32_767
BOLD = Font(bold=True)

Line = Sequence[Any]


def write_coverage(
    organisation: Organisation,
    since: date,
    until: date,
    today: date,
    file: IO[bytes],
    plan: Plan | None = None,
) -> None:
    """Write the coverage of [since, until] as a workbook into `file`.

    Sheets: sums, by month, by week, missed slots, deliveries. Rows are written one by
    one, so a long export needs little memory.
    """
    book = Workbook(write_only=True)
    selection = Selection(organisation, plan, since, until)
    months, weeks = (
        coverage_of(organisation, since, until, today, by=by, plan=plan)
        for by in ("month", "week")
    )
    _write_sums(book, months)
    _write_spans(book, months, pgettext("sheet", "By month"))
    _write_spans(book, weeks, pgettext("sheet", "By week"))
    _write_missed(book, selection, today)
    _write_deliveries(book, selection)
    book.save(file)


def _write_sums(book: Any, coverage: Coverage) -> None:
    put = _sheet(book, pgettext("sheet", "Sums"), coverage, _places(), FIGURES)
    for row in coverage.rows:
        put([*_names(row), *_figures(row.total)])
    put([_("All together"), "", *_figures(coverage.total)], font=BOLD)


def _write_spans(book: Any, coverage: Coverage, name: str) -> None:
    heads = [*_places(), *_ends()]
    put = _sheet(book, name, coverage, heads, FIGURES)
    for row in coverage.rows:
        for cell in row.cells:
            put([*_names(row), cell.starts_on, cell.ends_on, *_figures(cell)])
    for cell in coverage.foot:
        ends = cell.starts_on, cell.ends_on
        put([_("All together"), "", *ends, *_figures(cell)], font=BOLD)


def _write_missed(book: Any, selection: Selection, today: date) -> None:
    heads = [*_ends(), *_places()]
    put = _sheet(
        book,
        pgettext("sheet", "Missed"),
        selection,
        heads,
        ("promised", "delivered", "missed"),
    )
    for item in slot_items(selection, "missed", today):
        slot = item.slot
        places = item.column.title, item.channel.name
        amounts = slot.minimum, item.delivered, item.amount
        put([slot.starts_on, slot.ends_on, *places, *amounts])


def _write_deliveries(book: Any, selection: Selection) -> None:
    heads = [
        pgettext("sheet", "Delivered at"),
        pgettext("sheet", "Story"),
        *_places(),
        pgettext("sheet", "Address"),
        pgettext("sheet", "Original or re-post"),
        pgettext("sheet", "On time or late"),
        pgettext("sheet", "Due on"),
        pgettext("sheet", "How"),
    ]
    put = _sheet(book, pgettext("sheet", "Deliveries"), selection, heads, ())
    for line in _delivery_lines(selection):
        put(line)


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


def _sheet(
    book: Any,
    name: str,
    about: Coverage | Selection,
    heads: Sequence[str],
    figures: Sequence[str],
) -> Callable[..., None]:
    """Open a sheet with its title lines and heads; return what writes one line."""
    sheet = book.create_sheet(name)
    heads = [*heads, *(str(LABELS[figure]).capitalize() for figure in figures)]
    for place in range(1, len(heads) + 1):
        wide = 14 if place > len(heads) - len(figures) else 28
        sheet.column_dimensions[get_column_letter(place)].width = wide
    titles = _titles(about)
    sheet.freeze_panes = f"A{len(titles) + 2}"

    def put(line: Line, font: Font | None = None) -> None:
        sheet.append([_cell(sheet, value, font) for value in line])

    for title in titles:
        put([title], font=BOLD)
    put(heads, font=BOLD)
    return put


def _titles(about: Coverage | Selection) -> list[str]:
    days = _("From %(first)s to %(last)s") % {
        "first": date_format(about.since, "SHORT_DATE_FORMAT"),
        "last": date_format(about.until, "SHORT_DATE_FORMAT"),
    }
    plan = str(about.plan) if about.plan else _("All plans")
    return [about.organisation.name, plan, days]


def _cell(sheet: Any, value: Any, font: Font | None) -> Any:
    if isinstance(value, str):
        return _text_cell(sheet, value, font)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, int):
        cell.number_format = WHOLE_NUMBER
    else:
        cell.number_format = DAY_FORMAT if type(value) is date else MOMENT_FORMAT
    if font:
        cell.font = font
    return cell


def _text_cell(sheet: Any, text: str, font: Font | None) -> Any:
    """Return a cell that is text whatever it begins with.

    A headline such as "=HYPERLINK(…)" must not become a formula: not here, and not
    when somebody edits the cell or saves the sheet as CSV (OWASP, CSV injection).
    """
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT])
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        cell.quotePrefix = True
    if font:
        cell.font = font
    return cell
