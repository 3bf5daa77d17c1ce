"""An .xlsx file, made while it is sent (ECMA-376, the part of it that we need).

openpyxl takes six times as long, and gives nothing away before it has all.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

LONGEST_TEXT = 32_767
# What XML 1.0 cannot hold.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Excel counts days from here, since it takes 1900 for a leap year.
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001, a sheet knows no time zones
DAY = timedelta(days=1)
LINES_AT_ONCE = 500

# Places in the list of styles; a bold one stands BOLD further on.
PLAIN, NUMBER, ON_DAY, AT, QUOTED, BOLD = range(6)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# 3 is #,##0, which shows with the separators of the reader's own settings: 1.234 here.
FORMATS = ("0", "3", "164", "165", "0")

Line = Sequence[Any]


class Sum(list[Any]):
    """A line in bold."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: title lines, heads, then `lines`, which may come one by one.

    `figures` are the heads of the narrow columns at the end. Numbers are numbers and
    days are days; text is text whatever it begins with.
    """

    name: str
    titles: Sequence[str]
    heads: Sequence[str]
    figures: Sequence[str] = ()
    lines: Iterable[Line] = field(default_factory=list)


def xlsx(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    """Yield the file piece by piece, as the lines come."""
    pipe = Pipe()
    with ZipFile(pipe, "w") as book:
        for name, words in frame(sheets):
            with book.open(part(name), "w") as file:
                file.write((XML + words).encode())
        for place, sheet in enumerate(sheets, 1):
            with book.open(part(f"xl/worksheets/sheet{place}.xml"), "w") as file:
                for words in written(sheet):
                    file.write(words.encode())
                    yield pipe.take()
    yield pipe.take()


class Pipe(io.RawIOBase):
    """What ZipFile writes into, and is taken out again."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)


def part(name: str) -> ZipInfo:
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    return info


def frame(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    """Yield what every file has around its sheets: (name of the part, its XML)."""
    numbers = range(1, len(sheets) + 1)
    yield "[Content_Types].xml", types(numbers)
    yield "_rels/.rels", relations([("officeDocument", "xl/workbook.xml")])
    named = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="r{n}"/>'
        for n, sheet in zip(numbers, sheets, strict=True)
    )
    book = f"<sheets>{named}</sheets></workbook>"
    yield "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}'
    parts = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", relations([*parts, ("styles", "styles.xml")])
    yield "xl/styles.xml", styles()


def types(numbers: Iterable[int]) -> str:
    kinds = {"workbook": "sheet.main", "styles": "styles"}
    kinds |= {f"worksheets/sheet{n}": "worksheet" for n in numbers}
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    package = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{package}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relations(targets: Sequence[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{RELS}">{inside}</Relationships>'


def styles() -> str:
    """Return the formats in the order of their places, plain ones first."""
    xfs = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0"'
        f' applyNumberFormat="1" applyFont="1" quotePrefix="{int(place == QUOTED)}"/>'
        for font in (0, 1)
        for place, number in enumerate(FORMATS)
    )
    font = '<sz val="11"/><name val="Calibri"/>'
    none = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="2">'
        '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
        '<numFmt numFmtId="165" formatCode="hh:mm dd/mm/yyyy"/></numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/></border></borders>'
        f'<cellStyleXfs count="1">{none}/></cellStyleXfs>'
        f'<cellXfs count="{2 * len(FORMATS)}">{xfs}</cellXfs>'
        f'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    )


def written(sheet: Sheet) -> Iterator[str]:
    """Yield the XML of `sheet`; heads stay in sight while one scrolls."""
    heads = [*sheet.heads, *sheet.figures]
    above = len(sheet.titles) + 1
    widths = "".join(
        f'<col min="{place}" max="{place}" customWidth="1"'
        f' width="{14 if place > len(sheet.heads) else 28}"/>'
        for place in range(1, len(heads) + 1)
    )
    yield (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{above}" topLeftCell="A{above + 1}" activePane="bottomLeft"'
        f' state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData>'
    )
    yield "".join(row(Sum([title])) for title in sheet.titles) + row(Sum(heads))
    lines = iter(sheet.lines)
    while some := list(islice(lines, LINES_AT_ONCE)):
        yield "".join(map(row, some))
    yield "</sheetData></worksheet>"


def row(line: Line) -> str:
    bold = BOLD if isinstance(line, Sum) else 0
    return f"<row>{''.join([cell(value, bold) for value in line])}</row>"


def cell(value: Any, bold: int) -> str:
    if isinstance(value, str):
        return text_cell(value, bold)
    if isinstance(value, int):
        return f'<c s="{NUMBER + bold}"><v>{value}</v></c>'
    if isinstance(value, datetime):
        return f'<c s="{AT + bold}"><v>{(value - FIRST_DAY) / DAY}</v></c>'
    return day_cell(value, bold)


@lru_cache(maxsize=1024)
def day_cell(day: date, bold: int) -> str:
    return f'<c s="{ON_DAY + bold}"><v>{(day - FIRST_DAY.date()).days}</v></c>'


@lru_cache(maxsize=1024)
def text_cell(text: str, bold: int) -> str:
    """Return a cell that is text whatever it begins with.

    A headline such as "=HYPERLINK(…)" must not become a formula: not here, and not
    when somebody edits the cell or saves the sheet as CSV (OWASP, CSV injection).
    """
    if not text:
        return "<c/>"
    quoted = text.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    style = (QUOTED if quoted else PLAIN) + bold
    words = escape(UNWRITABLE.sub("", text)[:LONGEST_TEXT], {"\r": "&#13;"})
    inside = f'<is><t xml:space="preserve">{words}</t></is>'
    return f'<c s="{style}" t="inlineStr">{inside}</c>'


def days_text(since: date, until: date) -> str:
    """Return the title line that says which days a sheet is about."""
    return _("From %(first)s to %(last)s") % {
        "first": date_format(since, "SHORT_DATE_FORMAT"),
        "last": date_format(until, "SHORT_DATE_FORMAT"),
    }
