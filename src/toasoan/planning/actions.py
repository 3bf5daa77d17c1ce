"""Confirm a plan; mark its assignments done or open again."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext, log

from toasoan.channels.models import Channel
from toasoan.core.text import fold
from toasoan.organisations.models import Organisation
from toasoan.stories.actions import open_column
from toasoan.stories.models import ColumnPage

from .confirmation import ConfirmedColumn, ConfirmedGroup, ConfirmedPlan, NewChannel
from .models import Assignment, Cadence, Plan
from .rows import assignment_row, cadence_rows, plan_row

DAY = timedelta(days=1)


def confirm_plan(
    *,
    organisation: Organisation,
    plan: ConfirmedPlan,
    by: Any,
    now: datetime,
    replaces: Plan | None = None,
) -> Plan:
    """Write `plan` with its columns, channels, cadences and assignments; all or none.

    Columns and channels of that name are used as they are, others are opened. The
    plan it `replaces` ends the day before this one starts and keeps all it has. The
    same document confirmed again for the same start changes nothing: the plan it made
    is returned. Raises ValidationError, by field of the plan, on what cannot be.
    """
    known = Plan.objects.of(organisation).same_as(plan.text, plan.valid_from)
    found: Plan | None = known.first()
    if found:
        return found
    try:
        with transaction.atomic(), LogContext(user=by):
            check_plan(organisation=organisation, plan=plan, replaces=replaces)
            return _write(organisation, plan, replaces, now)
    except (IntegrityError, ValidationError):
        # Somebody's second click may have come through first.
        found = known.first()
        if found is None:
            raise
        return found


def check_plan(
    *, organisation: Organisation, plan: ConfirmedPlan, replaces: Plan | None
) -> None:
    """Raise ValidationError, by field, when `plan` may not be confirmed now."""
    if plan.valid_until < plan.valid_from:
        raise _refusal("valid_until", _("The plan ends before it starts."))
    others = Plan.objects.of(organisation).overlapping(
        plan.valid_from, plan.valid_until
    )
    if replaces:
        _check_replaced(organisation, plan, replaces)
        others = others.exclude(pk=replaces.pk)
    if not plan.alongside and (other := others.first()):
        raise _refusal(
            "replaces",
            _(
                "“%(title)s” holds at the same time, until %(until)s. Choose it here "
                "if the new plan replaces it, or tick that both plans hold."
            )
            % {"title": other.title, "until": f"{other.valid_until:%d/%m/%Y}"},
        )
    _check_ids(organisation, plan)


def _check_replaced(
    organisation: Organisation, plan: ConfirmedPlan, replaces: Plan
) -> None:
    if replaces.organisation_id != organisation.pk:
        raise _refusal("replaces", _("This plan belongs to another newsroom."))
    if plan.valid_from <= replaces.valid_from:
        raise _refusal(
            "valid_from",
            _("The plan it replaces starts on %(day)s; this one must start later.")
            % {"day": f"{replaces.valid_from:%d/%m/%Y}"},
        )


def _check_ids(organisation: Organisation, plan: ConfirmedPlan) -> None:
    """Refuse columns and channels that are not the organisation's."""
    columns = {one.column_id for one in plan.columns if one.column_id}
    channels = {pk for group in plan.groups for pk in group.channel_ids}
    mine = ColumnPage.objects.filter(organisation=organisation, pk__in=columns)
    if mine.count() != len(columns):
        raise _refusal("columns", _("There is no such column here."))
    own = Channel.objects.of(organisation).filter(pk__in=channels)
    if own.count() != len(channels):
        raise _refusal("groups", _("There is no such channel here."))


def _refusal(field: str, message: str) -> ValidationError:
    return ValidationError({field: message})


def _write(
    organisation: Organisation,
    plan: ConfirmedPlan,
    replaces: Plan | None,
    now: datetime,
) -> Plan:
    row = plan_row(organisation, plan, replaces, now)
    row.save(force_insert=True)
    columns = [_column(organisation, column) for column in plan.columns]
    channels = [_channels(organisation, group) for group in plan.groups]
    Cadence.objects.bulk_create(cadence_rows(row, plan.cadences, columns, channels))
    Assignment.objects.bulk_create(assignment_row(row, one) for one in plan.assignments)
    if replaces:
        _end(replaces, plan.valid_from - DAY)
    log(row, "planning.plan.confirm")
    return row


def _end(plan: Plan, day: date) -> None:
    if day < plan.valid_until:
        plan.end_on(day)
    log(plan, "planning.plan.replace")


def _column(organisation: Organisation, column: ConfirmedColumn) -> ColumnPage:
    name = column.name
    if column.column_id:
        name = ColumnPage.objects.get(pk=column.column_id).title
    topics = [topic.text for topic in column.topics]
    return open_column(organisation=organisation, name=name, topics=topics)


def _channels(organisation: Organisation, group: ConfirmedGroup) -> list[Channel]:
    """Return the channels a group stands for, each once; none when it is unused."""
    if group.unused:
        return []
    chosen = list(Channel.objects.of(organisation).filter(pk__in=group.channel_ids))
    opened = [_open_channel(organisation, one) for one in group.new]
    return list(dict.fromkeys([*chosen, *opened]))


def _open_channel(organisation: Organisation, new: NewChannel) -> Channel:
    """Return the open channel of that name and medium, made when there is none.

    Raises ValidationError when the name or the portal's place is taken otherwise.
    """
    channels: list[Channel] = list(Channel.objects.of(organisation))
    for one in channels:
        if fold(one.name) == fold(new.name):
            if one.medium == new.medium and one.closed_on is None:
                return one
            raise _refusal("groups", _name_taken(new.name))
    if new.kind == "portal" and any(
        one.kind == "portal" and one.closed_on is None for one in channels
    ):
        raise _refusal("groups", _("The newsroom has its portal already."))
    channel: Channel = Channel.objects.create(
        organisation=organisation,
        name=new.name,
        medium=new.medium,
        kind=new.kind,
        whose=new.whose[:60],
        position=max((one.position for one in channels), default=0) + 1,
    )
    log(channel, "wagtail.create")
    return channel


def _name_taken(name: str) -> str:
    return _("Another channel is called “%(name)s” already.") % {"name": name}


@transaction.atomic
def finish_assignment(
    *, assignment: Assignment, day: date, evidence: str, by: Any
) -> None:
    """Mark `assignment` done on `day`, with what proves it."""
    assignment.mark_done(day=day, evidence=evidence)
    log(assignment, "planning.assignment.finish", user=by)


@transaction.atomic
def reopen_assignment(*, assignment: Assignment, by: Any) -> None:
    """Take back that `assignment` is done; what was given as proof stays."""
    assignment.mark_open()
    log(assignment, "planning.assignment.reopen", user=by)
