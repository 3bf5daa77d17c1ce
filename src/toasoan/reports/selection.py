"""What part of coverage an address asks for."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404

from toasoan.channels.models import Channel
from toasoan.organisations.models import Organisation
from toasoan.planning.models import Plan
from toasoan.planning.slots import DAY
from toasoan.stories.models import ColumnPage

ALL = "all"
# Three years: what a screen or a sheet can still show.
LONGEST = 1100


@dataclass(frozen=True, slots=True)
class Selection:
    """Days of one newsroom; of one plan, column and channel, or of all (None)."""

    organisation: Organisation
    plan: Plan | None
    since: date
    until: date
    column: ColumnPage | None = None
    channel: Channel | None = None

    @property
    def query(self) -> str:
        """Return the part of an address that asks for this selection again."""
        values = {
            "plan": self.plan.pk if self.plan else ALL,
            "from": self.since.isoformat(),
            "to": self.until.isoformat(),
        }
        if self.column:
            values["column"] = self.column.pk
        if self.channel:
            values["channel"] = self.channel.pk
        return urlencode(values)

    @property
    def whole(self) -> str:
        """Return the part of an address that asks for the plan and year around it."""
        plan = self.plan.pk if self.plan else ALL
        return urlencode({"plan": plan, "year": self.since.year})


def selection_of(
    request: HttpRequest, organisation: Organisation, today: date
) -> Selection:
    """Return what `request` asks for: a plan, and days or a year of it.

    Raises Http404 for what is not of this organisation and for days that are none.
    """
    asked = request.GET
    plan = _plan(organisation, asked.get("plan", ""), today)
    since, until = days(asked, _year(asked, plan, today))
    return Selection(
        organisation,
        plan,
        since,
        until,
        own(ColumnPage.objects.filter(organisation=organisation), asked.get("column")),
        own(Channel.objects.of(organisation), asked.get("channel")),
    )


def own(rows: Any, pk: str | None) -> Any:
    """Return the one of `rows` that is asked for, or None. Raises Http404."""
    if not pk:
        return None
    if not pk.isdecimal():
        raise Http404
    return get_object_or_404(rows, pk=int(pk))


def _plan(organisation: Organisation, asked: str, today: date) -> Plan | None:
    """Return the plan asked for; without a wish the one in force, or the last."""
    plans = Plan.objects.of(organisation).defer("text", "draft")
    if asked == ALL:
        return None
    plan: Plan | None = (
        own(plans, asked) if asked else plans.in_force(today).first() or plans.first()
    )
    if plan:
        plan.organisation = organisation  # known already: saves a query
    return plan


def _year(asked: QueryDict, plan: Plan | None, today: date) -> int:
    if plan is None:
        return year_of(asked, today.year)
    return year_of(asked, min(max(today, plan.valid_from), plan.valid_until).year)


def year_of(asked: QueryDict, default: int) -> int:
    """Return the year asked for. Raises Http404 for one that makes no sense."""
    wish = asked.get("year", "")
    if not wish:
        return default
    if not wish.isdecimal() or not 2000 <= int(wish) <= 2100:
        raise Http404
    return int(wish)


def days(asked: QueryDict, year: int) -> tuple[date, date]:
    """Return the first and the last day asked for; without a wish those of `year`."""
    since = day_of(asked.get("from"), date(year, 1, 1))
    until = day_of(asked.get("to"), date(year, 12, 31))
    since, until = min(since, until), max(since, until)
    return since, min(until, since + DAY * LONGEST)


def day_of(asked: str | None, default: date) -> date:
    if not asked:
        return default
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        raise Http404 from None
    if not 2000 <= day.year <= 2100:
        raise Http404
    return day
