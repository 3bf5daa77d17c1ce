"""What was understood of a plan. Every value keeps the line it came from.

Lines are counted from 1 in the text that was given to the reader.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from toasoan.planning.reader.messages import message

Period = Literal["day", "week", "month", "quarter", "year"]
Role = Literal["lead", "with", "executes"]
Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text, in NFC, as its author wrote it."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head of the document says; `lines` tells where, by field name."""

    number: str | None = None
    symbol: str | None = None
    date: dt.date | None = None
    place: str | None = None
    issuer: str | None = None
    kind: str | None = None
    title: str | None = None
    year: int | None = None
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A document that the plan rests on, at its first citation."""

    kind: str
    number: str | None
    date: dt.date | None
    issuer: str | None
    title: str | None
    line: int


@dataclass(frozen=True, slots=True)
class ChannelGroup:
    """One or several channels named in one breath.

    `whose` lists every owner the text names, in its order: the "hệ thống phát thanh
    của xã, thôn" is one group of the commune and the villages. Empty: not said.
    """

    kind: str
    whose: tuple[str, ...]
    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Season:
    """The months, both included, in which a cadence holds; it may pass New Year."""

    from_month: int
    to_month: int


@dataclass(frozen=True, slots=True)
class CadenceDraft:
    """How often a channel is promised something: `count` per `every` periods.

    `channel` None means every channel of the column. A conditional cadence ("khi có
    cảnh báo") has no period, no count and owes nothing.
    """

    channel: ChannelGroup | None
    period: Period | None
    count: int | None
    every: int | None
    unit: str | None
    weekdays: tuple[int, ...]
    season: Season | None
    times: tuple[dt.time, ...]
    conditional: bool
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class ColumnDraft:
    """A column of the plan."""

    name: str
    line: int
    topics: tuple[Passage, ...] = ()
    forms: tuple[Passage, ...] = ()
    channels: tuple[ChannelGroup, ...] = ()
    cadences: tuple[CadenceDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Funding:
    """The money: `amount` in đồng, `bases` the numbers of the legal bases cited."""

    amount: int | None = None
    bases: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Recurring:
    """A deadline that comes back: day 20 of each month, weekday 5 of each week."""

    period: Period
    day: int


@dataclass(frozen=True, slots=True)
class AssignmentDraft:
    """Who does what until when."""

    unit: str
    role: Role
    task: str
    deadline: dt.date | None
    recurring: Recurring | None
    line: int


@dataclass(frozen=True, slots=True)
class Signer:
    """The signature block; capitals made calm ("PHÓ BÍ THƯ" is "Phó Bí thư")."""

    on_behalf_of: str | None = None
    role: str | None = None
    name: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at; the wording is in `messages`."""

    line: int
    code: str
    severity: Severity
    details: Mapping[str, str | int] = field(default_factory=dict)

    def message(self, language: str = "vi") -> str:
        """Return the finding as a sentence in `language` ("vi" or "en")."""
        return message(self.code, language, self.details)


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A whole plan as it was understood; nothing of it is stored anywhere."""

    document: Heading = field(default_factory=Heading)
    legal_bases: tuple[LegalBasis, ...] = ()
    aims: tuple[Passage, ...] = ()
    columns: tuple[ColumnDraft, ...] = ()
    funding: Funding = field(default_factory=Funding)
    assignments: tuple[AssignmentDraft, ...] = ()
    recipients: tuple[Passage, ...] = ()
    signer: Signer = field(default_factory=Signer)
    findings: tuple[Finding, ...] = ()
    unread: tuple[Passage, ...] = ()

    @property
    def channel_groups(self) -> tuple[ChannelGroup, ...]:
        """Return the distinct channel groups of all columns, first mention first."""
        found: dict[tuple[str, tuple[str, ...]], ChannelGroup] = {}
        for column in self.columns:
            for group in column.channels:
                found.setdefault((group.kind, group.whose), group)
        return tuple(found.values())
