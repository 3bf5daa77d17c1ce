"""The heat map: a year by month or week, a month by day."""

from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from toasoan.organisations.scope import require
from toasoan.planning.models import Plan
from toasoan.planning.slots import DAY
from toasoan.planning.tally import Span
from toasoan.reports.figures import FIGURES, coverage_of
from toasoan.reports.heat import LABELS, SHOWS, heat_of
from toasoan.reports.selection import ALL, Selection, selection_of

from .page import choice, screen, today_of


@require_GET
def year(request: HttpRequest) -> HttpResponse:
    """Show a year, or the days asked for, by month or by week."""
    organisation = require(request)
    today = today_of(organisation)
    selection = selection_of(request, organisation, today)
    return _heat_map(
        request, selection, today, choice(request, "by", ("month", "week"))
    )


@require_GET
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show one month by day."""
    organisation = require(request)
    if not (2000 <= year <= 2100 and 1 <= month <= 12):
        raise Http404
    today = today_of(organisation)
    selection = replace(
        selection_of(request, organisation, today),
        since=date(year, month, 1),
        until=date(year, month, monthrange(year, month)[1]),
    )
    return _heat_map(request, selection, today, "day")


def _heat_map(
    request: HttpRequest, selection: Selection, today: date, by: str
) -> HttpResponse:
    show = choice(request, "show", tuple(SHOWS))
    coverage = coverage_of(
        selection.organisation,
        selection.since,
        selection.until,
        today,
        by=by,
        plan=selection.plan,
    )
    plans = list(Plan.objects.of(selection.organisation).defer("text", "draft"))
    whole = _is_year(selection)
    context = {
        "coverage": coverage,
        "heat": heat_of(coverage, show),
        "heads": [_head(by, span, today, whole) for span in coverage.spans],
        "figure_names": [LABELS[name] for name in FIGURES],
        "selection": selection,
        "plan_value": selection.plan.pk if selection.plan else ALL,
        "by": by,
        "show": show,
        "show_label": SHOWS[show],
        "shows": SHOWS,
        "plans": plans,
        "years": _years(plans, selection, today),
        "whole_year": whole,
        **(_neighbours(selection) if by == "day" else {}),
    }
    return screen(request, "coverage", context, _("Coverage"))


def _head(by: str, span: Span, today: date, whole: bool) -> dict[str, Any]:
    """Return how a span stands at the head of the table; a `whole` year is known."""
    form = {"month": "m" if whole else "m/Y", "week": "d/m", "day": "j"}[by]
    return {
        "span": span,
        "label": date_format(span.starts_on, form),
        "weekday": date_format(span.starts_on, "D") if by == "day" else "",
        "now": span.starts_on <= today <= span.ends_on,
    }


def _neighbours(selection: Selection) -> dict[str, date]:
    """Return a day of the month before, and one of the month after."""
    return {
        "month_before": selection.since - DAY,
        "month_after": selection.until + DAY,
    }


def _years(plans: list[Plan], selection: Selection, today: date) -> range:
    """Return the years that the plans, today and the selection span."""
    known = [today.year, selection.since.year]
    known += [day.year for one in plans for day in (one.valid_from, one.valid_until)]
    return range(max(min(known), 2000), min(max(known), 2100) + 1)


def _is_year(selection: Selection) -> bool:
    """Say whether the selection is one year from end to end."""
    year = selection.since.year
    whole = (date(year, 1, 1), date(year, 12, 31))
    return (selection.since, selection.until) == whole
