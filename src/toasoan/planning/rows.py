"""The rows a confirmed plan becomes, not yet saved."""

from datetime import datetime

from django.utils.translation import gettext as _

from toasoan.channels.models import Channel
from toasoan.organisations.models import Organisation
from toasoan.stories.models import ColumnPage

from .confirmation import ConfirmedCadence, ConfirmedPlan
from .models import Assignment, Cadence, Plan, fingerprint
from .reader import AssignmentDraft, Heading, as_json


def plan_row(
    organisation: Organisation,
    plan: ConfirmedPlan,
    replaces: Plan | None,
    now: datetime,
) -> Plan:
    """Return the plan itself, with what was understood of it as corrected."""
    heading = plan.heading
    return Plan(
        organisation=organisation,
        title=full_title(heading)[:500],
        number=(heading.number or "")[:40],
        symbol=(heading.symbol or "")[:60],
        issued_on=heading.date,
        issuer=(heading.issuer or "")[:200],
        year=heading.year or plan.valid_from.year,
        valid_from=plan.valid_from,
        valid_until=plan.valid_until,
        replaces=replaces,
        file_name=plan.file_name[-200:],
        text=plan.text,
        fingerprint=fingerprint(plan.text),
        draft=as_json(plan.as_draft(), "vi"),
        confirmed_at=now,
    )


def full_title(heading: Heading) -> str:
    """Return what to call the plan: kind and title where they are one sentence."""
    kind, title = heading.kind or _("Plan"), heading.title or ""
    return f"{kind} {title}".strip() if title[:1].islower() or not title else title


def cadence_rows(
    plan: Plan,
    cadences: tuple[ConfirmedCadence, ...],
    columns: list[ColumnPage],
    channels: list[list[Channel]],
) -> list[Cadence]:
    """Return a row for each channel of each cadence; never the same promise twice."""
    rows: dict[tuple[object, ...], Cadence] = {}
    for one in cadences:
        for channel in channels[one.group]:
            row = _cadence(plan, one, columns[one.column], channel)
            same = (row.column_id, row.channel_id, row.period, row.every, row.minimum)
            when = (str(row.weekdays), str(row.times), row.season_from, row.season_to)
            rows.setdefault((*same, *when), row)
    return list(rows.values())


def _cadence(
    plan: Plan, one: ConfirmedCadence, column: ColumnPage, channel: Channel
) -> Cadence:
    season = one.season
    return Cadence(
        organisation_id=plan.organisation_id,
        plan=plan,
        column=column,
        channel=channel,
        period=one.period,
        every=one.every,
        minimum=one.minimum,
        unit=one.unit[:60],
        weekdays=list(one.weekdays),
        season_from=season.from_month if season else None,
        season_to=season.to_month if season else None,
        times=[f"{moment:%H:%M}" for moment in one.times],
        text=one.text[:500],
        line=one.line or None,
    )


def assignment_row(plan: Plan, one: AssignmentDraft) -> Assignment:
    """Return who does what by when."""
    again = one.recurring
    return Assignment(
        organisation_id=plan.organisation_id,
        plan=plan,
        unit=one.unit[:200],
        role=one.role,
        task=one.task,
        due_on=one.deadline,
        recurs=again.period if again else "",
        recurs_day=again.day if again else None,
        line=one.line or None,
    )
