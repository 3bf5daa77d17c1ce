"""What stands behind a number, fifty to a page."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from toasoan.organisations.scope import require
from toasoan.reports.figures import DELIVERY_FIGURES, FIGURES, SLOT_FIGURES
from toasoan.reports.heat import LABELS, written
from toasoan.reports.items import counted, shown, slot_items
from toasoan.reports.selection import Selection, selection_of

from .page import choice, screen, today_of

PAGE = 50


@require_GET
def items(request: HttpRequest) -> HttpResponse:
    """List the deliveries, or the slots, that the number `what` counts."""
    organisation = require(request)
    today = today_of(organisation)
    selection = selection_of(request, organisation, today)
    what = choice(request, "what", (*DELIVERY_FIGURES, *SLOT_FIGURES))
    label = str(LABELS[what])
    context = {
        "selection": selection,
        "what": what,
        "label": label,
        "figures": [(name, LABELS[name]) for name in FIGURES],
        **_listed(selection, what, today, request.GET.get("page", "1")),
    }
    above = (_("Coverage"), f"{reverse('reports:coverage')}?{selection.whole}")
    return screen(request, "coverage_items", context, label.capitalize(), above)


def _listed(
    selection: Selection, what: str, today: date, page_number: str
) -> dict[str, Any]:
    """Return one page of the list, and the number that all its pages add up to."""
    if what in SLOT_FIGURES:
        found = slot_items(selection, what, today)
        page = Paginator(found, PAGE).get_page(page_number)
        number = sum(item.amount for item in found)
        return {"page": page, "number": written(number), "slots": page.object_list}
    page = Paginator(counted(selection, what), PAGE).get_page(page_number)
    return {
        "page": page,
        "number": written(page.paginator.count),
        "deliveries": shown(page, selection),
    }
