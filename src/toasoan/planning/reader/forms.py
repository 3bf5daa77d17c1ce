"""In what forms a column appears: tin, bài, tài liệu, hình ảnh, video-clip."""

import re

from toasoan.planning.reader.channels import Mention
from toasoan.planning.reader.draft import Passage
from toasoan.planning.reader.lines import Line
from toasoan.planning.reader.plain import low

PART = re.compile(r"\s*(?:,|;|/(?=\s)|\bva\b|\bhoac\b|\+)\s*")
LEADING = re.compile(
    r"(?:(?:xay dung|dang tai|dang phat|dang|viet|san xuat|bien soan|su dung|thuc hien"
    r"|tuyen truyen|the hien|duoi dang|bang|thong qua|cac|the loai|dang cac)\s+)+"
)
OUTLET = re.compile(
    r"\s*,?\s*\b(?:duoc|dang tai|dang|phat song|phat(?! thanh)|dua|tiep song"
    r"|tuyen truyen|chia se|lan toa|tren|qua)\b.*$"
)
TRAILING = re.compile(r"[\s.,;:]+$|\s*\.\.+$")
LONGEST = 40
KNOWN = re.compile(
    r"\b(?:tin|bai|anh|hinh anh|video|clip|tai lieu|infographic|phong su|phong van"
    r"|audio|am thanh|tieu pham|cau chuyen|file|ban do|phat thanh|tranh|do hoa|status"
    r"|van ban|phim|podcast|chuyen muc|toa dam|thong bao|guong|album|livestream)\b"
)


def forms(line: Line, found: list[Mention]) -> list[Passage]:
    """Return the forms a line lists before the first channel it names."""
    end = found[0].start if found else len(line.text)
    part = line.cut(0, end)
    part = part.cut(leading(part))
    outlet = OUTLET.search(part.plain)
    if outlet and found:
        part = part.cut(0, outlet.start())
    stops = [*PART.finditer(part.plain)]
    starts = [0, *(one.end() for one in stops)]
    ends = [*(one.start() for one in stops), len(part.text)]
    cuts = [part.cut(one, two) for one, two in zip(starts, ends, strict=True)]
    if not any(KNOWN.search(cut.plain) for cut in cuts):
        return []
    return [Passage(name, cut.number) for cut in cuts if (name := form(cut))]


def leading(part: Line) -> int:
    """Return where the verbs before the first form end."""
    found = LEADING.match(part.plain)
    return found.end() if found else 0


def form(cut: Line) -> str | None:
    """Return one item as a form, or None if it is too long to be one."""
    text = TRAILING.sub("", cut.text)
    if not text or len(text) > LONGEST:
        return None
    return text if text[:2].isupper() else low(text[:1]) + text[1:]
