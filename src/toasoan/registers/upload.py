"""The sheet as it is uploaded, and as it comes back to be confirmed."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .sheets.table import LIMIT, MOST_ROWS, Row, UnreadableSheet, read_table

# It comes back with the form that confirms it, which has a limit of its own
# (DATA_UPLOAD_MAX_MEMORY_SIZE).
MOST_TEXT = 4 * 1024 * 1024
REFUSALS = {
    "too_much_text": _("This sheet holds too much text: 4 MB at most. Split it."),
    "too_big": _("This file is too big: 2 MB at most."),
    "too_many_rows": _("This sheet has too many rows: 2,000 at most."),
    "unknown_kind": _("Give a sheet of Excel (.xlsx) or a .csv file."),
    "damaged": _("This file cannot be read. Open it, save it anew and try again."),
    "not_utf8": _("Save this .csv file in the UTF-8 encoding and try again."),
    "empty": _("This sheet has no rows under its head."),
    "no_head": _("No row names the columns that are needed. Use the empty form below."),
}


class SheetForm(forms.Form):
    """A sheet to be checked."""

    file = forms.FileField(
        label=_("Sheet"),
        allow_empty_file=True,
        help_text=_("Excel (.xlsx) or .csv, up to 2 MB and 2,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> list[Row]:
        """Return the rows of the sheet. A file past the limit is not read."""
        file = self.cleaned_data["file"]
        if file.size > LIMIT:
            raise ValidationError(REFUSALS["too_big"])
        try:
            table = read_table(file.read(), file.name)
        except UnreadableSheet as error:
            raise ValidationError(REFUSALS[error.code]) from error
        if len(packed(table).encode()) > MOST_TEXT:
            raise ValidationError(REFUSALS["too_much_text"])
        return table


def packed(table: list[Row]) -> str:
    """Return `table` as text for a hidden field; `unpacked` reads it."""
    rows = [[row.number, *row.cells] for row in table]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> list[Row]:
    """Return the table that was packed. Raises UnreadableSheet for anything else."""
    try:
        rows: Any = json.loads(text)
        table = [Row(int(number), tuple(map(str, cells))) for number, *cells in rows]
    except (ValueError, TypeError, RecursionError) as error:
        raise UnreadableSheet("damaged") from error
    if len(table) > MOST_ROWS + 1:
        raise UnreadableSheet("too_many_rows")
    return table
