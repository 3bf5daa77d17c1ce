"""Search of the portal: with or without diacritics, exact matches first."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import StrIndex
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from modelsearch.query import PlainText
from wagtail.models import PageQuerySet
from wagtail.search.backends import get_search_backend

from toasoan.core.text import TITLE_END, fold, folded_words, nfc, spelled, words
from toasoan.organisations.models import Organisation
from toasoan.stories.models import StoryPage

from .newest import public_stories

LONGEST = 100
A_PAGE = 10
LAST_PAGE = 50
EXCERPT = 220
LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of hits; `total` counts all. `cut` when the question was too long."""

    question: str
    cut: bool = False
    total: int = 0
    page: int = 1
    more: bool = False
    stories: list[StoryPage] = field(default_factory=list)


def find(
    organisation: Organisation, text: str, *, now: datetime, page: int = 1
) -> Found:
    """Return the stories `organisation` shows at `now` that hold every word of `text`.

    Stories that spell the words as asked stand before those that only match folded,
    the title before the rest; newest first among equals.
    """
    question = " ".join(nfc(text).split())
    asked = question[:LONGEST]
    cut = len(question) > LONGEST
    if not words(asked):
        return Found(question=asked, cut=cut)
    page = max(1, min(page, LAST_PAGE))
    stories = public_stories(organisation, now).filter(
        pk__in=_matching(organisation, asked)
    )
    start = (page - 1) * A_PAGE
    rows = list(_ranked(stories, asked)[start : start + A_PAGE + 1])
    return Found(
        question=asked,
        cut=cut,
        total=stories.count(),
        page=page,
        more=len(rows) > A_PAGE and page < LAST_PAGE,
        stories=_read(rows[:A_PAGE]),
    )


def _matching(organisation: Organisation, asked: str) -> Any:
    hits = get_search_backend().search(
        PlainText(folded_words(asked)),
        StoryPage.objects.filter(organisation=organisation),
        order_by_relevance=False,
    )
    return hits.get_queryset().order_by().values("pk")


def _ranked(stories: PageQuerySet, asked: str) -> Any:
    """Return the keys of `stories`, best first; see `core.text.findable`.

    Keys only: the database would carry every text through its sorting otherwise.
    """
    exact, folded = f" {spelled(asked)} ", f" {folded_words(asked)} "
    every_word = Q()
    for word in dict.fromkeys(exact.split()):
        every_word &= Q(search_text__contains=f" {word} ")
    folded_only = Case(
        When(every_word, then=2),
        When(folded_at=0, then=5),
        When(folded_at__lt=F("title_end"), then=3),
        default=4,
        output_field=IntegerField(),
    )
    tier = Case(
        When(exact_at=0, then=folded_only),
        When(exact_at__lt=F("title_end"), then=0),
        default=1,
        output_field=IntegerField(),
    )
    places = stories.alias(
        title_end=StrIndex("search_text", Value(TITLE_END)),
        exact_at=StrIndex("search_text", Value(exact)),
        folded_at=StrIndex("search_text", Value(folded)),
    )
    ranked = places.order_by(tier, "-first_published_at", "-pk")
    return ranked.values_list("pk", flat=True)


def _read(pks: list[int]) -> list[StoryPage]:
    found = StoryPage.objects.defer("search_text").in_bulk(pks)
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
    wanted = set(folded_words(asked).split())
    for text in (story.lead, story.plain_body()):
        flat = " ".join(nfc(text).split())
        for match in LETTERS.finditer(flat):
            if fold(match[0]) in wanted:
                return _around(flat, match.start())
    return _around(" ".join(nfc(story.lead or story.plain_body()).split()), 0)


def _around(text: str, place: int) -> str:
    start = max(0, place - EXCERPT // 3)
    if start:
        start = text.find(" ", start, place) + 1 or place
    piece = text[start : start + EXCERPT]
    if start + EXCERPT < len(text):
        piece = piece.rsplit(" ", 1)[0] + "…"
    return f"…{piece}" if start else piece
