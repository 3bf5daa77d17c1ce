"""The parts of a column's entry: topics, forms, channels, cadences."""

import re
from dataclasses import dataclass

from toasoan.planning.reader.marks import split_mark
from toasoan.planning.reader.plain import plain

# "Tần xuất" is a common misspelling of "Tần suất".
PARTS = {
    "topics": r"noi dung|chu de|de tai",
    "forms": r"hinh thuc|the loai|san pham",
    "channels": r"kenh|phuong tien|noi dang|phuong thuc",
    "cadences": r"tan (?:suat|xuat|so)|dinh ky|thoi luong|so luong|thoi gian"
    r"|lich (?:dang|phat)|dinh muc",
}
TAIL = (
    r"(?: (?:thuc hien|tuyen truyen|the hien|dang tai|dang|phat|phat song|san xuat"
    r"|chuyen muc|chuyen trang|chu yeu|cu the|trong tam|phan anh|dang phat|tin|bai"
    r"|va|,|truyen thong))*"
)
LABEL = re.compile(
    "(?:cac |ve )?(?:"
    + "|".join(f"(?P<{part}>{words})" for part, words in PARTS.items())
    + rf")(?:(?:[ ,]+[a-z/-]+){{0,8}}?\s*:|{TAIL}\s*\.?$)"
)


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a part, and where the text behind it begins."""

    part: str
    end: int


def label_in(folded: str) -> Label | None:
    """Return the label that a folded text without mark starts with."""
    found = LABEL.match(folded)
    if not found or not found.lastgroup:
        return None
    part = next(name for name, value in found.groupdict().items() if value)
    return Label(part, found.end())


def label_of(text: str) -> Label | None:
    """Return the label that a written line starts with, whatever its mark.

    Without a mark only a capital tells a label from the rest of a wrapped sentence.
    """
    begin = split_mark(text)[1]
    if not begin and not text[:1].isupper():
        return None
    return label_in(plain(text[begin : begin + 120]))
