"""Search of the portal: with or without diacritics, exact matches first."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from toasoan.core.text import TITLE_END, fold, folded_words, nfc, spelled, words
from toasoan.organisations.models import Organisation
from toasoan.stories.models import StoryPage
from toasoan.stories.words import Words

from .newest import IN_LISTS, public_stories

LONGEST = 100
A_PAGE = 10
# As many hits as are ranked and can be reached: of more, the newest and the exact.
MOST = 100
# So many of the newest are looked at for how well they answer.
LOOKED_AT = 2 * MOST
# The worst that still holds the words as they were asked (see `_tier`).
AS_ASKED = 1
LAST_PAGE = 50
EXCERPT = 220
LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of hits; `total` counts all, `many` says that there are more than it.

    `cut` when the question was too long.
    """

    question: str
    cut: bool = False
    total: int = 0
    many: bool = False
    page: int = 1
    more: bool = False
    stories: list[StoryPage] = field(default_factory=list)


def find(
    organisation: Organisation,
    text: str,
    *,
    now: datetime,
    page: int = 1,
    listed: bool = True,
) -> Found:
    """Return the stories `organisation` shows at `now` that hold every word of `text`.

    Stories that spell the words as asked stand before those that only match folded,
    the title before the rest; newest first among equals. Only counted, not read, when
    they are not to be `listed`.
    """
    question = " ".join(nfc(text).split())
    asked = question[:LONGEST]
    cut = len(question) > LONGEST
    if not words(asked):
        return Found(question=asked, cut=cut)
    page = within(page)
    stories = public_stories(organisation, now)
    folded = Words(text=folded_words(asked))
    hits = folded.newest(stories, organisation, LOOKED_AT + 1)
    ranked = tiers(dict(islice(hits.items(), LOOKED_AT)), asked) if listed else {}
    as_asked = Words(text=spelled(asked), in_a_row=True)
    exact = sum(tier <= AS_ASKED for tier in ranked.values())
    # Who holds the words as asked holds them folded: enough of those among the newest
    # are the newest of those.
    unseen = len(hits) > LOOKED_AT and exact < MOST
    if listed and unseen and as_asked.finds_more_than(folded):
        found = as_asked.newest(stories, organisation, MOST)
        older = {key: text for key, text in found.items() if key not in ranked}
        ranked |= tiers(older, asked)
    best = sorted(ranked, key=ranked.__getitem__)[:MOST]
    start = (page - 1) * A_PAGE
    return Found(
        question=asked,
        cut=cut,
        total=min(len(hits), MOST),
        many=len(hits) > MOST,
        page=page,
        more=len(best) > start + A_PAGE,
        stories=_read(best[start : start + A_PAGE]),
    )


def within(page: int) -> int:
    """Return `page`, or the nearest there is."""
    return max(1, min(page, LAST_PAGE))


def tiers(texts: dict[int, str], asked: str) -> dict[int, int]:
    """Return how well each of `texts`, of `core.text.findable`, answers; 0 is best.

    Compared here: a database takes several times as long over the same texts.
    """
    exact, folded = f" {spelled(asked)} ", f" {folded_words(asked)} "
    every = [f" {word} " for word in dict.fromkeys(exact.split())]
    return {key: _tier(text, exact, every, folded) for key, text in texts.items()}


def _tier(text: str, exact: str, every: list[str], folded: str) -> int:
    if exact in text:
        return 0 if exact in text.partition(TITLE_END)[0] else 1
    if all(word in text for word in every):
        return 2
    if folded in text:
        return 3 if folded in text.partition(TITLE_END)[0] else 4
    return 5


def _read(pks: list[int]) -> list[StoryPage]:
    found = StoryPage.objects.only(*IN_LISTS, "lead", "body").in_bulk(pks)
    return [found[pk] for pk in pks]


def marked(text: str, asked: str) -> SafeString:
    """Return `text` as HTML with the words of `asked` marked, however spelled."""
    wanted = set(folded_words(asked).split())
    text = nfc(text)
    parts: list[str] = []
    place = 0
    for match in LETTERS.finditer(text):
        if fold(match[0]) in wanted:
            parts.append(conditional_escape(text[place : match.start()]))
            parts.append(f"<mark>{conditional_escape(match[0])}</mark>")
            place = match.end()
    parts.append(conditional_escape(text[place:]))
    return mark_safe("".join(parts).replace("</mark> <mark>", " "))  # noqa: S308


def excerpt(story: StoryPage, asked: str) -> str:
    """Return the part of the lead or the body that holds the first word asked for."""
    return part_with([story.lead, story.plain_body()], asked)


def part_with(texts: list[str], asked: str) -> str:
    """Return the part of the first of `texts` that holds a word asked for."""
    wanted = set(folded_words(asked).split())
    flat = [" ".join(nfc(text).split()) for text in texts]
    for text in flat:
        if wanted.isdisjoint(folded_words(text).split()):
            continue
        for match in LETTERS.finditer(text):
            if fold(match[0]) in wanted:
                return _around(text, match.start())
    return _around(next((text for text in flat if text), ""), 0)


def _around(text: str, place: int) -> str:
    start = max(0, place - EXCERPT // 3)
    if start:
        start = text.find(" ", start, place) + 1 or place
    piece = text[start : start + EXCERPT]
    if start + EXCERPT < len(text):
        piece = piece.rsplit(" ", 1)[0] + "…"
    return f"…{piece}" if start else piece
