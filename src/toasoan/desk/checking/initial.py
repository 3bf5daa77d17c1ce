"""From a proposed plan to what the forms show at first."""

from dataclasses import asdict
from typing import Any

from toasoan.planning.confirmation import ConfirmedCadence, ConfirmedPlan

Rows = list[dict[str, Any]]


def heading_of(plan: ConfirmedPlan) -> dict[str, Any]:
    """Return what the head of the form shows."""
    head = plan.heading
    return {
        "kind": head.kind,
        "title": head.title,
        "number": head.number,
        "symbol": head.symbol,
        "date": head.date,
        "place": head.place,
        "issuer": head.issuer,
        "year": head.year or plan.valid_from.year,
        "valid_from": plan.valid_from,
        "valid_until": plan.valid_until,
        "aims": tuple(one.text for one in plan.aims),
        "amount": plan.funding.amount,
        "money_bases": plan.funding.bases,
        "recipients": tuple(one.text for one in plan.recipients),
        "on_behalf_of": plan.signer.on_behalf_of,
        "role": plan.signer.role,
        "name": plan.signer.name,
    }


def rows_of(plan: ConfirmedPlan) -> dict[str, Rows]:
    """Return what each part's rows show, by the part's name."""
    return {
        "bases": [asdict(one) for one in plan.legal_bases],
        "columns": _columns(plan),
        "groups": [
            {
                "kind": one.kind,
                "whose": one.whose,
                "name": one.name,
                "line": one.line,
                "channel_ids": one.channel_ids,
                "unused": one.unused,
            }
            for one in plan.groups
        ],
        "channels": [
            {"group": place, "line": group.line, **asdict(new)}
            for place, group in enumerate(plan.groups)
            for new in group.new
        ],
        "cadences": [_cadence(one) for one in plan.cadences],
        "assignments": _assignments(plan),
    }


def _columns(plan: ConfirmedPlan) -> Rows:
    return [
        {
            "name": one.name,
            "line": one.line,
            "column_id": one.column_id or "",
            "topics": tuple(topic.text for topic in one.topics),
            "forms": tuple(form.text for form in one.forms),
        }
        for one in plan.columns
    ]


def _cadence(one: ConfirmedCadence) -> dict[str, Any]:
    return {
        "column": one.column,
        "group": one.group,
        "minimum": one.minimum,
        "unit": one.unit,
        "every": one.every,
        "period": one.period,
        "weekdays": one.weekdays,
        "season_from": one.season.from_month if one.season else "",
        "season_to": one.season.to_month if one.season else "",
        "times": one.times,
        "text": one.text,
        "line": one.line,
    }


def _assignments(plan: ConfirmedPlan) -> Rows:
    return [
        {
            "unit": one.unit,
            "role": one.role,
            "task": one.task,
            "due_on": one.deadline,
            "recurs": one.recurring.period if one.recurring else "",
            "recurs_day": one.recurring.day if one.recurring else None,
            "line": one.line,
        }
        for one in plan.assignments
    ]
