"""What a draft stands for in a newsroom: the first answer, which a person corrects."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from toasoan.channels.models import Channel, Medium
from toasoan.core.text import fold
from toasoan.organisations.models import Organisation
from toasoan.stories.models import ColumnPage

from .confirmation import (
    NO_PERIOD,
    ConfirmedCadence,
    ConfirmedColumn,
    ConfirmedGroup,
    ConfirmedPlan,
    NewChannel,
)
from .reader import CadenceDraft, ChannelGroup, ColumnDraft, PlanDraft

# Documents write "Chuyên mục Theo gương Bác" and "Theo gương Bác" for one column.
PREFIX = re.compile(r"^(?:chuyen (?:muc|trang|de)\b[\s:.\"“”]*)+(?=\S)")
QUOTES = ' "“”«».:;'
NAME_LENGTH = 120
COMMUNE = "commune"


@dataclass(frozen=True)
class Newsroom:
    """The columns and open channels that a plan's words may mean."""

    columns: dict[str, ColumnPage]
    channels: list[Channel]
    taken: set[str]

    @classmethod
    def of(cls, organisation: Organisation, day: date) -> "Newsroom":
        """Return what `organisation` has; channels that are open on `day`."""
        columns = ColumnPage.objects.filter(organisation=organisation).order_by("-pk")
        channels = Channel.objects.of(organisation)
        return cls(
            {bare_name(one.title): one for one in columns},
            [*channels.open_on(day)],
            {fold(name) for name in channels.values_list("name", flat=True)},
        )

    @property
    def portal(self) -> Channel | None:
        """Return the one channel that is the newsroom's own site."""
        return next((one for one in self.channels if one.kind == "portal"), None)


def propose(
    draft: PlanDraft,
    organisation: Organisation,
    *,
    text: str,
    day: date,
    file_name: str = "",
) -> ConfirmedPlan:
    """Return `draft` with the columns and channels of `organisation` it seems to mean.

    `text` is the document that was read, `day` today where the organisation is. A plan
    holds through its year unless a person says otherwise; one that names no year, this
    year. Nothing is written.
    """
    room = Newsroom.of(organisation, day)
    groups = groups_of(draft)
    heading = draft.document
    year = heading.year or (heading.date or day).year
    return ConfirmedPlan(
        heading=heading,
        valid_from=date(year, 1, 1),
        valid_until=date(year, 12, 31),
        text=text,
        file_name=file_name,
        legal_bases=draft.legal_bases,
        aims=draft.aims,
        columns=tuple(match_column(column, room) for column in draft.columns),
        groups=tuple(match_group(group, room) for group in groups),
        cadences=tuple(
            promise
            for place, column in enumerate(draft.columns)
            for promise in promises(place, column, groups)
        ),
        funding=draft.funding,
        assignments=draft.assignments,
        recipients=draft.recipients,
        signer=draft.signer,
        findings=draft.findings,
        unread=draft.unread,
    )


def bare_name(name: str) -> str:
    """Return a column's name for matching: folded, without "Chuyên mục"."""
    return PREFIX.sub("", fold(name).strip(QUOTES)).strip(QUOTES)


def match_column(column: ColumnDraft, room: Newsroom) -> ConfirmedColumn:
    """Return the column with the existing one that has its name, if any."""
    known = room.columns.get(bare_name(column.name))
    return ConfirmedColumn(
        name=column.name[:255],
        line=column.line,
        column_id=known.pk if known else None,
        topics=column.topics,
        forms=column.forms,
    )


def groups_of(draft: PlanDraft) -> tuple[ChannelGroup, ...]:
    """Return the plan's channel groups, also those that only a cadence names."""
    groups = [*draft.channel_groups]
    for column in draft.columns:
        for cadence in column.cadences:
            if cadence.channel and not meant(cadence, column, groups):
                groups.append(cadence.channel)
    return tuple(groups)


def promises(
    place: int, column: ColumnDraft, groups: Iterable[ChannelGroup]
) -> list[ConfirmedCadence]:
    """Return the column's cadences, one for each channel group a line stands for."""
    known = [*groups]
    return [
        _promise(place, known.index(group), cadence)
        for cadence in column.cadences
        for group in meant(cadence, column, known)
    ]


def meant(
    cadence: CadenceDraft, column: ColumnDraft, groups: list[ChannelGroup]
) -> list[ChannelGroup]:
    """Return which of the plan's `groups` a cadence of `column` speaks of.

    Those of the column come first, of the same owners if there are any. A cadence for
    the district's loudspeakers in a column on the commune's means the latter: the
    finding tells the person, who may change it.
    """
    named = cadence.channel
    own = _among(groups, column.channels)
    if named is None:
        return own or groups
    for among in (own, groups):
        alike = [one for one in among if one.kind == named.kind]
        same = _same(named, alike) or _unclaimed(alike, cadence, column)
        if same:
            return same
    return []


def _same(named: ChannelGroup, alike: list[ChannelGroup]) -> list[ChannelGroup]:
    """Return those of one kind that have the name, or else an owner, in common."""
    if not named.whose:
        return alike
    same_name = [one for one in alike if fold(one.name) == fold(named.name)]
    return same_name or [one for one in alike if set(one.whose) & set(named.whose)]


def _unclaimed(
    alike: list[ChannelGroup], cadence: CadenceDraft, column: ColumnDraft
) -> list[ChannelGroup]:
    """Return those that no other cadence of the column speaks of by their owner."""
    others = [
        one.channel for one in column.cadences if one is not cadence and one.channel
    ]
    return [
        one
        for one in alike
        if not any(
            other.kind == one.kind and set(other.whose) & set(one.whose)
            for other in others
        )
    ]


def _among(
    groups: list[ChannelGroup], named: tuple[ChannelGroup, ...]
) -> list[ChannelGroup]:
    """Return those of `groups` that a column names, by kind and owners."""
    keys = {(one.kind, one.whose) for one in named}
    return [one for one in groups if (one.kind, one.whose) in keys]


def _promise(column: int, group: int, cadence: CadenceDraft) -> ConfirmedCadence:
    return ConfirmedCadence(
        column=column,
        group=group,
        period=cadence.period or NO_PERIOD,
        every=cadence.every or 1,
        minimum=cadence.count or 1,
        unit=(cadence.unit or "")[:60],
        weekdays=cadence.weekdays,
        season=cadence.season,
        times=cadence.times,
        text=cadence.text[:500],
        line=cadence.line,
    )


def match_group(group: ChannelGroup, room: Newsroom) -> ConfirmedGroup:
    """Return the group with the channels it stands for: existing, or one to open."""
    known = match_channels(group, room)
    return ConfirmedGroup(
        kind=group.kind,
        name=group.name,
        whose=group.whose,
        line=group.line,
        channel_ids=tuple(one.pk for one in known),
        new=() if known else (new_channel(group, room),),
    )


def match_channels(group: ChannelGroup, room: Newsroom) -> list[Channel]:
    """Return the open channels that a group names.

    The newsroom's own portal is meant by whatever name; any other channel has the
    group's medium, one of its owners and its name.
    """
    if _own_portal(group) and room.portal:
        return [room.portal]
    return [
        one
        for one in room.channels
        if one.medium == medium_of(group.kind)
        and (not group.whose or one.whose in group.whose)
        and fold(one.name) == fold(group.name)
    ]


def new_channel(group: ChannelGroup, room: Newsroom) -> NewChannel:
    """Return the channel to open for a group: its own portal, or one served by hand."""
    return NewChannel(
        name=free_name(group.name, room.taken),
        medium=medium_of(group.kind),
        kind="portal" if _own_portal(group) else "handed",
        whose=group.whose[0] if group.whose else COMMUNE,
    )


def medium_of(kind: str) -> str:
    """Return the medium of a kind of channel group."""
    return kind if kind in Medium.values else Medium.OTHER.value


def free_name(name: str, taken: set[str]) -> str:
    """Return `name` as a title of its own, numbered when it is `taken` (folded)."""
    title = name[:1].upper() + name[1 : NAME_LENGTH - 4]
    names = (title, *(f"{title} {number}" for number in range(2, 1000)))
    return next(one for one in names if fold(one) not in taken)


def _own_portal(group: ChannelGroup) -> bool:
    return group.kind == "portal" and (not group.whose or COMMUNE in group.whose)
