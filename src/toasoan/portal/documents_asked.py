"""By what a citizen narrows the register of documents."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict

from toasoan.core.text import collation_key, words
from toasoan.organisations.models import Organisation
from toasoan.registers.models import DirectiveDocument, EntryWord

from .converters import Year
from .held import held

LONGEST = 100
NAMES = ("q", "loai", "co-quan", "tu", "den", "nam", "hieu-luc")
IN_FORCE, NOT_IN_FORCE = "con", "het"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the form asks; empty or None for what it leaves open."""

    words: str
    kind: str
    issuer: str
    since: date | None
    until: date | None
    year: int | None
    validity: str
    query: str

    @property
    def closer(self) -> bool:
        """Whether more than words is asked."""
        days = self.since or self.until or self.year
        return bool(self.kind or self.issuer or days or self.validity)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What there is to choose from."""

    kinds: list[DirectiveDocument.Kind]
    issuers: list[str]
    years: list[int]


def asked_by(given: QueryDict) -> Asked:
    """Return what an address asks for; what makes no sense is left out."""
    values = {name: given.get(name, "").strip()[:200] for name in NAMES}
    kind, validity = values["loai"], values["hieu-luc"]
    return Asked(
        words=values["q"][:LONGEST],
        kind=kind if kind in DirectiveDocument.Kind.values else "",
        issuer=values["co-quan"],
        since=_day(values["tu"]),
        until=_day(values["den"]),
        year=_year(values["nam"]),
        validity=validity if validity in (IN_FORCE, NOT_IN_FORCE) else "",
        query=urlencode({name: value for name, value in values.items() if value}),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _year(text: str) -> int | None:
    return int(text) if re.fullmatch(Year.regex, text) else None


def narrowed(shown: Any, asked: Asked, organisation: Organisation, today: date) -> Any:
    """Return those of `shown` that `asked` asks for."""
    if words(asked.words):
        found = EntryWord.objects.of(organisation).entries(
            DirectiveDocument, asked.words
        )
        shown = shown.filter(pk__in=found)
    given = {
        "kind": asked.kind,
        "issuer": asked.issuer,
        "issued_on__gte": asked.since,
        "issued_on__lte": asked.until,
        "issued_on__year": asked.year,
    }
    shown = shown.filter(**{name: value for name, value in given.items() if value})
    if asked.validity == NOT_IN_FORCE:
        valid = DirectiveDocument.objects.of(organisation).valid_on(today)
        return shown.exclude(pk__in=valid.order_by().values("pk"))
    return shown.valid_on(today) if asked.validity == IN_FORCE else shown


# What an index begins with is leapt through from one value to the next: of all rows
# the database looks at one for each kind and issuer.
PAIRS = """WITH RECURSIVE pair (kind, issuer) AS (
  SELECT kind, (SELECT min(issuer) FROM {table} AS d
    WHERE d.organisation_id = %s AND d.public = true AND d.kind = kinds.kind)
  FROM ({kinds}) AS kinds
  UNION ALL
  SELECT kind, (SELECT min(issuer) FROM {table} AS d
    WHERE d.organisation_id = %s AND d.public = true AND d.kind = pair.kind
    AND d.issuer > pair.issuer)
  FROM pair WHERE issuer IS NOT NULL
) SELECT kind, issuer FROM pair WHERE issuer IS NOT NULL"""


A_KIND = "SELECT CAST(%s AS varchar(20)) AS kind"


def choices_of(organisation: Organisation) -> Choices:
    """Return what the documents that `organisation` shows can be narrowed by.

    Four queries, which look at no more rows the more documents there are.
    """
    pairs = _kinds_and_issuers(organisation)
    kinds = {kind for kind, _issuer in pairs}
    return Choices(
        kinds=[kind for kind in DirectiveDocument.Kind if kind.value in kinds],
        issuers=sorted({issuer for _kind, issuer in pairs}, key=collation_key),
        years=_years(organisation),
    )


def _kinds_and_issuers(organisation: Organisation) -> list[tuple[str, str]]:
    kinds = DirectiveDocument.Kind.values
    sql = PAIRS.format(
        table=connection.ops.quote_name(DirectiveDocument._meta.db_table),
        kinds=" UNION ALL ".join(
            ["SELECT CAST(%s AS varchar(20)) AS kind"] * len(kinds)
        ),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [organisation.pk, *kinds, organisation.pk])
        return [(kind, issuer) for kind, issuer in cursor.fetchall()]


def _years(organisation: Organisation) -> list[int]:
    """Return the years in which a document was issued, the latest first."""
    shown = DirectiveDocument.objects.public_of(organisation)
    days = shown.order_by("issued_on", "pk").values_list("issued_on", flat=True)
    oldest, newest = days.first(), days.last()
    if oldest is None or newest is None:
        return []
    years = range(newest.year, oldest.year - 1, -1)
    adapt = connection.ops.adapt_datefield_value
    bounds = [(date(year, 1, 1), date(year, 12, 31)) for year in years]
    tails = [(adapt(first), adapt(last)) for first, last in bounds]
    first, last = bounds[0]
    found = held(shown.filter(issued_on__gte=first, issued_on__lte=last), tails)
    return [year for year, any_ in zip(years, found, strict=True) if any_]
