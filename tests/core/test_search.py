"""The folding of questions, and what the databases make of hostile ones."""

import pytest
from modelsearch.query import And, Not, Or, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from tests.factories import newsroom, search_index
from toasoan.core.search import fold_query

HOSTILE = [
    '"',
    "'",
    '"cầu',
    "cầu*",
    "-cầu",
    "cầu AND",
    "AND OR NOT NEAR",
    "NEAR(cầu suối)",
    "title:cầu",
    "{title} : cầu",
    "cầu & | ! <-> :*",
    "(cầu",
    "^cầu",
    "%s %d 100%",
    "\\",
    "cầu;--",
    "\x00cầu",
    "ầ" * 5000,
    "cầu " * 500,
    "😀",
]


def shape(query):
    if query is None:
        return None
    if hasattr(query, "subqueries"):
        return (type(query).__name__, *(shape(part) for part in query.subqueries))
    if hasattr(query, "subquery"):
        return (type(query).__name__, shape(query.subquery))
    return query.query_string


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("he thong", "he thong"),
        ("HỆ THỐNG", ("Or", "he thong", "hệ thống")),
        ("đường", ("Or", "duong", "đường")),
        (PlainText("Cầu-treo"), ("Or", "cau treo", "cầu treo")),
        (Phrase("Hệ thống"), ("Or", "he thong", "hệ thống")),
        (
            And([PlainText("mot"), Not(PlainText("hai"))]),
            ("And", "mot", ("Not", "hai")),
        ),
        (Or([PlainText("mot"), PlainText("?")]), ("Or", "mot")),
        ('"*"', None),
        ("", None),
    ],
)
def test_question_is_asked_spelled_and_folded(query, asked):
    assert shape(fold_query(query)) == asked


def test_question_of_many_long_words_is_cut():
    asked = fold_query("x" * 500 + " a" * 50).query_string.split()

    assert [len(asked[0]), len(asked)] == [60, 12]


def test_operator_is_kept():
    assert fold_query("mot hai", "or").operator == "or"


def test_hostile_questions_never_raise(commune):
    newsroom.published(commune, "Sửa xong cầu")
    search_index.refresh()
    backend = get_search_backend()

    for question in HOSTILE:
        found = list(backend.search(question, Page.objects.all()))
        begun = list(backend.autocomplete(question, Page.objects.all()))

        assert set(found) <= set(Page.objects.all()), question
        assert set(begun) <= set(Page.objects.all()), question


def test_words_that_are_stop_words_elsewhere_are_found(commune):
    story = newsroom.published(commune, "Hệ số do tổ bầu")
    search_index.refresh()

    found = get_search_backend().search("he so do to", Page.objects.all())

    assert [page.pk for page in found] == [story.pk]
