"""The dry run: what a sheet would bring in, row by row. Writes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from toasoan.organisations.models import Organisation
from toasoan.registers.models import Entry

from .forms import SheetColumn, SheetForm, head_of
from .table import Row, UnreadableSheet
from .values import WrongCell

# The head may stand under a title and a date.
HEAD_WITHIN = 10


class Fate(TextChoices):
    NEW = "new", pgettext_lazy("row", "new")
    KNOWN = "known", pgettext_lazy("row", "already there")
    TWICE = "twice", pgettext_lazy("row", "twice in the sheet")
    WRONG = "wrong", pgettext_lazy("row", "wrong")


@dataclass(frozen=True)
class CheckedRow:
    """What becomes of a row; `problems` are sentences for the reader."""

    number: int
    fate: Fate
    entry: Entry
    problems: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return str(self.entry) if self.fate is not Fate.WRONG else ""


@dataclass(frozen=True)
class DryRun:
    """A checked sheet; `unread` are heads that say nothing to us."""

    rows: list[CheckedRow] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def count(self, fate: Fate) -> int:
        return sum(row.fate is fate for row in self.rows)

    @property
    def new(self) -> list[Entry]:
        return [row.entry for row in self.rows if row.fate is Fate.NEW]


def dry_run(form: SheetForm, table: list[Row], organisation: Organisation) -> DryRun:
    """Return what `table` would bring into the register of `organisation`.

    Raises UnreadableSheet("no_head") when no row names the needed columns.
    """
    place, heads = _find_head(form, table)
    known = _known(form, organisation)
    seen: set[str] = set()
    rows = []
    for row in table[place + 1 :]:
        checked = _check(form, heads, row, organisation)
        if checked.fate is Fate.NEW:
            checked = _told_apart(checked, known, seen)
        rows.append(checked)
    unread = [
        text
        for text, column in zip(table[place].cells, heads, strict=True)
        if text and column is None
    ]
    return DryRun(rows, unread)


def _find_head(
    form: SheetForm, table: list[Row]
) -> tuple[int, list[SheetColumn | None]]:
    needed = {column.field for column in form.columns if column.needed}
    for place, row in enumerate(table[:HEAD_WITHIN]):
        heads = _once([head_of(form, cell) for cell in row.cells])
        if needed <= {head.field for head in heads if head}:
            return place, heads
    raise UnreadableSheet("no_head")


def _once(heads: list[SheetColumn | None]) -> list[SheetColumn | None]:
    """Keep the first of two heads that mean the same."""
    return [
        head if head and head not in heads[:place] else None
        for place, head in enumerate(heads)
    ]


def _known(form: SheetForm, organisation: Organisation) -> set[str]:
    entries: Any = form.model.objects
    return set(entries.of(organisation).values_list("identity", flat=True))


def _told_apart(row: CheckedRow, known: set[str], seen: set[str]) -> CheckedRow:
    identity = row.entry.identity
    if identity in known:
        return CheckedRow(row.number, Fate.KNOWN, row.entry)
    if identity in seen:
        return CheckedRow(row.number, Fate.TWICE, row.entry)
    seen.add(identity)
    return row


def _check(
    form: SheetForm,
    heads: list[SheetColumn | None],
    row: Row,
    organisation: Organisation,
) -> CheckedRow:
    entry = form.model(organisation=organisation)
    problems: list[str] = []
    for column, cell in zip_longest(heads, row.cells[: len(heads)], fillvalue=""):
        if not isinstance(column, SheetColumn):
            continue
        try:
            value = column.read(cell)
        except WrongCell as wrong:
            problems.append(_said(column, cell, str(wrong)))
            continue
        if column.needed and not cell:
            problems.append(_("%(head)s: is missing") % {"head": column.heads[0]})
        else:
            setattr(entry, column.field, value)
    if not problems:
        problems = list(_refusals(form, entry))
    if problems:
        return CheckedRow(row.number, Fate.WRONG, entry, tuple(problems))
    return CheckedRow(row.number, Fate.NEW, entry)


def _said(column: SheetColumn, cell: str, words: str) -> str:
    return _("%(head)s “%(cell)s”: %(words)s") % {
        "head": column.heads[0],
        "cell": cell[:60],
        "words": words,
    }


def _refusals(form: SheetForm, entry: Entry) -> Iterator[str]:
    """Return what the register's own rules have against `entry`.

    Whether it is there already is asked once for the whole sheet, not here.
    """
    entry.take_form()
    entry.is_known = lambda: False  # type: ignore[method-assign]
    heads = {column.field: column.heads[0] for column in form.columns}
    try:
        entry.clean_fields(exclude=["column"])
        entry.clean()
    except ValidationError as refusal:
        for name, messages in refusal.message_dict.items():
            for words in messages:
                yield f"{heads[name]}: {words}" if name in heads else words
