"""The plans of a newsroom, to read."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from toasoan.channels.models import Channel
from toasoan.desk.checking.document import Remark, document_lines
from toasoan.desk.door import SETTLERS, holds, open_to
from toasoan.organisations.models import Organisation
from toasoan.planning.models import Cadence, Plan
from toasoan.planning.reader import read_plan
from toasoan.stories.models import ColumnPage


@dataclass(frozen=True)
class PromiseRow:
    """What a plan promises for one column, channel by channel."""

    column: ColumnPage
    cells: list[tuple[Channel, list[Cadence]]]


@open_to()
def index(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List the plans, the latest first."""
    plans = (
        Plan.objects.of(organisation)
        .defer("text", "draft")
        .annotate(
            columns=Count("cadences__column", distinct=True),
            tasks=Count("assignments", distinct=True),
        )
    )
    context = {
        "plans": list(plans),
        "today": organisation.local_day(timezone.now()),
        "checks": holds(request.user, organisation, *SETTLERS),
    }
    return render(request, "desk/plans.html", context)


@open_to()
def show(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Show a plan as it was confirmed, beside its document."""
    plan = get_object_or_404(
        Plan.objects.of(organisation).select_related("replaces"), pk=pk
    )
    remarks, channels = remarks_in(plan.draft), channels_of(plan)
    context = {
        "plan": plan,
        "draft": plan.draft,
        "channels": channels,
        "rows": promise_rows(plan, channels),
        "assignments": list(plan.assignments.all()),
        "later": list(plan.replaced_by.defer("text", "draft")),
        "remarks": remarks,
        "lines": document_lines(plan.text, read_plan(plan.text), remarks),
        "today": organisation.local_day(timezone.now()),
        "checks": holds(request.user, organisation, *SETTLERS),
    }
    return render(request, "desk/plan.html", context)


def remarks_in(draft: dict[str, Any]) -> list[Remark]:
    """Return the findings that were kept with a confirmed plan."""
    return [
        Remark(place, one["line"], one["severity"], one["message"])
        for place, one in enumerate(draft.get("findings", []), 1)
    ]


def channels_of(plan: Plan) -> list[Channel]:
    """Return the channels that a plan promises something on."""
    used = plan.cadences.values("channel_id")
    return list(Channel.objects.filter(pk__in=used))


def promise_rows(plan: Plan, channels: list[Channel]) -> list[PromiseRow]:
    """Return the promises of a plan as a table: its columns by its channels."""
    promised: dict[tuple[int, int], list[Cadence]] = {}
    columns: dict[int, ColumnPage] = {}
    for cadence in plan.cadences.select_related("column"):
        columns.setdefault(cadence.column_id, cadence.column)
        key = cadence.column_id, cadence.channel_id
        promised.setdefault(key, []).append(cadence)
    return [
        PromiseRow(
            column,
            [(channel, promised.get((pk, channel.pk), [])) for channel in channels],
        )
        for pk, column in columns.items()
    ]
