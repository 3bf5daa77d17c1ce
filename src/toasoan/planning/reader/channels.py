"""Channels as plans name them."""

import re
from dataclasses import dataclass, replace

from toasoan.planning.reader.draft import ChannelGroup
from toasoan.planning.reader.lines import Line
from toasoan.planning.reader.owners import owners_after
from toasoan.planning.reader.plain import low

SOCIAL = r"(?:(?:trang|nhom|group|kenh|tai khoan|mang xa hoi|ung dung) )*"
RADIO = r"(?:phat thanh|truyen thanh)"
KINDS = {
    "television": (
        r"(?:dai )?(?:phat thanh|pt) ?(?:-|va|,|&) ?(?:truyen hinh|th\b)"
        r"|(?:dai )?truyen hinh|dai pt-?th"
    ),
    "portal": (
        r"(?:trang|cong) (?:thong tin dien tu|thong tin|ttdt)\b(?: dien tu)?"
        r"|(?:trang )?website\b|trang web\b"
    ),
    "facebook": (
        SOCIAL + r"(?:fan ?page|face ?book|fb)\b(?: (?:fan ?page|face ?book))*"
    ),
    "zalo": SOCIAL + r"zalo\b(?: (?:oa|official account|page|chung)\b)*",
    "youtube": SOCIAL + r"you ?tube\b",
    "tiktok": SOCIAL + r"tik ?tok\b",
    "telegram": SOCIAL + r"telegram\b",
    "viber": SOCIAL + r"viber\b",
    "podcast": r"(?:kenh )?podcasts?\b",
    "loudspeaker": (
        rf"(?:(?:he thong|dai|tram|cum|cac cum) )+(?:loa\b ?)?(?:{RADIO}\b ?)?"
        r"(?:thong minh\b ?)?(?:co so\b)?(?<=loa|anh|inh|.so)"
        rf"|loa\b(?: (?:{RADIO}|thong minh|keo|cong cong))*(?: co so\b)?"
        rf"|{RADIO}(?= (?:co so|cua|xa|phuong|thon|cac thon|to dan pho)\b)(?: co so\b)?"
    ),
    "bulletin": (
        r"(?:ban tin|tap san|dac san)\b(?: (?:in|giay|noi bo|sinh hoat chi bo)\b)*"
        r"(?! (?:phat thanh|truyen thanh|thoi tiet|du bao|loa)\b)"
    ),
    "newspaper": r"bao(?: (?:dien tu|in|chi|giay|dang|tinh)\b| (?=[a-z]))",
    "noticeboard": r"bang (?:tin|thong bao|niem yet)\b",
    "screen": r"bang (?:dien tu|led)\b|man hinh (?:led|dien tu)\b",
    "banner": r"pa ?-?no\b|ap phich\b|bang ron\b|khau hieu\b",
    "leaflet": r"to (?:roi|gap)\b",
    "sms": r"tin nhan(?: sms)?\b|sms\b",
    "email": r"thu dien tu\b|e-?mail\b",
    "social": r"mang xa hoi\b",
}
CHANNEL = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in KINDS.items()) + ")"
)
EXACT = {
    "bulletin": re.compile(r"(?:bản tin|tập san|đặc san)"),
    "noticeboard": re.compile(r"bảng (?:tin|thông báo|niêm yết)"),
    "loudspeaker": re.compile(r".*(?:loa|(?:phát|truyền) thanh)"),
    "leaflet": re.compile(r"tờ"),
    "banner": re.compile(r"pa|áp|băng|khẩu"),
}
NEWSPAPER = re.compile(
    r"Báo(?: [A-ZÀ-ỸĐ]\w*)+|[Bb]áo (?:điện tử|in|chí|giấy|Đảng|tỉnh)\b"
)
PLURAL = re.compile(r"(?:\bcac|\bhai|\bnhung) $")
COUNTED = re.compile(r"\d\s+$")
PROPER_NAME = re.compile(
    r"\s*(?:\(\s*(?:(?:tên|Tên)(?: (?:trang|kênh|nhóm|gọi))?|[Tt]rang|[Kk]ênh|[Nn]hóm)?"
    r"(?:\s+là)?\s*:?\s*[“\"]?(?P<inside>[^)”\"]{2,80})[”\"]?\s*\)"
    r"|[“\"](?P<quoted>[^”\"]{2,80})[”\"])"
)
AND = re.compile(r"\s*va\s+(?:tren\s+)?(?:cac\s+|cac$)?$")
LISTED = re.compile(r"\s*,\s*(?:tren\s+)?(?:cac\s+|cac$)?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A channel named at a place of a line; `proper` is its own name, if told."""

    kind: str
    start: int
    end: int
    whose: tuple[str, ...]
    proper: str | None = None

    def group(self, line: Line) -> ChannelGroup:
        """Return what is named, by its own name or else in the words of the text."""
        name = self.proper or line.text[self.start : self.end].strip(" ,")
        return ChannelGroup(self.kind, self.whose, name, line.at(self.start))


def mentions(line: Line) -> list[Mention]:
    """Return the channels a line names, owners shared along "A và B của xã"."""
    found: list[Mention] = []
    place = 0
    while match := CHANNEL.search(line.plain, place):
        place = match.end()
        if meant(line, match):
            found.append(mention(line, match))
            place = max(place, found[-1].end)
    return shared(line, found)


def meant(line: Line, match: re.Match[str]) -> bool:
    """Tell a channel from words that only look like one without diacritics."""
    kind = match.lastgroup or ""
    start, end = match.span()
    if kind == "newspaper":
        return bool(NEWSPAPER.match(line.text, start))
    if kind == "bulletin" and COUNTED.search(line.plain[:start]):
        return False  # "02 bản tin/tuần" counts bulletins read out elsewhere
    exact = EXACT.get(kind)
    return exact is None or bool(exact.match(low(line.text[start:end])))


def mention(line: Line, match: re.Match[str]) -> Mention:
    """Return the channel found, with its owners and its own name."""
    kind = match.lastgroup or ""
    start, end = match.start(), match.start() + len(match.group().rstrip())
    if kind == "newspaper" and (paper := NEWSPAPER.match(line.text, start)):
        end = paper.end()
    whose, end = owners_after(line, end)
    plural = PLURAL.search(line.plain[:start])
    name = PROPER_NAME.match(line.text, end)
    proper = None
    if name:
        end = name.end()
        proper = (name["inside"] or name["quoted"]).strip()
    return Mention(kind, plural.start() if plural else start, end, whose, proper)


def shared(line: Line, found: list[Mention]) -> list[Mention]:
    """Return mentions with the owner of the last also given to those before it."""
    result = [*found]
    for place in range(len(result) - 2, -1, -1):
        one, after = result[place], result[place + 1]
        between = line.plain[one.end : after.start]
        if one.whose or not after.whose or one.proper:
            continue
        if AND.match(between) or (
            LISTED.match(between) and after.whose == ("commune",)
        ):
            result[place] = replace(one, whose=after.whose)
    return result


def named(line: Line, known: tuple[ChannelGroup, ...]) -> list[Mention]:
    """Return the channels a line names by their own names, as told earlier."""
    return [
        Mention(group.kind, place, place + len(group.name), group.whose, group.name)
        for group in known
        if (place := low(line.text).find(low(group.name))) >= 0
    ]


def distinct(groups: list[ChannelGroup]) -> tuple[ChannelGroup, ...]:
    """Return each group once: by kind and owner, told apart by own names."""
    found: dict[tuple[str, tuple[str, ...], str], ChannelGroup] = {}
    for one in groups:
        same = [key for key in found if key[:2] == (one.kind, one.whose)]
        if same and (not one.whose or one.kind != "facebook"):
            continue
        found.setdefault((one.kind, one.whose, low(one.name)), one)
    return tuple(found.values())
