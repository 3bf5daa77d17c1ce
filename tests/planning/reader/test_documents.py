import io
import zipfile

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from odf import opendocument, style
from odf.text import (
    LineBreak,
    List,
    ListItem,
    ListLevelStyleNumber,
    ListStyle,
    P,
    S,
    Tab,
)

from tests.planning.reader.plans import data, text
from toasoan.planning.reader import UnreadableDocument, read_document
from toasoan.planning.reader.archive import PART_LIMIT

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(**parts):
    """A zip archive of named parts; "_" stands for "/" and "__" for "."."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            path = name.replace("__", ".").replace("_", "/")
            archive.writestr(path, content)
    return stream.getvalue()


def word(body, **parts):
    """A minimal Word document with this body, and other parts."""
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return packed(word_document__xml=document, **parts)


def saved(document):
    """The bytes of a document made by python-docx or odfpy."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def refusal(content, name):
    """The code with which a file is refused."""
    with pytest.raises(UnreadableDocument) as caught:
        read_document(content, name)
    return caught.value.code


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_file_is_read_in_its_coding(coding):
    assert read_document("KẾ HOẠCH\r\nMột".encode(coding), "a.TXT") == "KẾ HOẠCH\nMột"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"a" * (2 * 1024 * 1024 + 1), "a.txt", "too_big"),
        (b"", "a.txt", "empty"),
        (b" \n\t", "a.txt", "empty"),
        (b"", "a.docx", "empty"),
        (b"K\xe9 ho\xa1ch", "a.txt", "not_text"),
        (b"abc\x00def", "a.txt", "not_text"),
        (b"\xff\xfea", "a.txt", "not_text"),
        (b"%PDF-1.7 ...", "a.pdf", "unsupported"),
        (b"%PDF-1.7 ...", "a.txt", "unsupported"),
        (b"{\\rtf1 a}", "a.txt", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "unsupported"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "encrypted",
        ),
        (b"not a zip", "a.docx", "damaged"),
        (b"PK\x03\x04 broken", "a.docx", "damaged"),
        (b"GIF89a", "a.gif", "unsupported"),
    ],
)
def test_file_that_is_no_document_is_refused(content, name, code):
    assert refusal(content, name) == code


def test_refusal_says_why_in_both_languages():
    assert UnreadableDocument("empty").message() == "Tệp không có chữ nào."
    assert UnreadableDocument("empty").message("en") == "The file holds no text."


def test_zip_bomb_is_refused():
    assert refusal(word(" " * (PART_LIMIT + 1)), "a.docx") == "too_big"


def test_other_archive_is_refused():
    assert refusal(packed(xl_workbook__xml="<a/>"), "a.docx") == "unsupported"


def test_entities_are_refused():
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert refusal(packed(word_document__xml=bomb), "a.docx") == "damaged"


def test_cut_archive_is_refused():
    whole = word("<w:p/>" * 9)
    assert refusal(whole[: len(whole) // 2], "a.docx") == "damaged"


def test_deep_nesting_is_refused():
    body = "<w:sdt>" * 500 + "</w:sdt>" * 500
    assert refusal(word(body), "a.docx") == "damaged"


def test_locked_odt_is_refused():
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = (
        f'<m:manifest xmlns:m="{space}"><m:file-entry><m:encryption-data/>'
        "</m:file-entry></m:manifest>"
    )
    stream = io.BytesIO(packed(content__xml="noise"))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("META-INF/manifest.xml", manifest)
    assert refusal(stream.getvalue(), "a.odt") == "encrypted"


def test_docx_keeps_breaks_tabs_and_skips_deleted_text():
    body = (
        "<w:p><w:r><w:t>Một</w:t><w:tab/><w:t>hai</w:t><w:br/><w:t>ba</w:t></w:r>"
        "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> thêm</w:t></w:r></w:ins></w:p>"
    )
    assert read_document(word(body), "a.docx") == "Một\thai\nba thêm"


def test_docx_numbers_are_written_out():
    document = Document()
    for level, line in enumerate(["Chuyên mục Một", "Chuyên mục Hai"]):
        document.add_paragraph(line, style="List Number")
        document.add_paragraph(f"Nội dung {level}", style="List Bullet")

    lines = read_document(saved(document), "a.docx").split("\n")

    assert lines == [
        "1. Chuyên mục Một",
        "- Nội dung 0",
        "2. Chuyên mục Hai",
        "- Nội dung 1",
    ]


def test_docx_levels_print_roman_and_nested_numbers():
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{shown}"/></w:lvl>'
        for depth, form, shown in [
            (0, "upperRoman", "%1."),
            (1, "decimal", "%2."),
            (2, "decimal", "%2.%3."),
            (3, "lowerLetter", "%4)"),
        ]
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        "</w:numbering>"
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
        "</w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
        for depth in (0, 1, 2, 2, 3, 1, 2, 0)
    )
    content = word(body, word_numbering__xml=numbering)

    lines = read_document(content, "a.docx").split("\n")

    printed = ["I.", "1.", "1.1.", "1.2.", "a)", "2.", "2.1.", "II."]
    assert lines == [f"{number} x" for number in printed]


def test_docx_head_table_reads_cell_by_cell():
    document = Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "UBND XÃ MẪU\nSố: 80/KH-UBND"
    cells[1].text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nMẫu, ngày 28 tháng 8 năm 2025"
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("tuyên truyền năm 2025")

    head = data(read_document(saved(document), "a.docx"))["document"]

    assert (head["number"], head["date"], head["issuer"]) == (
        "80",
        "2025-08-28",
        "UBND xã Mẫu",
    )


def test_docx_rows_of_short_cells_are_lines():
    document = Document()
    row = document.add_table(rows=1, cols=3).rows[0]
    for cell, words in zip(row.cells, ["1", "Tuyên giáo", "Hằng tuần"], strict=True):
        cell.text = words
    assert read_document(saved(document), "a.docx") == "1\tTuyên giáo\tHằng tuần"


def test_docx_text_boxes_are_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent>"
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f'<w:p xmlns:mc="{space}"><w:r><w:t>ngoài</w:t><mc:AlternateContent>'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert read_document(word(body), "a.docx") == "ngoài\ntrong khung"


def test_whole_plan_reads_alike_from_word():
    document = Document()
    for line in text("ban-mau").split("\n"):
        document.add_paragraph(line)
    heading = document.paragraphs[0]._p
    heading.append(OxmlElement("w:bookmarkStart", {qn("w:id"): "1", qn("w:name"): "a"}))
    assert data(read_document(saved(document), "ke-hoach.docx")) == data(
        text("ban-mau")
    )


def numbered_style():
    """A list style that prints "1." and "1.1."."""
    made = ListStyle(name="so")
    made.addElement(ListLevelStyleNumber(level="1", numformat="1", numsuffix="."))
    made.addElement(
        ListLevelStyleNumber(level="2", numformat="1", numsuffix=".", displaylevels="2")
    )
    return made


def test_odt_numbers_blanks_and_breaks_are_written_out():
    document = opendocument.OpenDocumentText()
    document.automaticstyles.addElement(numbered_style())
    document.automaticstyles.addElement(style.Style(name="a", family="paragraph"))
    outer = List(stylename="so")
    for words in ("Một", "Hai"):
        item = ListItem()
        item.addElement(P(text=words))
        inner = List()
        deep = ListItem()
        deep.addElement(P(text=f"{words} nhỏ"))
        inner.addElement(deep)
        item.addElement(inner)
        outer.addElement(item)
    document.text.addElement(outer)
    paragraph = P(text="a")
    for element in (S(c=2), Tab(), LineBreak()):
        paragraph.addElement(element)
    paragraph.addText("b")
    document.text.addElement(paragraph)

    lines = read_document(saved(document), "a.odt").split("\n")

    assert lines == ["1. Một", "1.1. Một nhỏ", "2. Hai", "2.1. Hai nhỏ", "a  \t", "b"]


def test_whole_plan_reads_alike_from_writer():
    document = opendocument.OpenDocumentText()
    for line in text("ban-mau").split("\n"):
        document.text.addElement(P(text=line))
    assert data(read_document(saved(document), "ke-hoach.odt")) == data(text("ban-mau"))
