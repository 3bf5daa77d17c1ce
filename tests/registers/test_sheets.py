"""Sheets of strangers: read, checked, brought in once."""

import io
import zipfile
from datetime import date

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from tests.factories import registers
from toasoan.registers.actions import bring_in
from toasoan.registers.models import DirectiveDocument, Event, Exemplar
from toasoan.registers.sheets.check import Fate, dry_run
from toasoan.registers.sheets.empty import write_empty
from toasoan.registers.sheets.forms import FORMS, form_of
from toasoan.registers.sheets.table import UnreadableSheet, read_table
from toasoan.registers.upload import packed, unpacked

HEAD = ["Loại văn bản", "SỐ KÝ HIỆU", "Ngay ban hanh", "Cơ quan ban hành", "Trích yếu"]
GOOD = ["Kế hoạch", "12-KH/ĐU", "05/11/2026", "Đảng ủy xã", "Chuyển đổi số"]


@pytest.fixture(autouse=True)
def _in_vietnamese():
    with translation.override("vi"):
        yield


def xlsx(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def csv(*rows, delimiter=";"):
    return "\n".join(delimiter.join(row) for row in rows).encode("utf-8-sig")


def run_of(commune, *rows, register="directivedocument"):
    form = form_of(register, commune.organisation)
    return dry_run(form, read_table(xlsx(*rows), "so.xlsx"), commune.organisation)


def brought_in(commune, data, name="so.xlsx", register="directivedocument"):
    return bring_in(
        form=form_of(register, commune.organisation),
        table=read_table(data, name),
        organisation=commune.organisation,
        by=commune.editor,
    )


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_reads_as_a_workbook_does(delimiter):
    rows = read_table(csv(HEAD, GOOD, delimiter=delimiter), "so.csv")

    assert rows == read_table(xlsx(HEAD, GOOD), "so.xlsx")


def test_days_of_a_workbook_are_written_out():
    moment = registers.local(2026, 11, 5, 14, 30).replace(tzinfo=None)

    rows = read_table(xlsx(["a"], [date(2026, 11, 5), moment, 12.0]), "a.xlsx")

    assert rows[1].cells == ("05/11/2026", "05/11/2026 14:30", "12")


def test_formula_is_taken_as_its_own_text():
    rows = read_table(xlsx(["a"], ['=HYPERLINK("http://x","y")']), "a.xlsx")

    assert rows[1].cells == ('=HYPERLINK("http://x","y")',)


def bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b" " * 40_000_000)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"x" * (2 * 1024 * 1024 + 1), "a.xlsx", "too_big"),
        (bomb(), "a.xlsx", "too_big"),
        (b"\n".join([b"a"] * 2002), "a.csv", "too_many_rows"),
        (b"\n" * 20_001 + b"a", "a.csv", "too_many_rows"),
        (b"PK\x03\x04nonsense", "a.xlsx", "damaged"),
        (b"", "a.xlsx", "damaged"),
        (b"a\n\xff\xfe\xfd", "a.csv", "not_utf8"),
        (b"a;b\n", "a.csv", "empty"),
        (b"", "a.csv", "empty"),
        (b"%PDF", "a.pdf", "unknown_kind"),
        (b'a\n"' + b"x" * 200_000, "a.csv", "damaged"),
    ],
)
def test_hostile_file_is_refused(data, name, code):
    with pytest.raises(UnreadableSheet) as refusal:
        read_table(data, name)

    assert refusal.value.code == code


def test_two_thousand_rows_are_taken():
    rows = read_table(b"\n".join([b"a"] * 2001), "a.csv")

    assert len(rows) == 2001


def test_dry_run_says_row_by_row_what_would_come(commune):
    registers.document(commune, "1-KH/ĐU", issuer="Đảng ủy xã")
    known = ["kế hoạch", "1-kh/đu", "5/11/2026", "Đảng uỷ xã", "x"]

    run = run_of(
        commune,
        ["SỔ VĂN BẢN"],
        HEAD,
        GOOD,
        known,
        GOOD,
        ["Kế hoạch", "2", "31/02/2026", "Đảng ủy xã", "x"],
        ["Truyện", "", "", "Đảng ủy xã", ""],
    )

    assert [(row.number, row.fate) for row in run.rows] == [
        (3, Fate.NEW),
        (4, Fate.KNOWN),
        (5, Fate.TWICE),
        (6, Fate.WRONG),
        (7, Fate.WRONG),
    ]
    assert [len(row.problems) for row in run.rows] == [0, 0, 0, 1, 3]
    assert run.rows[3].problems[0].startswith("Ngày ban hành ghi “31/02/2026”: ")
    assert DirectiveDocument.objects.count() == 1


def test_sheet_without_its_head_is_refused(commune):
    with pytest.raises(UnreadableSheet) as refusal:
        run_of(commune, ["a", "b"], GOOD)

    assert refusal.value.code == "no_head"


def test_unknown_heads_are_named(commune):
    run = run_of(commune, [*HEAD, "Ghi chú riêng"], GOOD)

    assert run.unread == ["Ghi chú riêng"]


def test_rules_of_the_register_hold_for_sheets(commune):
    long = ["Kế hoạch", "x" * 81, "05/11/2026", "Đảng ủy xã", "Trích yếu"]

    run = run_of(commune, HEAD, long)

    assert run.rows[0].fate == Fate.WRONG
    assert run.rows[0].problems[0].startswith("Số, ký hiệu: ")


def test_same_sheet_twice_makes_nothing_twice(commune, neighbour):
    data = xlsx(HEAD, GOOD)

    runs = [brought_in(commune, data) for _time in range(2)]

    assert [len(run.new) for run in runs] == [1, 0]
    entry = DirectiveDocument.objects.get()
    assert (entry.kind, entry.issued_on) == ("ke-hoach", date(2026, 11, 5))
    assert (entry.organisation, entry.public) == (commune.organisation, False)


def test_events_and_exemplars_come_in_too(commune):
    events = xlsx(
        ["Tên sự kiện", "Thời gian", "Loại", "Lặp lại", "Chuyên mục"],
        ["Họp", "8h30 ngày 20/11/2026", "", "hằng tháng", commune.column.title],
    )
    exemplars = xlsx(
        ["Họ tên", "Loại", "Năm", "Việc làm", "Công khai"],
        ["Tổ tự quản", "Tập thể", 2026, "Giữ sạch đường", "có"],
        ["Tổ khác", "Tập thể", 2026, "Giữ sạch đường", ""],
    )

    brought_in(commune, events, register="event")
    run = brought_in(commune, exemplars, register="exemplar")

    event = Event.objects.get()
    assert event.starts_at == registers.local(2026, 11, 20, 8, 30)
    assert (event.recurrence, event.kind) == ("monthly", "khac")
    assert event.column.title == commune.column.title
    assert [row.fate for row in run.rows] == [Fate.WRONG, Fate.NEW]
    assert Exemplar.objects.get().name == "Tổ khác"


@pytest.mark.parametrize("register", FORMS)
def test_empty_form_is_a_sheet_that_is_understood(commune, register):
    form = form_of(register, commune.organisation)
    data = io.BytesIO()
    write_empty(form, data)

    heads = [cell.value for cell in load_workbook(data).worksheets[0][1]]

    assert heads == [column.heads[0] for column in form.columns]
    assert (
        dry_run(form, unpacked(packed([row(heads)])), commune.organisation).unread == []
    )


def row(heads):
    return read_table(xlsx(heads, ["x"]), "a.xlsx")[0]


@pytest.mark.parametrize("text", ["", "{", "[[1", "3", "[3]", '[["x"]]', "[" * 5000])
def test_packed_rows_that_were_tampered_with_are_refused(text):
    with pytest.raises(UnreadableSheet):
        unpacked(text)
