"""The text of a .docx file (ECMA-376), tables and counted numbers included."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from toasoan.planning.reader.archive import Archive
from toasoan.planning.reader.docx_numbering import Numbering
from toasoan.planning.reader.refusals import UnreadableDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Deleted text, old versions of drawings, and what is set up rather than said.
SKIPPED = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}instrText",
    f"{W}delText",
    f"{W}pPr",
    f"{W}rPr",
    f"{COMPATIBLE}Fallback",
}
SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
DEEPEST = 60


def docx_text(archive: Archive) -> str:
    """Return the text of the main document, one line a paragraph."""
    tree = archive.xml("word/document.xml")
    body = tree.find(f"{W}body") if tree is not None else None
    if body is None:
        raise UnreadableDocument("damaged")
    numbering = Numbering(archive)
    return "\n".join(block_lines(body, numbering, 0))


def block_lines(parent: Element, numbering: Numbering, depth: int) -> Iterator[str]:
    """Yield the lines of paragraphs and tables, however they are wrapped."""
    if depth > DEEPEST:
        raise UnreadableDocument("damaged")
    for child in parent:
        if child.tag == f"{W}p":
            yield from paragraph_lines(child, numbering, depth)
        elif child.tag == f"{W}tbl":
            yield from table_lines(child, numbering, depth)
        elif child.tag not in SKIPPED:
            yield from block_lines(child, numbering, depth + 1)


def paragraph_lines(
    paragraph: Element, numbering: Numbering, depth: int
) -> Iterator[str]:
    """Yield a paragraph with its counted number, then the text of its boxes."""
    boxes: list[Element] = []
    text = "".join(pieces(paragraph, boxes, 0))
    label = numbering.label(paragraph)
    if label and text.strip():
        text = f"{label} {text}"
    yield from text.split("\n")
    for box in boxes:
        yield from block_lines(box, numbering, depth + 1)


def pieces(parent: Element, boxes: list[Element], depth: int) -> Iterator[str]:
    """Yield the pieces of text of a paragraph; text boxes are set aside."""
    if depth > DEEPEST:
        raise UnreadableDocument("damaged")
    for child in parent:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif child.tag not in SKIPPED:
            yield from pieces(child, boxes, depth + 1)


def table_lines(table: Element, numbering: Numbering, depth: int) -> Iterator[str]:
    """Yield a row of short cells as one line, other cells one below the other.

    Heads and signature blocks are tables without borders whose cells hold several
    lines each; they read cell by cell.
    """
    for row in table.iter(f"{W}tr"):
        cells = [
            [line for line in block_lines(cell, numbering, depth + 1) if line.strip()]
            for cell in row
            if cell.tag == f"{W}tc"
        ]
        if all(len(cell) <= 1 for cell in cells) and len(cells) > 2:
            yield "\t".join(line for cell in cells for line in cell)
        else:
            yield from (line for cell in cells for line in cell)
