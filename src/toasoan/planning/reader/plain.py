"""Forms of a text for matching, each exactly as long as the text itself.

`toasoan.core.text.fold` may shorten a text; the reader must point back into what it
read, so its own forms keep every place: `plain(text)[i]` stands for `text[i]`.
"""

import re
import unicodedata

SIGNS = {
    **dict.fromkeys("–—−‐‑‒", "-"),
    **dict.fromkeys("“”„«»″", '"'),
    **dict.fromkeys("‘’′", "'"),
    "đ": "d",
    "…": ".",
}


class Bare(dict[int, str]):
    """A translation table that learns each character when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code).casefold()[0]
        base = unicodedata.normalize("NFD", char)[0]
        self[code] = SIGNS.get(base, base)
        return self[code]


class Low(dict[int, str]):
    """A translation table to lower case that never changes a length."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        low = char.lower()
        self[code] = low if len(low) == 1 else char
        return self[code]


BARE = Bare()
LOW = Low()
NUMBER_WORDS = {
    "một": "1",
    "hai": "2",
    "ba": "3",
    "bốn": "4",
    "sáu": "6",
    "bảy": "7",
    "bẩy": "7",
    "tám": "8",
    "chín": "9",
    "mười": "10",
}
NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b")
# "năm" is both "five" and "year": it counts only before something countable.
FIVE = re.compile(r"\bnăm(?= (?:lần|tin|bài|số|kỳ|buổi|video|clip|ảnh)\b)")


def plain(text: str) -> str:
    """Return `text` (NFC) without diacritics, case and typographic signs."""
    return text.translate(BARE)


def low(text: str) -> str:
    """Return `text` in lower case, diacritics kept."""
    return text.translate(LOW)


def counted(text: str) -> str:
    """Return `plain(text)` with number words written as digits, padded with blanks."""
    digits = NUMBER_WORD.sub(
        lambda found: NUMBER_WORDS[found.group()].ljust(len(found.group())), low(text)
    )
    return plain(FIVE.sub("5  ", digits))
