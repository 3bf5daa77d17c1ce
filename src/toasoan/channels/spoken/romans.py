"""Roman numerals, only where a word before them says that they are numbers."""

import re

ROMAN = r"(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|V?I{1,3}|V)"
COUNTED = (
    "quý|khóa|khoá|nhiệm kỳ|học kỳ|kỳ|kỳ họp thứ|lần thứ|thứ|thế kỷ|chương|phần|mục"
    "|cấp|loại|hạng|nhóm|đợt|vùng|khu vực|khu|giai đoạn|bậc|phụ lục|tập|đại hội"
    "|trung đoàn|quân khu|sư đoàn|bảng|vòng|tuyến|độ"
)
# In a heading "LOẠI VI PHẠM" is no sixth kind.
WORD = r"(?! (?:PHẠM|RÚT|RUT|SINH|MĂNG|TÍNH|PHÂN|DEO)\b)"
END = rf"(?![^\W\d_]){WORD}"
LINK = r"(?: ?[-–] ?|, ?| và | đến )"
NAMED = re.compile(
    rf"(?<![^\W\d_])((?i:{COUNTED}) )({ROMAN}(?:{LINK}{ROMAN})*){END}(/[0-9]{{4}})?"
)
HEADING = re.compile(rf"^({ROMAN})(?=[.)/](?: |$)|(?: ?[-–]|:) )", re.MULTILINE)
ONE = re.compile(rf"{ROMAN}")
JOIN = re.compile(r"( và | đến )")
DASH = re.compile(r" ?[-–] ?")
VALUES = {"I": 1, "V": 5, "X": 10}


def roman(numeral: str) -> int:
    """Return the value of a numeral made of I, V and X."""
    values = [VALUES[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def read_romans(text: str) -> str:
    """Return `text` with Roman numerals made digits, for `numbers` to say."""
    text = HEADING.sub(lambda match: str(roman(match[1])), text)
    return NAMED.sub(_named, text)


def _named(match: re.Match[str]) -> str:
    linked = JOIN.sub(rf"\1{match[1].lower()}", DASH.sub(" đến ", match[2]))
    numerals = ONE.sub(lambda one: str(roman(one[0])), linked)
    year = f" năm {match[3][1:]}" if match[3] else ""
    return f"{match[1]}{numerals}{year}"
