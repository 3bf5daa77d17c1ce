"""The documents a plan rests on."""

import re
from collections.abc import Iterable
from dataclasses import replace

from toasoan.planning.reader.dates import ANY, date_of
from toasoan.planning.reader.draft import LegalBasis
from toasoan.planning.reader.lines import Line

KINDS = (
    "thong tu lien tich|nghi quyet lien tich|luat|bo luat|phap lenh|nghi quyet"
    "|nghi dinh|quyet dinh|thong tu|chi thi|ket luan|quy dinh|quy che|huong dan"
    "|chuong trinh hanh dong|chuong trinh|ke hoach|de an|cong van|cong dien"
    "|thong bao|to trinh|phuong an|bao cao|ke hoach lien tich"
)
NUMBER = r"\d{1,5}[a-z]?(?:/\d{4})?\s?[-/]\s?[^\W\d_][^\s,;.:()\"]*"
CITED = re.compile(
    rf"\b(?P<kind>{KINDS})"
    rf"(?:\s+so\s*:?\s*(?P<number>{NUMBER}|\d{{1,5}}(?![\d/.-]))|\s+(?P<bare>{NUMBER}))"
    rf"(?:\s*,?\s*(?:ky )?(?:ngay\s+)?{ANY})?"
)
LAW = re.compile(
    rf"\bcan cu (?P<kind>(?:bo )?luat) (?P<name>[^;,]+?)"
    rf"(?:,?\s*(?:so\s*:?\s*)?(?P<number>\d+/\d{{4}}/[^\s,;.]+))?"
    rf"(?:,?\s*(?:ngay\s+)?{ANY}|\s+nam\s+\d{{4}})?\s*(?=[;,.]|$)"
)
ISSUER = re.compile(
    r"\s*,?\s*cua\s+(?P<issuer>[^;:\"]+?)(?=\s*(?:[;,\"]|$|\.(?:\s|$))"
    r"|\s+(?:ve|v/v|ban hanh|quy dinh|huong dan|phe duyet|sua doi|tang cuong|thuc hien"
    r"|trien khai|tiep tuc|day manh|to chuc|xay dung|nham|dung)\b)"
)
END = re.compile(r"\.(?:\s+(?=[A-ZÀ-ỸĐ])|\s*$)")
LINK = re.compile(r"(?:[;,.\s]|\bva\b|\bcan cu\b|\bthuc hien\b|\btheo\b|\bcac\b|-)+$")
BODIES = (
    r"(?:dang uy|dang bo|ban thuong vu|ban chap hanh|uy ban nhan dan|uy ban mat tran"
    r"|chi bo|ubnd|ban chi dao|ban tuyen|ban xay dung|phong van hoa|hoi dong|trung tam)"
)
ISSUING = re.compile(
    rf"\b(?P<issuer>{BODIES}[^.;:,]{{0,80}}?)\s+(?:ban hanh|xay dung)\s+(?:ke hoach"
    r"|chuong trinh|phuong an)"
)


def citations(line: Line) -> list[LegalBasis]:
    """Return the documents cited in a line, in its order."""
    found = [*CITED.finditer(line.plain)]
    ends = [one.start() for one in found[1:]] + [statement_at(line)]
    cited = [basis(line, one, end) for one, end in zip(found, ends, strict=False)]
    return [*laws(line), *cited]


def statement_at(line: Line) -> int:
    """Return where "… ban hành Kế hoạch …" starts, or the end of the line."""
    found = [one.start() for one in ISSUING.finditer(line.plain)]
    return found[-1] if found else len(line.text)


def basis(line: Line, found: re.Match[str], end: int) -> LegalBasis:
    """Return one citation with its issuer and title, read up to `end`."""
    end = max(end, found.end())
    place = found.end()
    issuer = ISSUER.match(line.plain, place, end)
    if issuer:
        place = issuer.end("issuer")
    group = "number" if found["number"] else "bare"
    return LegalBasis(
        kind=line.text[slice(*found.span("kind"))].capitalize(),
        number=re.sub(r"\s", "", line.text[slice(*found.span(group))]),
        date=date_of(found) if found["sday"] or found["lday"] else None,
        issuer=line.text[slice(*issuer.span("issuer"))] if issuer else None,
        title=title(line, place, end),
        line=line.at(found.start()),
    )


def title(line: Line, start: int, end: int) -> str | None:
    """Return what the cited document is about, without quotes and link words."""
    stop = END.search(line.text, start, end)
    rest = line.cut(start, stop.start() if stop else end)
    while link := LINK.search(rest.plain):
        rest = rest.cut(0, link.start())
    return rest.text.strip("“”\"'«»,;. ") or None


def laws(line: Line) -> list[LegalBasis]:
    """Return the laws cited by name: "Căn cứ Luật Báo chí ngày 05/4/2016"."""
    return [
        LegalBasis(
            kind=line.text[slice(*found.span("kind"))].capitalize(),
            number=line.text[slice(*found.span("number"))] or None,
            date=date_of(found) if found["sday"] or found["lday"] else None,
            issuer=None,
            title=line.text[found.start("kind") : found.end("name")],
            line=line.at(found.start()),
        )
        for found in LAW.finditer(line.plain)
        if not re.match(r"so\b", found["name"])
    ]


def distinct(cited: Iterable[LegalBasis]) -> tuple[LegalBasis, ...]:
    """Return each document once, at its first citation, gaps filled from later ones."""
    found: dict[str, LegalBasis] = {}
    for one in cited:
        key = (one.number or one.title or "").casefold()
        first = found.setdefault(key, one)
        found[key] = replace(
            first,
            date=first.date or one.date,
            issuer=first.issuer or one.issuer,
            title=first.title or one.title,
        )
    return tuple(found.values())
