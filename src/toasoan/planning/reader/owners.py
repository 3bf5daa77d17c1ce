"""Whose a channel is: "của xã, thôn", "của MTTQ và các đoàn thể trong xã"."""

import re

from toasoan.planning.reader.lines import Line
from toasoan.planning.reader.plain import low

COMMUNE = r"(?:xa(?! hoi\b)|phuong|thi tran|dac khu)\b"
OWNERS = {
    "mass_organisations": (
        r"(?:uy ban |ub ?)?(?:mttq|mat tran to quoc|mat tran)(?: viet nam| vn)?\b"
        r"|(?:to chuc )?(?:hoi,? )?doan the\b|doan (?:thanh nien|tncs|tn|xa|phuong)\b"
        r"(?: ho chi minh| cong san)*"
        r"|hoi (?:phu nu|lhpn|lien hiep phu nu|nong dan|nd|cuu chien binh|ccb"
        r"|nguoi cao tuoi|nguoi cao nien|chu thap do)\b|cong doan\b"
        r"|to chuc chinh tri ?(?:-|–)? ?xa hoi\b|to chuc hoi\b|hoi\b"
    ),
    "party_cells": r"chi bo\b(?: truc thuoc)?",
    "village": (
        r"(?:thon|ban(?! tin\b)|to dan pho|tdp|khu pho|khu dan cu|khu vuc|ap|xom|buon"
        r"|lang)\b"
    ),
    "commune": (
        r"(?:(?:dang uy|dang bo|uy ban nhan dan|ubnd|hdnd|chinh quyen|ban bien tap)"
        rf"\b[ ,-]*)+(?:{COMMUNE})?|{COMMUNE}"
    ),
    "district": r"(?:huyen|quan|thi xa|thanh pho)\b",
    "province": r"tinh\b",
    "central": r"trung uong\b",
    "schools": r"(?:truong hoc|nha truong|truong)\b",
}
OWNER = re.compile(
    r"(?:cac |toan |cap )*(?:"
    + "|".join(f"(?P<{whose}>{words})" for whose, words in OWNERS.items())
    + ")"
)
LEAD = re.compile(r"\s*(?:(?:cua|tai|o|thuoc|tren dia ban|nhom)\s+)?(?=[a-z])")
COMMA = re.compile(r"\s*(?:,|/|-|\bva\b|\bvoi\b)\s*(?:va\s+)?(?:cua\s+)?(?=[a-z])")
WITHIN = re.compile(
    r" (?:(?:trong|o|tai|cua|tren dia ban) )?(?:toan )?"
    r"(?:xa(?! hoi\b)|phuong|thi tran)\b"
)
PROPER = re.compile(r"(?: (?!Trang|Cổng|Hệ|Fan|Face|Zalo)[A-ZÀ-ỸĐ][^\W\d_]*)+")
# Words that mean an owner only with exactly these diacritics.
EXACT = {
    "ban": ("bản",),
    "ap": ("ấp",),
    "lang": ("làng",),
    "quan": ("quận",),
    "tinh": ("tỉnh",),
    "hoi": ("hội",),
    "truong": ("trường",),
    "xa": ("xã",),
    "thon": ("thôn",),
}


def owners_after(line: Line, place: int) -> tuple[tuple[str, ...], int]:
    """Return the owners named right after `place`, and where their names end."""
    lead = LEAD.match(line.plain, place)
    found = one_owner(line, lead.end() if lead else place)
    whose: list[str] = []
    end = place
    while found:
        name, end = found
        whose.append(name)
        link = COMMA.match(line.plain, end)
        found = one_owner(line, link.end()) if link else None
    return tuple(dict.fromkeys(whose)), end


def one_owner(line: Line, place: int) -> tuple[str, int] | None:
    """Return the owner that starts at `place` and where its name ends."""
    found = OWNER.match(line.plain, place)
    if not found or not found.lastgroup or not exact(line, found):
        return None
    end = found.end()
    if found.lastgroup in ("mass_organisations", "village", "schools", "party_cells"):
        within = WITHIN.match(line.plain, end)
        return found.lastgroup, within.end() if within else end
    proper = PROPER.match(line.text, end)
    return found.lastgroup, proper.end() if proper else end


def exact(line: Line, found: re.Match[str]) -> bool:
    """Tell whether the diacritics of a short word are those of the owner meant."""
    name = found.lastgroup or ""
    start, end = found.span(name)
    folded = line.plain[start:end]
    return folded not in EXACT or low(line.text[start:end]) in EXACT[folded]
