"""The empty form of a sheet, to be filled in."""

from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .forms import SheetForm

BOLD = Font(bold=True)


def write_empty(form: SheetForm, file: IO[bytes]) -> None:
    """Write a workbook with the heads of `form`, and a sheet that explains them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Register"))
    for place, column in enumerate(form.columns, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = max(14, len(column.heads[0]) + 4)
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, column.heads[0]) for column in form.columns])
    notes = book.create_sheet(_("How to fill it in"))
    for letter, width in (("A", 34), ("B", 16), ("C", 60)):
        notes.column_dimensions[letter].width = width
    heads = (_("Column of the sheet"), _("Needed"), _("Example"))
    notes.append([_bold(notes, head) for head in heads])
    for column in form.columns:
        needed = _("needed") if column.needed else ""
        notes.append([column.heads[0], needed, column.example])
    book.save(file)


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = BOLD
    return cell
