"""The database search, asked in Vietnamese: with diacritics, without, in any case.

Neither SQLite's FTS5 nor PostgreSQL folds Vietnamese (`đ`, two marks on one letter),
and both choke on signs that are operators to them. So a question is made words before
it reaches them, and is asked twice: as it was spelled and folded.
"""

from typing import Any

from modelsearch import query as search_query
from modelsearch.backends import database
from modelsearch.backends.base import EmptySearchResults

from .text import folded_words, words

# PostgreSQL refuses a lexeme of 2,046 bytes and more; nobody asks for so much.
MOST_WORDS = 12
LONGEST_WORD = 60


class FoldedSearch:
    """Mixed into the backend of the database in use."""

    def _search(self, compiler: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        asked = fold_query(query, kwargs.get("operator") or "and")
        if asked is None:
            return EmptySearchResults()
        return super()._search(compiler, asked, *args, **kwargs)  # type: ignore[misc]


def fold_query(query: Any, operator: str = "and") -> Any:
    """Return `query` asked both as spelled and folded; None when it has no words.

    A text becomes a PlainText of `operator`; queries built of others are folded part
    by part.
    """
    if isinstance(query, str):
        query = search_query.PlainText(query, operator=operator)
    if isinstance(query, search_query.PlainText):
        return _both(query.query_string, _plain(query.operator))
    if isinstance(query, search_query.Phrase):
        return _both(query.query_string, search_query.Phrase)
    if isinstance(query, (search_query.And, search_query.Or)):
        parts = [fold_query(part) for part in query.subqueries]
        known = [part for part in parts if part is not None]
        return type(query)(known) if known else None
    if isinstance(query, search_query.Not):
        inner = fold_query(query.subquery)
        return inner and search_query.Not(inner)
    return query


def _plain(operator: str) -> Any:
    def build(text: str) -> Any:
        return search_query.PlainText(text, operator=operator)

    return build


def _both(text: str, build: Any) -> Any:
    asked = [word[:LONGEST_WORD] for word in words(text)[:MOST_WORDS]]
    if not asked:
        return None
    spelled, folded = " ".join(asked), folded_words(" ".join(asked))
    if spelled == folded:
        return build(folded)
    return search_query.Or([build(folded), build(spelled)])


def SearchBackend(params: dict[str, Any]) -> Any:
    """Return the search backend of the database in use, folding what is asked."""
    if database.USE_SQLITE_FTS is False:
        # Somebody asked before the tables were made; it would be remembered for good.
        database.USE_SQLITE_FTS = None
    backend = type(database.SearchBackend(params))
    return type("FoldedSearchBackend", (FoldedSearch, backend), {})(params)
