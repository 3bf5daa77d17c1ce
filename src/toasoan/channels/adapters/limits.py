"""What each medium can carry; figures from the services' own documents, with margin."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .base import Item, Problem


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Longest texts in characters; `most_pictures` per post; cover's least side."""

    headline: int | None = None
    lead: int | None = None
    text: int | None = None
    most_pictures: int | None = None
    needs_picture: bool = False
    least_side: int = 0


# Facebook Page post: 63,206 characters. Zalo OA article: title 150, description 300,
# cover at least 800 px recommended; we keep a margin (140 and 250).
LIMITS = {
    "facebook": Limits(text=63_000, most_pictures=10),
    "zalo": Limits(headline=140, lead=250, needs_picture=True, least_side=800),
    # Three minutes at 180 syllables a minute of about 5 characters.
    "loudspeaker": Limits(text=4_000),
}


def problems(item: Item) -> list[Problem]:
    """Return what would not fit on `item.medium`, worst first."""
    limits = LIMITS.get(item.medium, Limits())
    found = [
        *_too_long("headline", item.headline, limits.headline),
        *_too_long("lead", item.lead, limits.lead),
        *_too_long("text", item.text, limits.text),
        *_pictures(item, limits),
    ]
    if not item.text.strip():
        found.append(Problem(code="no_text", blocking=True))
    return sorted(found, key=lambda problem: not problem.blocking)


def _too_long(what: str, text: str, limit: int | None) -> list[Problem]:
    if limit is None or len(text) <= limit:
        return []
    values = {"length": len(text), "limit": limit}
    return [Problem(code=f"{what}_too_long", blocking=what == "text", values=values)]


def _pictures(item: Item, limits: Limits) -> list[Problem]:
    found = []
    count = len(item.pictures)
    if limits.needs_picture and not count:
        found.append(Problem(code="needs_picture", blocking=False))
    if limits.most_pictures and count > limits.most_pictures:
        values = {"count": count, "limit": limits.most_pictures}
        found.append(Problem(code="too_many_pictures", blocking=False, values=values))
    small = [p for p in item.pictures if 0 < min(p.width, p.height) < limits.least_side]
    if small:
        values = {"limit": limits.least_side}
        found.append(Problem(code="picture_too_small", blocking=False, values=values))
    return found


def problems_of_post(
    item: Item, kind: str, *, most: int, most_pictures: int, size: Callable[[str], int]
) -> list[Problem]:
    """Return what would not fit a post of `kind`, which `fitted` cuts; films stay out.

    `most` counts by `size`. Without an address a text is never cut, so it must fit.
    """
    found = problems(item)
    length = size(with_address(item.text, item.url))
    if length > most and item.url:
        found.append(Problem(code=f"{kind}_cut", blocking=False))
    elif length > most:
        values = {"length": length, "limit": most}
        found.append(Problem(code="text_too_long", blocking=True, values=values))
    found += _pictures(item, Limits(most_pictures=most_pictures))
    if item.film:
        found.append(Problem(code=f"{kind}_no_film", blocking=False))
    return found


def with_address(text: str, address: str) -> str:
    """Return `text` with `address` at its end, unless it names it already."""
    if not address or re.search(re.escape(address) + r"(?![\w/?#&=%-])", text):
        return text
    return f"{text}\n\n{address}"


def fitted(text: str, address: str, most: int, size: Callable[[str], int] = len) -> str:
    """Return `text` with `address`, cut between words to `most` by `size`.

    Without an address nothing is cut: there would be nowhere to read the rest.
    """
    whole = with_address(text, address)
    if not address or size(whole) <= most:
        return whole
    end = f"…\n\n{address}"
    room = most - size(end)
    kept = text[: max(room, 0)]
    while kept and size(kept) > room:
        kept = kept[:-1]
    if not text[len(kept) :][:1].isspace():
        kept = re.sub(r"\s\S*\Z", "", kept)
    return kept.rstrip() + end
