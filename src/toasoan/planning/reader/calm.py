"""Capitals made calm: "T/M ĐẢNG ỦY XÃ BẢN PHIỆT" is read as "Đảng ủy xã Bản Phiệt"."""

import re

from toasoan.planning.reader.plain import low, plain

# Written with one capital inside a sentence (Nghị định 30/2020/NĐ-CP, appendix II).
TITLES = (
    "uy ban nhan dan|hoi dong nhan dan|thuong vu|chap hanh|chi dao"
    "|chanh van phong|dang uy|dang bo|chi bo|thuong truc|bi thu|chu tich"
    "|pho|truong ban|truong phong|giam doc|mat tran|doan thanh nien|hoi|ban|huyen uy"
    "|tinh uy|uy vien|chanh"
)
TITLE = re.compile(rf"\b(?:{TITLES})\b")
LEVELS = "xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh|dac khu|thon|khu pho"
PLACE = re.compile(rf"\b(?:{LEVELS})(?: [^\W\d_]+){{1,4}}")
LEVEL = re.compile(rf"(?:{LEVELS})\b ?")
SHORT = re.compile(r"\b(?:UBND|HĐND|MTTQ|UBMTTQ|TTĐT|BCH|BTV|BCĐ|VN|TNCS|HCM|ĐU)\b")


def calm(text: str) -> str:
    """Return `text` as inside a sentence if it is all capitals, else unchanged."""
    if not text.isupper():
        return text
    chars = list(low(text))
    folded = plain(text)
    for found in TITLE.finditer(folded):
        raise_at(chars, text, found.start())
    for place in PLACE.finditer(folded):
        name = LEVEL.match(folded, place.start())
        begin = name.end() if name else place.start()
        for word in re.finditer(r"\w+", folded[begin : place.end()]):
            raise_at(chars, text, begin + word.start())
    for short in SHORT.finditer(text):
        chars[short.start() : short.end()] = short.group()
    raise_at(chars, text, 0)
    return "".join(chars)


def raise_at(chars: list[str], text: str, place: int) -> None:
    """Give back to one letter the capital it had."""
    chars[place] = text[place]


def sentence_case(text: str) -> str:
    """Return `text` with its first letter made a capital."""
    return text[:1].upper() + text[1:]
