"""A dash between numbers: "đến" when it rises, silent in a score."""

import re

NUMBER = r"[0-9]+(?:[.,][0-9]+){0,6}"
SCORE = re.compile(
    r"(\b(?:tỷ số|tỉ số|thắng|thua|hòa)(?: [^\W\d_]+)? [0-9]{1,2})"
    r" ?[-–] ?(?=[0-9]{1,2}\b)",
    re.IGNORECASE,
)
RANGE = re.compile(
    rf"(?<![0-9A-Za-z])(?<![0-9][.,])({NUMBER})"
    r"(?P<unit> ?(?:%|[°ºo˚]C|[a-zđ]{1,3}[23²³]?))?"
    rf"(?P<dash> ?[-–—] ?)(?=({NUMBER}))"
)
BELOW_NOUGHT = re.compile(rf"(?<![\w)])[-–](?={NUMBER} ?(?:[°ºo˚]C|độ\b))")
POST = re.compile(r"(?<=[0-9])\+(?=[0-9])")
TIMES = re.compile(r"(?<=[0-9])( ?[ckm]?m)? ?[x×] ?(?=[0-9])")
# NPK 5-10-3: parts, not a span.
PARTS = re.compile(r"(?<![\w.,/-])[0-9]+(?:-[0-9]+){2,}(?![\w-])")
SIGNS = {
    "≥": "lớn hơn hoặc bằng ",
    "≤": "nhỏ hơn hoặc bằng ",
    ">": "trên ",
    "<": "dưới ",
    "~": "khoảng ",
    "±": "cộng trừ ",
    "+": "cộng ",
}
SIGN = re.compile(r"(?:(?<=\s)|(?<=\()|^)([≥≤><~±+]) ?(?=[0-9])", re.MULTILINE)


def read_ranges(text: str) -> str:
    """Return `text` with dashes and signs between and before numbers said."""
    text = SCORE.sub(r"\1 ", text)
    text = BELOW_NOUGHT.sub("âm ", text)
    text = PARTS.sub(lambda match: match[0].replace("-", ", "), text)
    text = RANGE.sub(_range, text)
    text = TIMES.sub(r"\1 nhân ", POST.sub(" cộng ", text))
    return SIGN.sub(lambda match: SIGNS[match[1]], text)


def _range(match: re.Match[str]) -> str:
    start = match[1] + (match["unit"] or "")
    if _size(match[1]) < _size(match[4]):
        return f"{start} đến "
    return start + (match["dash"] if " " in match["dash"] else ", ")


def _size(number: str) -> float:
    whole, _, fraction = number.replace(".", "").partition(",")
    return float(f"{whole}.{fraction.replace(',', '') or 0}")
