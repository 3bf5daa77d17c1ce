"""Numbers said digit by digit: telephones, hotlines, accounts, identity cards."""

import re

from toasoan.channels.spoken.numbers import digit_by_digit

GAP = r"[ .-]"
PHONE = re.compile(
    r"(?<![\w.,/+-])(?:"
    r"0[0-9]{9,10}"
    rf"|0[0-9]{{3}}{GAP}[0-9]{{3}}{GAP}[0-9]{{3}}"
    rf"|0[0-9]{{3}}{GAP}[0-9]{{2}}{GAP}[0-9]{{2}}{GAP}[0-9]{{2}}"
    rf"|0[0-9]{{3}}{GAP}[0-9]{{6}}"
    rf"|0[0-9]{{2,3}}{GAP}[0-9]{{7,8}}"
    rf"|0[0-9]{{2,3}}{GAP}[0-9]{{1,4}}{GAP}[0-9]{{3,4}}(?:{GAP}[0-9]{{3,4}})?"
    rf"|\(0[0-9]{{2,3}}\){GAP}?[0-9]{{1,4}}(?:{GAP}?[0-9]{{3,4}}){{1,2}}"
    rf"|\(?\+84\)?{GAP}?[0-9]{{2,3}}(?:{GAP}?[0-9]{{3,4}}){{2}}"
    r"|1[89]00[ .]?[0-9]{4}(?:[0-9]{2})?"
    r")(?![0-9]|[.,/-][0-9])"
)
CALLED = re.compile(
    r"(\b(?:gọi|gọi ngay|tổng đài|đường dây nóng|điện thoại|hotline|số máy|SĐT|ĐT)"
    r"(?: số)?:? )([0-9]{3,6}(?:(?:, ?| và | hoặc )[0-9]{3,6})*)(?![0-9.,/]*[0-9])",
    re.IGNORECASE,
)
CODE = re.compile(
    r"(\b(?:tài khoản|căn cước(?: công dân)?|CCCD|CMND|mã số(?: thuế)?|mã định danh"
    r"|STK|MST)(?: số)?(?::| là)? )([0-9][0-9 .]{4,}[0-9])(?![0-9])",
    re.IGNORECASE,
)
PLATE = re.compile(
    r"(\bbiển (?:số|kiểm soát)(?::| là)? [0-9]{2}[A-ZĐ][A-Z0-9]?)[- ]"
    r"([0-9]{3}\.?[0-9]{2}|[0-9]{4})(?![0-9])",
    re.IGNORECASE,
)
RUN = re.compile(r"[0-9]+")


def read_phones(text: str) -> str:
    """Return `text` with numbers one dials or copies said digit by digit."""
    text = PLATE.sub(lambda m: f"{m[1]}, {digit_by_digit(m[2])}", text)
    text = CODE.sub(lambda m: m[1] + _grouped(m[2], 3), text)
    text = PHONE.sub(_phone, text)
    return CALLED.sub(lambda m: m[1] + RUN.sub(_run, m[2]), text)


def _run(match: re.Match[str]) -> str:
    return digit_by_digit(match[0])


def _phone(match: re.Match[str]) -> str:
    plus = "cộng " if "+" in match[0] else ""
    return plus + _grouped(match[0], 4)


def _grouped(written: str, first: int) -> str:
    """Pause where the writer did, else after `first` digits and then threes."""
    groups = RUN.findall(written)
    if len(groups) == 1:
        groups = [groups[0][:first], *_threes(groups[0][first:])]
    return ", ".join(digit_by_digit(group) for group in groups)


def _threes(digits: str) -> list[str]:
    """Cut in threes, the last being longer rather than a lone digit."""
    return re.findall(r"[0-9]{3}(?=[0-9]{2})|[0-9]+", digits)
