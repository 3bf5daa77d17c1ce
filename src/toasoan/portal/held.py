"""What many alike lists hold: one query, however many there are."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection


def held(one: Any, tails: Sequence[tuple[Any, ...]]) -> list[bool]:
    """Say for each of `tails` whether the queryset `one` would hold a row.

    A tail stands in the place of the values that `one` was last filtered by, in their
    order. Django takes longer to write sixty alike subqueries than the database to
    answer them; so it writes one.
    """
    if not tails:
        return []
    sql, given = one.order_by().values("pk").query.sql_with_params()
    asked = [value for tail in tails for value in (*given[: -len(tail)], *tail)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join([f"EXISTS ({sql})"] * len(tails)), asked)
        return [bool(any_) for any_ in cursor.fetchone()]


def rows_of_each(
    lists: Iterable[tuple[Any, Sequence[tuple[Any, ...]]]],
) -> list[list[tuple[Any, ...]]]:
    """Return the rows of each list, the greatest first; one query.

    A list is a queryset of values, cut, with a tail as in `held` for each time it is
    asked.
    """
    parts: list[str] = []
    asked: list[Any] = []
    for one, tails in lists:
        sql, given = one.query.sql_with_params()
        for tail in tails:
            parts.append(f"SELECT {len(parts)}, one.* FROM ({sql}) AS one")  # noqa: S608
            asked += [*given[: len(given) - len(tail)], *tail]
    found: list[list[tuple[Any, ...]]] = [[] for _part in parts]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), asked)
        for place, *row in cursor.fetchall():
            found[place].append(tuple(row))
    return [sorted(rows, reverse=True) for rows in found]
