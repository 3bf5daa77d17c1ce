"""The head of a document, by Nghị định 30/2020/NĐ-CP and by the Party's guides.

A State plan says "Số: 80/KH-UBND", a Party plan "Số 12-KH/ĐU"; either may be blank.
"""

import re
from datetime import date

from toasoan.planning.reader.calm import calm, sentence_case
from toasoan.planning.reader.dates import real_date
from toasoan.planning.reader.draft import Heading
from toasoan.planning.reader.legal import BODIES, ISSUING
from toasoan.planning.reader.lines import Line, Row
from toasoan.planning.reader.plain import low, plain

KINDS = (
    "KẾ HOẠCH",
    "CHƯƠNG TRÌNH",
    "ĐỀ ÁN",
    "PHƯƠNG ÁN",
    "QUYẾT ĐỊNH",
    "NGHỊ QUYẾT",
    "THÔNG BÁO",
    "HƯỚNG DẪN",
    "CHỈ THỊ",
    "QUY CHẾ",
)
COMPACT = {plain(kind).replace(" ", ""): kind for kind in KINDS}
INLINE = re.compile(rf"(?P<kind>{'|'.join(KINDS)})\s+(?P<title>\S.*)")
MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam"
    r"|doc lap ?- ?tu do ?- ?hanh phuc"
)
NUMBER = re.compile(
    r"\bso\s*:?[\s.]*(?P<number>\d{1,5}[a-z]?)?[\s._]*[-/]\s*"
    r"(?P<symbol>[a-z][a-z]*(?:[-/][a-z0-9.-]+)*)"
)
PLACE_DATE = re.compile(
    r"(?:(?P<place>[^,\d]{0,60}?),?\s*)?\bngay\b[\s.]*(?P<day>\d{0,2})[\s.]*thang[\s.]*"
    r"(?P<month>\d{0,2})[\s.]*nam[\s.]*(?P<year>\d{4})?"
)
YEAR = re.compile(r"\bnam\s+(?P<year>20\d\d)\b")
ANY_YEAR = re.compile(r"\b20\d\d\b")
BODY = re.compile(BODIES)
PREAMBLE = re.compile(
    r"can cu\b|(?:thuc hien|trien khai) .*\bso \d|de thuc hien\b|nham\b"
    r"|tren co so\b"
)
FARTHEST = 60


def find_kind(written: list[Row]) -> int | None:
    """Return the place of the line that names the type, above the first part."""
    for place, row in enumerate(written[:FARTHEST]):
        if row.mark and row.mark.kind in ("roman", "number"):
            return None
        if plain(row.text).replace(" ", "").strip(":") in COMPACT:
            return place
        if INLINE.match(row.text):
            return place
    return None


def parted(row: Row) -> tuple[str, Row | None]:
    """Return the type as printed, and the title that stands on the same line."""
    found = INLINE.match(row.text)
    if not found:
        compact = plain(row.text).replace(" ", "").strip(":")
        return COMPACT[compact], None
    rest = Row(row.number, found["title"], row.width, row.gap)
    return found["kind"], rest


def above(written: list[Row]) -> list[Row]:
    """Return the head of a document that names no type."""
    head = []
    for row in written[:12]:
        folded = plain(row.text)
        known = MOTTO.search(folded) or NUMBER.search(folded)
        if row.mark or not (known or row.text.isupper() or PLACE_DATE.match(folded)):
            break
        head.append(row)
    return head


def title_of(body: list[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of the title and those after it."""
    title: list[Line] = []
    for line in body:
        if line.mark or len(line.text) > 300 or preamble(line):
            break
        if title and (line.gap and not line.text[0].islower()):
            break
        if title and line.text.isupper() != title[0].text.isupper():
            break
        title.append(line)
    return title, body[len(title) :]


def preamble(line: Line) -> bool:
    """Tell whether a line belongs to what a plan says before its first part."""
    return bool(PREAMBLE.match(line.plain) or ISSUING.search(line.plain))


def read_heading(
    head: list[Row], kind: tuple[str, int] | None, title: list[Line], body: list[Line]
) -> tuple[Heading, list[Row]]:
    """Return what the head says, and its lines that say nothing we know."""
    lines: dict[str, int] = {}
    number, symbol = read_number(head, lines)
    place, day, year = read_place_date(head, lines)
    issuer, left = read_issuer(head, body, lines)
    if kind:
        lines["kind"] = kind[1]
    if title:
        lines["title"] = title[0].number
    text = " ".join(line.text for line in title).strip(" .") or None
    found = title_year(text)
    return (
        Heading(
            number=number,
            symbol=symbol,
            date=day,
            place=place,
            issuer=issuer,
            kind=sentence_case(low(kind[0])) if kind else None,
            title=text,
            year=found or year,
            lines=lines,
        ),
        left,
    )


def read_number(
    head: list[Row], lines: dict[str, int]
) -> tuple[str | None, str | None]:
    """Return "80" and "KH-UBND" of "Số: 80/KH-UBND"; either may be blank."""
    for row in head:
        found = NUMBER.search(plain(row.text))
        if found:
            lines["symbol"] = row.number
            if found["number"]:
                lines["number"] = row.number
            symbol = row.text[slice(*found.span("symbol"))]
            return found["number"], symbol
    return None, None


def read_place_date(
    head: list[Row], lines: dict[str, int]
) -> tuple[str | None, date | None, int | None]:
    """Return place, date and year of "Bản Phiệt, ngày 05 tháng 02 năm 2024"."""
    for row in head:
        found = PLACE_DATE.search(plain(row.text))
        if not found:
            continue
        place = row.text[slice(*found.span("place"))].strip(" ,") or None
        year = int(found["year"]) if found["year"] else None
        if place:
            lines["place"] = row.number
        if not (year and found["day"] and found["month"]):
            return place, None, year
        lines["date"] = row.number
        return place, real_date(year, int(found["month"]), int(found["day"])), year
    return None, None, None


def read_issuer(
    head: list[Row], body: list[Line], lines: dict[str, int]
) -> tuple[str | None, list[Row]]:
    """Return the issuing body of the head, else of "… ban hành Kế hoạch"."""
    names = [(row, MOTTO.split(plain(row.text))[0].strip()) for row in head]
    names = [
        (row, name)
        for row, name in names
        if name and not NUMBER.search(name) and not PLACE_DATE.search(name)
    ]
    bodies = [place for place, (_, name) in enumerate(names) if BODY.match(name)]
    if bodies:
        chosen = names[bodies[-1] :]
        lines["issuer"] = chosen[0][0].number
        text = " ".join(row.text[: len(name)].strip() for row, name in chosen)
        return calm(text), []
    left = [row for row, _ in names]
    for line in body:
        found = ISSUING.search(line.plain)
        if found:
            lines["issuer"] = line.at(found.start())
            return line.text[slice(*found.span("issuer"))], left
    return None, left


def title_year(title: str | None) -> int | None:
    """Return the year a title names."""
    folded = plain(title or "")
    found = YEAR.search(folded) or ANY_YEAR.search(folded)
    return int(found.group()[-4:]) if found else None
