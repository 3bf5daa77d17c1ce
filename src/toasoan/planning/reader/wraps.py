"""Which written lines belong to one paragraph.

Plans arrive hard-wrapped: copied out of a PDF, a mail, a chat. A line goes on when
the next one starts in lower case, when it plainly is not finished, or when it was so
full that the next word did not fit.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from toasoan.planning.reader.labels import label_of
from toasoan.planning.reader.lines import Line, Row, joined
from toasoan.planning.reader.plain import plain

STARTER = re.compile(
    r"noi nhan\b|tren day la\b|can cu\b|thuc hien .{0,40}\bso \d|phu luc\b"
    r"|(?:t/m|tm\.|k/t|kt\.|tl\.|t/l|tuq\.)|chuyen (?:muc|trang) (?:so )?\d"
)
TAIL = re.compile(r"noi nhan\b")
SIGNED = re.compile(r"(?:T/M|TM\.|K/T|KT\.|T/L|TL\.|TUQ\.)")
UNFINISHED = re.compile(
    r"(?:[,(/\"“-]|(?:^|\s)(?:cua|va|cac|nhung|voi|ve|tai|cho|trong|tren|theo|tu|den"
    r"|do|la|nhu|hoac))$"
)
BEFORE_NUMBER = re.compile(
    r"(?:^|\s)(?<!hang )(?<!moi )(?<!tung )"
    r"(?:so|ngay|thang|nam|quy|thu|dieu|khoan|muc|phan)$"
)
YEARS = re.compile(r"\b20\d\d$"), re.compile(r"[-–—]\s*20\d\d\b")
HEAD = 40
OPENING = 80
ENDED = (".", ";", ":", "!", "?")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two neighbouring written lines, and the width the page seems to have.

    `marked` tells that their paragraph started with a mark, so that a next item would.
    """

    before: Row
    after: Row
    page: int
    marked: bool = False

    @property
    def full(self) -> bool:
        """Tell whether the next word would not have fitted on the first line."""
        word = len(self.after.text.split(" ", 1)[0])
        return 0 < self.page < self.before.width + 1 + word


def shouted(text: str) -> bool:
    """Tell whether a text is all capitals, as heads and titles are."""
    return text.isupper() and any(char.isalpha() for char in text)


def goes_on_low(text: str) -> bool:
    """Tell whether a text starts as no sentence does."""
    return text[0].islower() or text[0] in ",;.)”%…/?!"


def sure(before: Row, after: Row) -> bool:
    """Tell whether `after` can only be the rest of `before`."""
    return (
        not after.gap
        and after.mark is None
        and goes_on_low(after.text)
        and not label_of(after.text)
        and not shouted(before.text)
        and not ended(before.text)
    )


def ended(text: str) -> bool:
    """Tell whether a text ends as a sentence or an item does."""
    return text.endswith(ENDED) and not text.endswith(("...", ".."))


def pages(written: list[Row]) -> list[int]:
    """Return, per written line, the width its paragraph is wrapped at (0: none)."""
    surely = [sure(one, two) for one, two in pairwise(written)]
    widths = [
        row.width for row, goes_on in zip(written, surely, strict=False) if goes_on
    ]
    common = max(widths) if len(widths) > 1 else 0
    found = [common] * len(written)
    start = 0
    for place in range(1, len(written) + 1):
        if place < len(written) and not opens_run(written[place]):
            continue
        run = range(start, place)
        own = [written[i].width for i in run if i < len(surely) and surely[i]]
        if own:
            found[start:place] = [max(own)] * len(run)
        start = place
    return found


def opens_run(row: Row) -> bool:
    """Tell whether a written line certainly starts a paragraph."""
    return row.gap or row.mark is not None


def marked_by_chance(pair: Pair) -> bool:
    """Tell whether what looks like a mark was only wrapped: "2020 / - 2025"."""
    mark = pair.after.mark
    before = plain(pair.before.text)
    if mark and mark.kind != "bullet":
        if bracket_open(pair.before.text) and pair.after.text[:4].find(")") > 0:
            return True
        counts = bool(BEFORE_NUMBER.search(before))
        return counts and pair.full and not shouted(pair.before.text)
    if YEARS[0].search(before) and YEARS[1].match(pair.after.text):
        return True
    if bracket_open(pair.before.text) and ")" in pair.after.text[:80]:
        return True
    rest = pair.after.text.lstrip("-–—+ ")
    alike = before[-1].isdigit() and rest[:1].isdigit()
    lower = pair.before.text[-1].islower() and rest[:1].islower()
    return pair.full and (alike or lower)


def continues(pair: Pair, *, tail: bool) -> bool:
    """Tell whether the second line of a pair belongs to the first."""
    before, after = pair.before, pair.after
    if starts_anew(after.text):
        return False
    if after.mark:
        return not after.gap and marked_by_chance(pair)
    if after.gap:
        return False
    if shouted(before.text):
        return before.mark is not None and shouted(after.text)
    open_end = before.text.rstrip(":;" if pair.marked else ":")
    if goes_on_low(after.text) and not ended(open_end):
        return True
    return not tail and (pair.full or unfinished(pair))


def unfinished(pair: Pair) -> bool:
    """Tell whether a line cannot end where it does."""
    before = plain(pair.before.text[-OPENING:])
    item = pair.marked and not ended(before) and len(before) > HEAD
    number = pair.after.text[0].isdigit()
    awaits = number and (item or BEFORE_NUMBER.search(before))
    return bool(awaits or UNFINISHED.search(before) or bracket_open(pair.before.text))


def bracket_open(text: str) -> bool:
    """Tell whether the last bracket of a line is still open."""
    return text.rfind("(") > text.rfind(")")


def starts_anew(text: str) -> bool:
    """Tell whether a text opens something we know by its first words."""
    start = plain(text[:OPENING])
    return bool(STARTER.match(start) or SIGNED.match(text) or label_of(text))


def logical(written: list[Row]) -> list[Line]:
    """Return `written` as logical lines, wrapped paragraphs made whole."""
    groups: list[list[Row]] = []
    tail = False
    widths = pages(written)
    for place, row in enumerate(written):
        tail = tail or bool(TAIL.match(plain(row.text[:OPENING])))
        if place:
            marked = groups[-1][0].mark is not None
            pair = Pair(written[place - 1], row, widths[place - 1], marked)
            if continues(pair, tail=tail):
                groups[-1].append(row)
                continue
        groups.append([row])
    return [joined(group) for group in groups]
