"""Bring an old site's stories over, many at a time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.core.text import fold
from toasoan.organisations.models import Organisation

from .incoming import Incoming, Unfit, read_line
from .models import ColumnPage, ImportedStory
from .writer import Writer

CHUNK = 100


@dataclass(frozen=True)
class BadLine:
    """A line that was passed over, and why."""

    line: int
    reason: str


@dataclass
class Tally:
    """What one run did."""

    added: int = 0
    known: int = 0
    bad: list[BadLine] = field(default_factory=list)


def import_stories(
    *,
    organisation: Organisation,
    lines: Iterable[str],
    folder: Path,
    publish: bool,
    now: datetime,
    progress: Callable[[int], None] = lambda count: None,
) -> Tally:
    """Add the stories of JSON `lines` that `organisation` does not have yet.

    Lines that cannot be used are reported and passed over; a run that was cut short
    is simply run again. With `publish`, a story whose hour has passed is public since
    then, delivered on the portal alone: it is an old site that moves, nothing is
    pushed anywhere. That goes without approval, since whoever may run commands on the
    machine brings over what was approved and public elsewhere; the log says so. A
    later hour schedules the story as if approved. Without `publish` all are drafts.
    Pictures lie below `folder`. `progress` is told how many lines are done.
    """
    run = _Run(organisation, Writer(organisation, publish=publish, now=now), folder)
    for chunk in _chunks(enumerate(lines, 1)):
        run.take(chunk)
        progress(len(chunk))
    return run.tally


def _chunks(lines: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    source = iter(lines)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


class _Run:
    """One run over a file: which columns there are, what was done so far."""

    def __init__(
        self, organisation: Organisation, writer: Writer, folder: Path
    ) -> None:
        self.organisation = organisation
        self.writer = writer
        self.folder = folder
        self.tally = Tally()
        self.columns = {
            column.folded_name: column
            for column in ColumnPage.objects.filter(organisation=organisation)
        }

    def take(self, chunk: list[tuple[int, str]]) -> None:
        """Add the new stories of `chunk`, all in one transaction."""
        told = [one for one in map(self._read, chunk) if one]
        keys = {one.key for one in told}
        known = set(
            ImportedStory.objects.of(self.organisation)
            .filter(key__in=keys)
            .values_list("key", flat=True)
        )
        fresh = {one.key: one for one in told if one.key not in known}
        self.tally.known += len(told) - len(fresh)
        with transaction.atomic():
            self.writer.write(
                [(one, self._column(one.column)) for one in fresh.values()]
            )
        self.tally.added += len(fresh)

    def _read(self, numbered: tuple[int, str]) -> Incoming | None:
        number, line = numbered
        if not line.strip():
            return None
        try:
            told = read_line(line, folder=self.folder, zone=self.organisation.zone)
            self._column(told.column)
            self.writer.check(told)
        except Unfit as unfit:
            self.tally.bad.append(BadLine(number, str(unfit)))
            return None
        return told

    def _column(self, name: str) -> ColumnPage:
        column = self.columns.get(fold(name))
        if column is None:
            names = ", ".join(one.title for one in self.columns.values())
            raise Unfit(
                _("there is no column “%(name)s”; there are: %(names)s")
                % {"name": name, "names": names}
            )
        return column
