"""Word's automatic numbers: numbering.xml, and styles that bring numbers along."""

from xml.etree.ElementTree import Element

from toasoan.planning.reader.archive import Archive
from toasoan.planning.reader.counting import Counter, Level, bullet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_STYLES = 20


class Numbering:
    """Counts the numbered paragraphs of one document, in its order."""

    def __init__(self, archive: Archive) -> None:
        self.lists = lists_of(archive.xml("word/numbering.xml"))
        self.styles = styles_of(archive.xml("word/styles.xml"))

    def label(self, paragraph: Element) -> str:
        """Return what Word prints before a paragraph: "1.", "a)", "-", or nothing."""
        number, depth = self.place(paragraph)
        counter = self.lists.get(number)
        return counter.next(depth) if counter else ""

    def place(self, paragraph: Element) -> tuple[str, int]:
        """Return the list a paragraph belongs to, and its level there."""
        properties = paragraph.find(f"{W}pPr")
        number, depth = "", 0
        if properties is None:
            return number, depth
        style = value(properties.find(f"{W}pStyle"))
        own = properties.find(f"{W}numPr")
        chain = [own, *self.inherited(style)]
        levels = [value(one.find(f"{W}ilvl")) for one in chain if one is not None]
        numbers = [value(one.find(f"{W}numId")) for one in chain if one is not None]
        number = next((one for one in numbers if one), "")
        depth = whole(next((one for one in levels if one), "0"), 0)
        return number, depth

    def inherited(self, style: str) -> list[Element | None]:
        """Return the numbering of a style and of those it is based on."""
        found: list[Element | None] = []
        for _ in range(MOST_STYLES):
            if style not in self.styles:
                break
            numbering, style = self.styles[style]
            found.append(numbering)
        return found


def value(element: Element | None) -> str:
    """Return the `w:val` of an element."""
    return element.get(f"{W}val", "") if element is not None else ""


def whole(text: str, default: int) -> int:
    """Return a small whole number of a document, `default` if it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default


def styles_of(tree: Element | None) -> dict[str, tuple[Element | None, str]]:
    """Return the numbering of each style, and the style it is based on."""
    found = {}
    for style in tree.iter(f"{W}style") if tree is not None else ():
        numbering = style.find(f"{W}pPr/{W}numPr")
        found[style.get(f"{W}styleId", "")] = (
            numbering,
            value(style.find(f"{W}basedOn")),
        )
    return found


def lists_of(tree: Element | None) -> dict[str, Counter]:
    """Return the counter of each list; lists of one pattern count on together."""
    if tree is None:
        return {}
    patterns = {
        one.get(f"{W}abstractNumId", ""): levels_of(one)
        for one in tree.iter(f"{W}abstractNum")
    }
    shared = {name: Counter(levels) for name, levels in patterns.items()}
    found = {}
    for one in tree.iter(f"{W}num"):
        name = value(one.find(f"{W}abstractNumId"))
        starts = overrides(one)
        counter = shared.get(name, Counter({}))
        if starts:
            counter = Counter(restarted(patterns.get(name, {}), starts))
        found[one.get(f"{W}numId", "")] = counter
    return found


def levels_of(pattern: Element) -> dict[int, Level]:
    """Return the levels of an abstract list."""
    found = {}
    for level in pattern.iter(f"{W}lvl"):
        form = value(level.find(f"{W}numFmt")) or "decimal"
        text = value(level.find(f"{W}lvlText"))
        start = whole(value(level.find(f"{W}start")), 1)
        shown = bullet(text) if form == "bullet" else text
        found[whole(level.get(f"{W}ilvl", ""), 0)] = Level(form, shown, start)
    return found


def overrides(number: Element) -> dict[int, int]:
    """Return the levels at which a list starts anew, and from what."""
    return {
        whole(one.get(f"{W}ilvl", ""), 0): whole(value(start), 1)
        for one in number.iter(f"{W}lvlOverride")
        if (start := one.find(f"{W}startOverride")) is not None
    }


def restarted(levels: dict[int, Level], starts: dict[int, int]) -> dict[int, Level]:
    """Return levels that start where a list says."""
    return {
        depth: Level(one.form, one.pattern, starts.get(depth, one.start))
        for depth, one in levels.items()
    }
