"""The money of a plan."""

import re
from decimal import Decimal

from toasoan.planning.reader.draft import Funding
from toasoan.planning.reader.legal import citations
from toasoan.planning.reader.lines import Line

MONEY = re.compile(
    r"(?<![\d.,/])(?P<digits>\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s*"
    r"(?P<scale>ty|trieu|nghin|ngan)?\s*(?:dong\b|d\b|vnd\b)"
)
SCALES = {"ty": 10**9, "trieu": 10**6, "nghin": 10**3, "ngan": 10**3, None: 1}
TOTAL = re.compile(r"\b(?:tong|tong cong|tong so|du toan)\b[^.;]*$")


def amounts(line: Line) -> list[tuple[int, bool]]:
    """Return the sums a line names in đồng, and whether each is called a total."""
    return [
        (value(one), bool(TOTAL.search(line.plain[: one.start()])))
        for one in MONEY.finditer(line.plain)
    ]


def value(found: re.Match[str]) -> int:
    """Return a sum: "." parts thousands and "," decimals, as Vietnamese write."""
    digits = found["digits"]
    written = digits.replace(".", "").replace(",", ".")
    return int(Decimal(written) * SCALES[found["scale"]])


def read_funding(title: Line, lines: list[Line]) -> tuple[Funding, list[Line]]:
    """Return the money of a part, and its lines that name none and no basis."""
    sums: list[tuple[int, bool]] = []
    bases: list[str] = []
    left = []
    for line in [title, *lines]:
        found = amounts(line)
        cited = [one.number for one in citations(line) if one.number]
        sums += found
        bases += cited
        if not found and not cited and line is not title:
            left.append(line)
    total = next((amount for amount, is_total in sums if is_total), None)
    first = sums[0][0] if sums else None
    amount = total if total is not None else first
    return Funding(amount, tuple(dict.fromkeys(bases)), title.number), left
