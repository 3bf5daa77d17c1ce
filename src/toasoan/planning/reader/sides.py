"""Heads and tails set in two columns, made one.

A State or Party document has its head and its end in tables without borders; copied
as plain text, both cells of a row stand on one line with a wide gap between.
"""

import re

from toasoan.core.text import nfc, squeeze
from toasoan.planning.reader.plain import plain

GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{3,}|[ \u00a0]*\t\s*)(?=\S)")
RIGHT_HEAD = re.compile(
    r"\W*(?:cong hoa xa hoi|dang cong san|doc lap\b|.{0,40}\bngay\b.{0,8}\bthang\b)"
)
SIGN = re.compile(
    r"\W*(?:t/m|tm\.|k/t|kt\.|t/l|tl\.|tuq\.|(?:pho )?(?:chu tich|bi thu)\b"
    r"|\(?da ky|(?:pho )?truong (?:ban|phong)\b)"
)
NAME = re.compile(r"[A-ZÀ-ỸĐ][^\W\d_]*(?: [A-ZÀ-ỸĐ][^\W\d_]*){1,4}$")
HEAD_ROWS = 16
Written = list[tuple[int, str]]


def part_sides(lines: Written) -> Written:
    """Return numbered lines with two-column heads and tails set one below the other."""
    first = next((i for i, (_, text) in enumerate(lines) if text.strip()), 0)
    head = lines[first : first + HEAD_ROWS]
    rest = lines[first + HEAD_ROWS :]
    tail_at = last_with(rest, "noi nhan")
    body, tail = rest[:tail_at], rest[tail_at:]
    return [
        *lines[:first],
        *one_column(head, RIGHT_HEAD),
        *body,
        *one_column(tail, SIGN),
    ]


def last_with(lines: Written, word: str) -> int:
    """Return the place of the last line that starts with a folded word."""
    for place in range(len(lines) - 1, -1, -1):
        if plain(squeeze(lines[place][1])).strip("*_ ").startswith(word):
            return place
    return len(lines)


def one_column(lines: Written, right: re.Pattern[str]) -> Written:
    """Return lines with every right side moved below the last two-sided line."""
    left: Written = []
    moved: Written = []
    last = 0
    for number, raw in lines:
        cells = GAP.split(nfc(raw).strip(), maxsplit=1)
        if len(cells) == 2 and is_right(cells[1], right, begun=bool(moved)):
            left.append((number, cells[0]))
            moved.append((number, cells[1]))
            last = len(left)
        else:
            left.append((number, raw))
    return [*left[:last], *moved, *left[last:]]


def is_right(cell: str, right: re.Pattern[str], *, begun: bool) -> bool:
    """Tell whether a cell belongs to the right-hand side."""
    text = squeeze(cell)
    known = bool(right.match(plain(text)))
    return known or (begun and bool(NAME.match(text)))
