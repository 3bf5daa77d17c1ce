"""The text of an .odt file (OpenDocument 1.2), tables and counted numbers included."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from toasoan.planning.reader.archive import Archive
from toasoan.planning.reader.counting import Counter, Level, bullet
from toasoan.planning.reader.refusals import UnreadableDocument

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT = f"{{{SPACE}text:1.0}}"
STYLE = f"{{{SPACE}style:1.0}}"
OFFICE = f"{{{SPACE}office:1.0}}"
TABLE = f"{{{SPACE}table:1.0}}"
MANIFEST = "META-INF/manifest.xml"
FORMS = {"1": "decimal", "I": "upperRoman", "i": "lowerRoman"}
FORMS |= {"A": "upperLetter", "a": "lowerLetter", "": "none"}
SKIPPED = {
    f"{TEXT}note",
    f"{TEXT}tracked-changes",
    f"{OFFICE}annotation",
    f"{OFFICE}forms",
    f"{TEXT}sequence-decls",
}
DEEPEST = 60
MOST_BLANKS = 200


@dataclass(slots=True)
class Lists:
    """The list styles of a document and the lists counted so far."""

    styles: dict[str, dict[int, Level]]
    counters: dict[str, Counter] = field(default_factory=dict)

    def counter(self, one: Element, style: str) -> Counter:
        """Return the counter of a list: a new one, or that of the list it goes on."""
        goes_on = one.get(f"{TEXT}continue-numbering") == "true"
        earlier = one.get(f"{TEXT}continue-list", "")
        key = f"id:{earlier}" if earlier else f"style:{style}"
        if not (goes_on or earlier) or key not in self.counters:
            self.counters[key] = Counter(self.styles.get(style, {}))
        counter = self.counters[key]
        self.counters[f"style:{style}"] = counter
        identity = one.get("{http://www.w3.org/XML/1998/namespace}id", "")
        self.counters[f"id:{identity}"] = counter
        return counter


def odt_text(archive: Archive) -> str:
    """Return the text of the document, one line a paragraph."""
    if archive.holds(MANIFEST) and b"encryption-data" in archive.read(MANIFEST):
        raise UnreadableDocument("encrypted")
    tree = archive.xml("content.xml")
    body = tree.find(f"{OFFICE}body/{OFFICE}text") if tree is not None else None
    if tree is None or body is None:
        raise UnreadableDocument("unsupported")
    lists = Lists(list_styles(archive.xml("styles.xml")) | list_styles(tree))
    return "\n".join(block_lines(body, lists, 0))


def list_styles(tree: Element | None) -> dict[str, dict[int, Level]]:
    """Return the levels of each list style, levels counted from 0."""
    found = {}
    for style in tree.iter(f"{TEXT}list-style") if tree is not None else ():
        levels = {}
        for one in style:
            depth = whole(one.get(f"{TEXT}level", ""), 1) - 1
            levels[depth] = level(one, depth)
        found[style.get(f"{STYLE}name", "")] = levels
    return found


def level(one: Element, depth: int) -> Level:
    """Return one level of a list style."""
    if one.tag != f"{TEXT}list-level-style-number":
        return Level("bullet", bullet(one.get(f"{TEXT}bullet-char", "")))
    form = FORMS.get(one.get(f"{STYLE}num-format", ""), "decimal")
    shown = min(whole(one.get(f"{TEXT}display-levels", ""), 1), depth + 1)
    numbers = ".".join(f"%{place + 1}" for place in range(depth - shown + 1, depth + 1))
    before = one.get(f"{STYLE}num-prefix", "")
    after = one.get(f"{STYLE}num-suffix", "")
    start = whole(one.get(f"{TEXT}start-value", ""), 1)
    return Level(form, f"{before}{numbers}{after}", start)


def whole(text: str, default: int) -> int:
    """Return a small whole number of a document, `default` if it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default


def block_lines(parent: Iterable[Element], lists: Lists, depth: int) -> Iterator[str]:
    """Yield the lines of paragraphs, lists and tables, however they are wrapped."""
    if depth > DEEPEST:
        raise UnreadableDocument("damaged")
    for child in parent:
        if child.tag in (f"{TEXT}p", f"{TEXT}h"):
            yield from "".join(pieces(child, 0)).split("\n")
        elif child.tag == f"{TEXT}list":
            name = child.get(f"{TEXT}style-name", "")
            counter = lists.counter(child, name)
            yield from list_lines(child, counter, lists, depth + 1, 0)
        elif child.tag == f"{TABLE}table-row":
            yield from row_lines(child, lists, depth + 1)
        elif child.tag not in SKIPPED:
            yield from block_lines(child, lists, depth + 1)


def list_lines(
    one: Element, counter: Counter, lists: Lists, depth: int, nested: int
) -> Iterator[str]:
    """Yield the items of a list; the first line of each carries its number."""
    if depth > DEEPEST:
        raise UnreadableDocument("damaged")
    for item in one:
        label = counter.next(nested) if item.tag == f"{TEXT}list-item" else ""
        for child in item:
            if child.tag == f"{TEXT}list":
                yield from list_lines(child, counter, lists, depth + 1, nested + 1)
                continue
            for line in block_lines([child], lists, depth + 1):
                yield f"{label} {line}" if label and line.strip() else line
                label = "" if line.strip() else label


def row_lines(row: Element, lists: Lists, depth: int) -> Iterator[str]:
    """Yield a row of short cells as one line, other cells one below the other."""
    cells = [
        [line for line in block_lines(cell, lists, depth + 1) if line.strip()]
        for cell in row
        if cell.tag == f"{TABLE}table-cell"
    ]
    if all(len(cell) <= 1 for cell in cells) and len(cells) > 2:
        yield "\t".join(line for cell in cells for line in cell)
    else:
        yield from (line for cell in cells for line in cell)


def pieces(parent: Element, depth: int) -> Iterator[str]:
    """Yield the pieces of text of a paragraph."""
    if depth > DEEPEST:
        raise UnreadableDocument("damaged")
    yield parent.text or ""
    for child in parent:
        if child.tag == f"{TEXT}s":
            yield " " * min(whole(child.get(f"{TEXT}c", ""), 1), MOST_BLANKS)
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        elif child.tag not in SKIPPED:
            yield from pieces(child, depth + 1)
        yield child.tail or ""
