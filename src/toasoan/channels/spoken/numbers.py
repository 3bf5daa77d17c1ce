"""Numbers as they are written in Vietnamese, made words."""

import re

from toasoan.channels.spoken.region import NORTH, Region

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
BILLION = 10**9
# Nobody follows a longer number by ear, and int() refuses really long ones.
LONGEST = 18

THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
COMMA_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}")
NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
ORDINAL = re.compile(r"\b(thứ|tháng) 0?([14])(?![0-9]|[.,/][0-9])", re.IGNORECASE)
ORDINALS = {("thứ", "1"): "nhất", ("thứ", "4"): "tư", ("tháng", "4"): "tư"}


def integer(number: int, region: Region = NORTH) -> str:
    """Return the words for a whole number from nought up."""
    return " ".join(_words(number, region, full=False)) or DIGITS[0]


def digit_by_digit(digits: str) -> str:
    """Return the digits of a code one after another, other marks left out."""
    return " ".join(DIGITS[int(d)] for d in digits if d.isdecimal())


def written(token: str, region: Region = NORTH) -> str:
    """Return the words for a number as written: 1.005, 2,5, 1.1, 05."""
    if THOUSANDS.fullmatch(token) and not token.startswith("0"):
        return _decimal(token.replace(".", ""), region)
    if COMMA_THOUSANDS.fullmatch(token):
        return _whole(token.replace(",", ""), region)
    if token.count(",") > 1:
        return ", ".join(written(part, region) for part in token.split(","))
    return _decimal(token, region)


def read_numbers(text: str, region: Region = NORTH) -> str:
    """Return `text` with every number left in it made words."""

    def words(match: re.Match[str]) -> str:
        return _apart(match, written(match[0], region))

    return NUMBER.sub(words, ORDINAL.sub(_ordinal, text))


def _apart(match: re.Match[str], words: str) -> str:
    """Keep number words from growing into letters beside the digits."""
    before = match.string[: match.start()][-1:]
    after = match.string[match.end() :][:1]
    return f"{' ' * before.isalpha()}{words}{' ' * after.isalpha()}"


def _ordinal(match: re.Match[str]) -> str:
    word = ORDINALS.get((match[1].lower(), match[2]), match[2])
    return f"{match[1]} {word}"


def _decimal(token: str, region: Region) -> str:
    whole, comma, fraction = token.partition(",")
    if not comma:
        return " chấm ".join(_whole(part, region) for part in token.split("."))
    return f"{_decimal(whole, region)} phẩy {_fraction(fraction, region)}"


def _fraction(digits: str, region: Region) -> str:
    if digits.startswith("0") or len(digits) > 3:
        return digit_by_digit(digits)
    return _decimal(digits, region)


def _whole(digits: str, region: Region) -> str:
    """Read one run of digits; "05 hộ" is five, "0012" and "00" are codes."""
    bare = digits[1:] if digits.startswith("0") and len(digits) in (2, 3) else digits
    if len(bare) > LONGEST or (bare.startswith("0") and digits != "0"):
        return digit_by_digit(digits)
    return integer(int(bare), region)


def _words(number: int, region: Region, *, full: bool) -> list[str]:
    """Return the words of `number`; `full` when greater groups were said."""
    if number >= BILLION:
        head, rest = divmod(number, BILLION)
        said = [*_words(head, region, full=full), "tỷ"]
        return said + _words(rest, region, full=True)
    words: list[str] = []
    for name, size in (("triệu", 10**6), (region.nghin, 1000), ("", 1)):
        group, number = divmod(number, size)
        words += _group(group, name, region, full=full)
        full = full or group > 0
    return words


def _group(group: int, name: str, region: Region, *, full: bool) -> list[str]:
    """Read three digits with the name of their place; nothing when empty."""
    if not group:
        return []
    hundreds, rest = divmod(group, 100)
    full = full or hundreds > 0
    words = [DIGITS[hundreds], "trăm"] if full else []
    return words + _tens(rest, region, full=full) + ([name] if name else [])


def _tens(rest: int, region: Region, *, full: bool) -> list[str]:
    tens, ones = divmod(rest, 10)
    if not tens:
        return ([region.linh] if full and ones else []) + _ones(ones, {})
    if tens == 1:
        return ["mười", *_ones(ones, {5: "lăm"})]
    return [DIGITS[tens], "mươi", *_ones(ones, AFTER_TENS)]


def _ones(ones: int, changed: dict[int, str]) -> list[str]:
    return [changed.get(ones, DIGITS[ones])] if ones else []
