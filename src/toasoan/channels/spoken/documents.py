"""Numbers of documents: 07-NQ/HU, 440/KH-UBND, 126/2018/NĐ-CP, 15/2012/QH13."""

import re

from toasoan.channels.spoken.organs import KINDS, ORGANS, OTHER_KINDS

YEAR = r"(?:19|20)[0-9]{2}"
CODE = r"[A-ZĐ][A-Za-zĐđ]*[0-9]{0,2}"
KIND_CODES = "|".join(sorted(KINDS, key=len, reverse=True))
# "3/L" and "mẫu 01/PL" are no documents.
LONE_KINDS = "|".join(kind for kind in KINDS if kind not in ("L", "PL"))
NUMBER = re.compile(
    r"(?P<so>\b[Ss]ố ?:? ?)?(?<![\w/.,-])(?P<number>[0-9]{1,5})(?P<letter>[a-zđ])?"
    rf"(?:/(?P<year>{YEAR}))?(?:"
    rf"[-/](?P<codes>{CODE}(?:[-/]{CODE})+|(?:UBTV)?QH[0-9]{{1,2}})"
    rf"| ?[-–] ?(?P<party>(?:{KIND_CODES}) ?/ ?{CODE})"
    rf"|/(?P<kind>{LONE_KINDS}|CP))(?![^\W_]|-[A-ZĐ])"
)
NAMES = "|".join(
    sorted({*KINDS.values(), *OTHER_KINDS}, key=len, reverse=True),
)
NAMED_BEFORE = re.compile(rf"\b(?:{NAMES}) $", re.IGNORECASE)
NAMED_EARLIER = re.compile(rf"\b(?:{NAMES})\b[^.;\n]*$", re.IGNORECASE)
LISTED = re.compile(r"(?:,|;|và|hoặc) $")
DATE = r"ngày [0-9]{1,2}(?:[/.-][0-9]{1,2}[/.-]| tháng [0-9]{1,2} năm )[0-9]{4}"
ORGAN_FOLLOWS = re.compile(rf"(?:,? (?:ký |ban hành )?{DATE})?,? (?:của|do) ")
ASSEMBLY = re.compile(r"(UBTV)?QH([0-9]+)")

# A law cited by number and year alone; plans and reports are left to the dates,
# for "Kế hoạch 3/2024" is the plan of March.
CITED = re.compile(
    r"\b(?P<name>Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Pháp lệnh|Chỉ thị)"
    rf"(?P<so> số)? (?P<number>[0-9]{{1,4}})/(?P<year>{YEAR})(?![\w/-])"
)
PLAIN = re.compile(
    rf"\b((?:{NAMES}) số|Đề án|Chỉ thị|Kết luận|Nghị quyết|Nghị định|Thông tư)"
    r" (0[0-9]+)(?![0-9/]|[.,-][0-9])",
    re.IGNORECASE,
)


def read_documents(text: str) -> str:
    """Return `text` with the numbers of documents said as a newsreader would."""
    text = NUMBER.sub(_document, CITED.sub(_cited, text))
    return PLAIN.sub(lambda match: f"{match[1]} {_number(match[2])}", text)


def _document(match: re.Match[str]) -> str:
    codes = _codes(match)
    organ = "" if ORGAN_FOLLOWS.match(match.string, match.end()) else _organ(codes)
    number = _number(match["number"]) + (f" {match['letter']}" * bool(match["letter"]))
    stray = f" {codes[0]}" if _is_stray(codes) else ""
    return _name(match, codes[0]) + number + stray + _tail(match, organ)


def _codes(match: re.Match[str]) -> list[str]:
    written = match["codes"] or match["party"] or match["kind"]
    return [code.strip() for code in re.split("[-/]", written)]


def _number(digits: str) -> str:
    """Keep the nought of "07": that is the number's name, not its size."""
    bare = digits.lstrip("0") or "0"
    return "không " * (len(digits) - len(bare)) + bare


def _organ(codes: list[str]) -> str:
    """Return who issued it: the part after the kind, or a lone organ's code."""
    named = [code for code in codes if code not in KINDS]
    known = [spoken for code in named if (spoken := _spoken_organ(code))]
    return next(iter(known), "") or "".join(named[:1])


def _spoken_organ(code: str) -> str:
    if session := ASSEMBLY.fullmatch(code):
        house = "Ủy ban Thường vụ Quốc hội" if session[1] else "Quốc hội"
        return f"{house} khóa {session[2]}"
    return ORGANS.get(code, "")


def _is_stray(codes: list[str]) -> bool:
    """Tell whether the kind is one we cannot name: the editor must see it."""
    first, *others = codes
    named = first in KINDS or _spoken_organ(first)
    return not named and any(_spoken_organ(code) for code in others)


def _name(match: re.Match[str], code: str) -> str:
    """Return what to say before the number: the kind too if nobody said it."""
    before = match.string[max(0, match.start() - 200) : match.start()]
    kind = KINDS.get(code, "Công văn" if _spoken_organ(code) else "Văn bản")
    if match["so"]:
        return match["so"] if NAMED_EARLIER.search(before) else f"{kind} số "
    if NAMED_BEFORE.search(before):
        return "số "
    if NAMED_EARLIER.search(before) and LISTED.search(before):
        return ""
    return f"{kind} số "


def _tail(match: re.Match[str], organ: str) -> str:
    by = f" của {organ}" if organ else ""
    return (_year(match, goes_on=bool(organ)) if match["year"] else "") + by


def _year(match: re.Match[str], *, goes_on: bool) -> str:
    goes_on = goes_on or match.string[match.end() :][:1] == " "
    return f", năm {match['year']}" + "," * goes_on


def _cited(match: re.Match[str]) -> str:
    number = _number(match["number"])
    return f"{match['name']} số {number}" + _year(match, goes_on=False)
