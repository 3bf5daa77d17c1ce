"""How plans are put in words and signs."""

from typing import Any

from django import template
from django.utils.translation import pgettext

from toasoan.desk.checking.document import Remark
from toasoan.desk.checking.words import in_words
from toasoan.planning.models import Assignment

register = template.Library()

SIGNS = {"error": "✗", "warning": "⚠", "info": "ⓘ"}


@register.filter
def severity_sign(severity: str) -> str:
    """Return the sign of a finding's severity."""
    return SIGNS.get(severity, "ⓘ")


@register.inclusion_tag("desk/plan_line_link.html")
def from_line(line: Any, remarks: list[Remark]) -> dict[str, Any]:
    """Show which line a value came from, with what was found there."""
    number = int(line) if str(line).isdigit() else 0
    return {
        "line": number,
        "remarks": [one for one in remarks if one.line == number and number],
    }


register.filter(in_words)


@register.filter
def again(assignment: Assignment) -> str:
    """Return how often a task comes back, or nothing."""
    if not assignment.recurs:
        return ""
    return pgettext("deadline", "day %(day)s of every %(period)s") % {
        "day": assignment.recurs_day,
        "period": assignment.get_recurs_display(),
    }
