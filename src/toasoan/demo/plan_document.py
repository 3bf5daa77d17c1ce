"""The demo's papers: the example plan and the files that go with document stories.

A Party document of a commune has a head of two columns, a bold title, justified
text in Times New Roman 14 and a foot of two columns. That is all the WordprocessingML
written here; reading documents is the business of `planning.reader`.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from xml.sax.saxutils import escape

TEMPLATE = Path(__file__).parent / "content" / "ke-hoach-mau.txt"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
MAIN_TYPE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
ITALIC = re.compile(r"\*([^*]+)\*")
HEADING = re.compile(r"[IVX]+\. |\d+\. |\d+\.\d+\. (?!\*?Hình thức)")
MILLIMETRE = 56.693  # twentieths of a point, the unit of page measures


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a paragraph is set: half points, alignment, twentieths of a point."""

    size: int = 28
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: str = "both"
    indent: int = round(10 * MILLIMETRE)
    after: int = 120


BODY = Look()
HEAD = Look(align="center", indent=0, after=0)
STRONG_HEAD = replace(HEAD, bold=True)
TITLE = replace(STRONG_HEAD, size=30)
LIST_LABEL = replace(BODY, underline=True, align="left", indent=0, after=0)
LIST_ITEM = replace(LIST_LABEL, size=24, underline=False)


def plan_text(year: int) -> str:
    """Return the example plan for `year`, as plain text."""
    return TEMPLATE.read_text(encoding="utf-8").replace("{year}", str(year))


def plan_docx(year: int) -> bytes:
    """Return the example plan for `year`, as the Word document an office keeps."""
    lines = plan_text(year).splitlines()
    head = list(takewhile(bool, lines))
    foot = lines.index("Nơi nhận:")
    left, right = head[:4], head[4:]
    parts = [
        table(head_left(left), head_right(right)),
        paragraph("", HEAD),
        *body(lines[len(head) : foot]),
        plan_foot([line for line in lines[foot:] if line]),
    ]
    return package(parts)


def paper_docx(title: str, lines: Sequence[str]) -> bytes:
    """Return a plain paper (title, then paragraphs) for a document story."""
    return package([paragraph(title, replace(TITLE, after=240)), *body(lines)])


def head_left(lines: Sequence[str]) -> str:
    superior, issuer, star, number = lines
    return "".join(
        [
            paragraph(superior, HEAD),
            paragraph(issuer, STRONG_HEAD),
            paragraph(star, HEAD),
            paragraph(number, HEAD),
        ]
    )


def head_right(lines: Sequence[str]) -> str:
    party, dated = lines
    return (
        paragraph(party, replace(STRONG_HEAD, size=30, underline=True))
        + paragraph("", HEAD) * 2
        + paragraph(dated, replace(HEAD, italic=True))
    )


def plan_foot(lines: Sequence[str]) -> str:
    """Set the recipients on the left and the signature on the right."""
    items = [line for line in lines if line.startswith("- ")]
    on_behalf, function, name = lines[len(items) + 1 :]
    left = paragraph(lines[0], LIST_LABEL)
    left += "".join(paragraph(item, LIST_ITEM) for item in items)
    right = paragraph(on_behalf, STRONG_HEAD) + paragraph(function, HEAD)
    right += paragraph("", HEAD) * 4 + paragraph(name, STRONG_HEAD)
    return table(left, right)


def body(lines: Iterable[str]) -> list[str]:
    """Set the lines of the text, each by what it is; blank lines fall away."""
    filled = [line for line in lines if line]
    titled = filled[:1] == ["KẾ HOẠCH"]
    title = filled[:2] if titled else []
    rest = filled[2:] if titled else filled
    looks = [TITLE, replace(STRONG_HEAD, after=240)]
    return [
        *(paragraph(line, look) for line, look in zip(title, looks, strict=False)),
        *(paragraph(line, look_of(line)) for line in rest),
    ]


def look_of(line: str) -> Look:
    return replace(BODY, bold=True) if HEADING.match(line) else BODY


def paragraph(text: str, look: Look) -> str:
    """Return one paragraph; *starred* words are set in italics."""
    pieces = ITALIC.split(text)
    runs = [
        run(piece, replace(look, italic=look.italic or place % 2 == 1))
        for place, piece in enumerate(pieces)
        if piece
    ]
    spacing = f'<w:spacing w:after="{look.after}" w:line="360" w:lineRule="exact"/>'
    indent = f'<w:ind w:firstLine="{look.indent}"/>'
    setting = f'{spacing}{indent}<w:jc w:val="{look.align}"/>'
    return f"<w:p><w:pPr>{setting}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, look: Look) -> str:
    marks = "<w:b/>" * look.bold + "<w:i/>" * look.italic
    size = f'<w:sz w:val="{look.size}"/><w:szCs w:val="{look.size}"/>'
    line = '<w:u w:val="single"/>' * look.underline
    words = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    return f"<w:r><w:rPr>{FONT}{marks}{size}{line}</w:rPr>{words}</w:r>"


def table(left: str, right: str) -> str:
    """Return two columns without lines, as heads and feet of documents have."""
    widths = (4450, 4900)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, (left, right), strict=True)
    )
    setting = '<w:tblW w:w="9350" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return (
        f"<w:tbl><w:tblPr>{setting}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr>{cells}</w:tr></w:tbl>"
    )


FACE = "Times New Roman"
FONT = f'<w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:cs="{FACE}"/>'
TOP, BOTTOM, LEFT, RIGHT = (round(mm * MILLIMETRE) for mm in (20, 20, 30, 15))
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}"'
    ' w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
)
TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/></Types>'
)
RELATIONS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


def package(parts: Iterable[str]) -> bytes:
    """Zip the parts into a .docx, the same bytes for the same parts."""
    text = "".join(parts)
    document = (
        f'{XML}<w:document xmlns:w="{WORD}"><w:body>{text}{PAGE}</w:body></w:document>'
    )
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": document,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            archive.writestr(entry, content.encode(), zipfile.ZIP_DEFLATED)
    return target.getvalue()
