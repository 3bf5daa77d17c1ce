"""What a person confirms of a plan: the draft as corrected, and what it stands for.

Plain values. Columns and channel groups are referred to by their place in the plan,
from 0, since none of them needs to exist before the plan is confirmed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time

from toasoan.planning.reader import (
    AssignmentDraft,
    CadenceDraft,
    ChannelGroup,
    ColumnDraft,
    Finding,
    Funding,
    Heading,
    LegalBasis,
    Passage,
    PlanDraft,
    Season,
    Signer,
)

NO_PERIOD = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChannel:
    """A channel to open; `kind` says how stories get there (portal, handed, fake)."""

    name: str
    medium: str
    kind: str
    whose: str = "commune"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedGroup:
    """What the plan calls one group of channels, and the channels it stands for.

    `unused` says that it stands for none: what is promised on it is not kept track of.
    """

    kind: str
    name: str
    whose: tuple[str, ...] = ()
    line: int = 0
    channel_ids: tuple[int, ...] = ()
    new: tuple[NewChannel, ...] = ()
    unused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedColumn:
    """A column; `column_id` is the existing one it is, None to match by name."""

    name: str
    line: int = 0
    column_id: int | None = None
    topics: tuple[Passage, ...] = ()
    forms: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedCadence:
    """A promise of column `column` on each channel of group `group` (their places).

    `period` is one of `Cadence.Period`; "none" owes nothing until there is a reason.
    """

    column: int
    group: int
    period: str
    every: int = 1
    minimum: int = 1
    unit: str = ""
    weekdays: tuple[int, ...] = ()
    season: Season | None = None
    times: tuple[time, ...] = ()
    text: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedPlan:
    """A whole plan as a person left it.

    `alongside` says that it is meant to hold at the same time as another plan.
    """

    heading: Heading
    valid_from: date
    valid_until: date
    text: str
    file_name: str = ""
    alongside: bool = False
    legal_bases: tuple[LegalBasis, ...] = ()
    aims: tuple[Passage, ...] = ()
    columns: tuple[ConfirmedColumn, ...] = ()
    groups: tuple[ConfirmedGroup, ...] = ()
    cadences: tuple[ConfirmedCadence, ...] = ()
    funding: Funding = field(default_factory=Funding)
    assignments: tuple[AssignmentDraft, ...] = ()
    recipients: tuple[Passage, ...] = ()
    signer: Signer = field(default_factory=Signer)
    findings: tuple[Finding, ...] = ()
    unread: tuple[Passage, ...] = ()

    def cadences_of(self, column: int) -> tuple[ConfirmedCadence, ...]:
        """Return what is promised for the column at place `column`."""
        return tuple(one for one in self.cadences if one.column == column)

    def as_draft(self) -> PlanDraft:
        """Return the plan as the reader would have read it, had it read it so."""
        return PlanDraft(
            document=self.heading,
            legal_bases=self.legal_bases,
            aims=self.aims,
            columns=tuple(
                self._column_draft(place) for place in range(len(self.columns))
            ),
            funding=self.funding,
            assignments=self.assignments,
            recipients=self.recipients,
            signer=self.signer,
            findings=self.findings,
            unread=self.unread,
        )

    def _column_draft(self, place: int) -> ColumnDraft:
        column, promised = self.columns[place], self.cadences_of(place)
        places = dict.fromkeys(one.group for one in promised)
        return ColumnDraft(
            name=column.name,
            line=column.line,
            topics=column.topics,
            forms=column.forms,
            channels=tuple(_group_draft(self.groups[at]) for at in places),
            cadences=tuple(
                _cadence_draft(one, self.groups[one.group]) for one in promised
            ),
        )


def _group_draft(group: ConfirmedGroup) -> ChannelGroup:
    return ChannelGroup(group.kind, group.whose, group.name, group.line)


def _cadence_draft(cadence: ConfirmedCadence, group: ConfirmedGroup) -> CadenceDraft:
    one = CadenceDraft(
        channel=_group_draft(group),
        period=cadence.period,  # type: ignore[arg-type]
        count=cadence.minimum,
        every=cadence.every,
        unit=cadence.unit or None,
        weekdays=cadence.weekdays,
        season=cadence.season,
        times=cadence.times,
        conditional=False,
        text=cadence.text,
        line=cadence.line,
    )
    if cadence.period != NO_PERIOD:
        return one
    return replace(one, period=None, count=None, every=None, conditional=True)


def passages(texts: Iterable[str], known: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return `texts` with the lines they came from; 0 for what a person wrote anew."""
    lines = {one.text: one.line for one in known}
    return tuple(Passage(text, lines.get(text, 0)) for text in texts)
