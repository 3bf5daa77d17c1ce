"""A sheet from a stranger as rows of text: sizes capped, formulas never reckoned."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from toasoan.core.text import squeeze

LIMIT = 2 * 1024 * 1024
# What a sheet of 2 MB may unpack to; a bomb unpacks to gigabytes.
UNPACKED_LIMIT = 32 * 1024 * 1024
MOST_ROWS = 2000
MOST_COLUMNS = 40
# A sheet may say that its only row is the millionth.
LAST_ROW = 20_000
LONGEST_CELL = 10_000
DELIMITERS = ";\t,"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    csv.Error,
    EOFError,
    OSError,
    ValueError,  # defusedxml's refusals are ValueErrors
    NotImplementedError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
)


class UnreadableSheet(Exception):
    """The sheet cannot be read; `code` says why: too_big, too_many_rows,
    unknown_kind, damaged, not_utf8 or empty."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Row:
    """One row that is not empty: its number in the sheet, from 1, and its cells."""

    number: int
    cells: tuple[str, ...]


def read_table(data: bytes, name: str) -> list[Row]:
    """Return the rows of the first sheet of a file, its head among them.

    Dates come as they would be written: 05/11/2026, 05/11/2026 14:30. Raises
    UnreadableSheet.
    """
    if len(data) > LIMIT:
        raise UnreadableSheet("too_big")
    try:
        rows = _taken(_raw_rows(data, name.lower()))
    except BROKEN as error:
        raise UnreadableSheet("damaged") from error
    if len(rows) < 2:
        raise UnreadableSheet("empty")
    return rows


def _raw_rows(data: bytes, name: str) -> Iterator[Iterable[Any]]:
    if name.endswith(".xlsx"):
        return _workbook_rows(data)
    if name.endswith(".csv"):
        return _csv_rows(data)
    raise UnreadableSheet("unknown_kind")


def _taken(raw: Iterator[Iterable[Any]]) -> list[Row]:
    rows: list[Row] = []
    for number, values in enumerate(raw, 1):
        if number > LAST_ROW or len(rows) > MOST_ROWS + 1:
            raise UnreadableSheet("too_many_rows")
        cells = [text_of(value) for value in list(values)[:MOST_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append(Row(number, tuple(cells)))
    if len(rows) > MOST_ROWS + 1:
        raise UnreadableSheet("too_many_rows")
    return rows


def _workbook_rows(data: bytes) -> Iterator[Iterable[Any]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # No entry gives more bytes than it says.
        if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_LIMIT:
            raise UnreadableSheet("too_big")
    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    try:
        sheet = book.worksheets[0]
        yield from sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    finally:
        book.close()


def _csv_rows(data: bytes) -> Iterator[Iterable[Any]]:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSheet("not_utf8") from error
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    yield from csv.reader(io.StringIO(text), delimiter=delimiter)


def text_of(value: Any) -> str:
    """Return a cell's value as somebody would type it; a formula is its own text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        bare = (value.hour, value.minute) == (0, 0)
        return f"{value:%d/%m/%Y}" if bare else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    lines = str(getattr(value, "text", value)).replace("\x00", "").split("\n")
    return "\n".join(squeeze(line) for line in lines).strip()[:LONGEST_CELL]
