"""The sheets we write, read back by another program."""

import io
from datetime import date, datetime
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from toasoan.reports.sheet import LINES_AT_ONCE, LONGEST_TEXT, Sheet, Sum, xlsx


def sheet(*lines, name="Tờ"):
    return Sheet(
        name=name, titles=["Xã"], heads=["Chữ"], figures=["Số"], lines=iter(lines)
    )


def opened(*sheets):
    return load_workbook(io.BytesIO(b"".join(xlsx(sheets))))


def only_cell(value):
    return opened(sheet([value])).active["A3"]


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("Đường về bản", "General"),
        (1234567, "#,##0"),
        (-3, "#,##0"),
        (datetime.fromisoformat("2026-11-20T23:59"), "hh:mm dd/mm/yyyy"),
        (datetime.fromisoformat("2024-02-29T06:40:30"), "hh:mm dd/mm/yyyy"),
    ],
)
def test_value_comes_back_as_it_was(value, form):
    cell = only_cell(value)

    assert (cell.value, cell.number_format) == (value, form)


def test_day_comes_back_as_it_was():
    cell = only_cell(date(2024, 2, 29))

    assert (cell.value.date(), cell.number_format) == (date(2024, 2, 29), "dd/mm/yyyy")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5", "@ten", "\t=1", "\n=1"])
def test_text_that_looks_like_a_formula_stays_text(text):
    cell = only_cell(text)

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_nothing_is_an_empty_cell():
    assert only_cell("").value is None


def test_text_past_what_excel_holds_is_cut():
    assert len(only_cell("a" * (LONGEST_TEXT + 1)).value) == LONGEST_TEXT


@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_makes_a_file_that_can_be_read(text):
    data = b"".join(xlsx([sheet([text, 1])]))

    with ZipFile(io.BytesIO(data)) as parts:
        assert parts.testzip() is None
        fromstring(parts.read("xl/worksheets/sheet1.xml"))


def test_sums_and_heads_are_bold_and_heads_stay_in_sight():
    found = opened(sheet(["a", 1], Sum(["b", 2]))).active

    rows = [[cell.font.bold for cell in row] for row in found.iter_rows(max_col=1)]
    assert rows == [[True], [True], [False], [True]]
    assert found.freeze_panes == "A3"
    assert [found.column_dimensions[c].width for c in "AB"] == [28, 14]


def test_sheets_stand_in_order_under_their_names():
    book = opened(sheet(["a"], name="Một & hai"), sheet(["b"], name='"Ba"'))

    assert [(one.title, one["A3"].value) for one in book] == [
        ("Một & hai", "a"),
        ('"Ba"', "b"),
    ]


def test_pieces_come_before_the_last_line_is_read():
    read = []
    lines = ([read.append(place) or f"dòng {place}"] for place in range(5_000))
    pieces = xlsx([Sheet(name="T", titles=[], heads=["Chữ"], lines=lines)])

    first = [next(pieces) for _piece in range(3)]

    assert len(first[0]) > 0
    assert len(read) == LINES_AT_ONCE
