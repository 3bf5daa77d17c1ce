"""The same figures on the screen, in the sheet, in JSON and in the lists behind."""

import io
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from tests.factories import newsroom
from tests.reports.conftest import TODAY, deliver
from toasoan.reports.figures import FIGURES, coverage_json, coverage_of
from toasoan.reports.workbook import coverage_book

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def opened(room, **kwargs):
    pieces = coverage_book(room.organisation, *YEAR, TODAY, **kwargs)
    return load_workbook(io.BytesIO(b"".join(pieces)))


def lines(sheet):
    """Return the lines under the three titles and the heads."""
    return [tuple(row) for row in sheet.iter_rows(min_row=5, values_only=True)]


def test_json_tells_all_figures(commune, deliveries):
    found = coverage_json(commune.organisation, *YEAR, TODAY)

    portal = found["rows"][0]
    assert portal["channel"]["name"] == commune.portal.name
    assert portal["total"] == {
        "promised": 365,
        "met": 3,
        # 78 days of the year are over, two of them kept; the 20th of March is kept.
        "missed": 76,
        "owed": 286,
        "delivered": 4,
        "originals": 1,
        "reposts": 3,
        "on_time": 3,
        "late": 1,
    }
    assert portal["months"][2] == {
        "from": "2026-03-01",
        "to": "2026-03-31",
        "promised": 31,
        "met": 3,
        "missed": 17,
        "owed": 11,
        "delivered": 4,
        "originals": 1,
        "reposts": 3,
        "on_time": 3,
        "late": 1,
    }


def test_json_names_the_organisation_and_its_plans(commune):
    found = coverage_json(commune.organisation, *YEAR, TODAY)

    assert found["organisation"] == {"code": "ban-mau", "name": "Xã Bản Mẫu"}
    assert found["plans"] == [
        {
            "id": commune.plan.pk,
            "title": commune.plan.title,
            "from": "2026-01-01",
            "to": "2026-12-31",
        }
    ]
    assert (found["from"], found["to"], found["today"]) == (
        "2026-01-01",
        "2026-12-31",
        "2026-03-20",
    )


def test_rows_and_months_add_up_to_the_total(commune, deliveries):
    found = coverage_json(commune.organisation, *YEAR, TODAY)

    for name in FIGURES:
        by_row = sum(row["total"][name] for row in found["rows"])
        by_month = sum(month[name] for month in found["months"])
        assert by_row == by_month == found["total"][name]


def test_workbook_holds_the_figures_of_json(commune, deliveries):
    found = coverage_json(commune.organisation, *YEAR, TODAY)

    sums, months = opened(commune).worksheets[:2]

    assert lines(sums) == [
        (r["column"]["name"], r["channel"]["name"], *r["total"].values())
        for r in found["rows"]
    ] + [(_("All together"), None, *found["total"].values())]
    assert [line[4:] for line in lines(months)] == [
        tuple(month[name] for name in FIGURES)
        for row in [*found["rows"], found]
        for month in row["months"]
    ]


def test_workbook_by_week_holds_the_figures_of_the_screen(commune, deliveries):
    weeks = coverage_of(commune.organisation, *YEAR, TODAY, by="week")

    sheet = opened(commune).worksheets[2]

    assert [line[4:] for line in lines(sheet)] == [
        tuple(getattr(cell, name) for name in FIGURES)
        for cells in [*(row.cells for row in weeks.rows), weeks.foot]
        for cell in cells
    ]


def test_workbook_lists_what_it_counts(commune, deliveries):
    found = coverage_json(commune.organisation, *YEAR, TODAY)

    missed, items = opened(commune).worksheets[3:]

    assert len(lines(items)) == found["total"]["delivered"]
    assert sum(line[-1] for line in lines(missed)) == found["total"]["missed"]


def test_workbook_writes_no_formula(commune):
    story = newsroom.draft(commune, title='=HYPERLINK("http://x.example","xem")')
    deliver(commune, story, date(2026, 3, 1))

    cell = opened(commune).worksheets[4]["B5"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (story.title, "s", True)


def test_workbook_writes_numbers_and_days_as_such(commune, deliveries):
    book = opened(commune)

    number, day, moment = (
        book.worksheets[1]["E5"],
        book.worksheets[1]["C5"],
        (book.worksheets[4]["A5"]),
    )
    assert (number.data_type, number.number_format) == ("n", "#,##0")
    assert day.number_format == "dd/mm/yyyy"
    assert moment.number_format == "hh:mm dd/mm/yyyy"
    assert moment.value.hour == 12


def test_screen_shows_the_figures_of_json(commune, signed_in, deliveries):
    found = coverage_json(commune.organisation, *YEAR, TODAY)

    response = signed_in.get(reverse("reports:coverage"), {"plan": "all"})

    heat = response.context["heat"]
    shown = [
        {number.what: number.text for number in row.figures.numbers}
        for _column, rows in heat.groups
        for row in rows
    ]
    assert shown == [
        {name: str(value) for name, value in row["total"].items()}
        for row in found["rows"]
    ]


@pytest.mark.parametrize("show", ["promise", "origin", "time"])
@pytest.mark.parametrize("plan", ["all", "own"])
def test_every_number_opens_as_many_items_as_it_says(
    commune, signed_in, deliveries, show, plan
):
    chosen = "all" if plan == "all" else commune.plan.pk
    heat = signed_in.get(
        reverse("reports:coverage"), {"plan": chosen, "show": show}
    ).context["heat"]
    rows = [row for _column, rows in heat.groups for row in rows]
    squares = [
        *(cell for row in rows[:2] for cell in (*row.cells[1:4], row.figures)),
        *heat.foot[1:4],
        heat.figures,
    ]

    for square in squares:
        for number in square.numbers:
            page = signed_in.get(f"{unescape(square.link)}&what={number.what}")
            assert page.context["number"] == number.text.strip("/✗…↻!"), square.link
