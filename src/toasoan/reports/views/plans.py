"""Plans to read: what the document says, and what was understood of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from toasoan.organisations.scope import require
from toasoan.planning.models import Plan

from .page import screen, today_of


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """List all plans of the newsroom, replaced ones too."""
    organisation = require(request)
    found = Plan.objects.of(organisation).defer("text", "draft")
    context = {
        "plans": found.select_related("replaces").prefetch_related("replaced_by"),
        "today": today_of(organisation),
    }
    return screen(request, "plans", context, _("Plans"))


@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one plan, its document line by line beside what was understood."""
    organisation = require(request)
    found = get_object_or_404(Plan.objects.of(organisation), pk=pk)
    cadences = found.cadences.select_related("column", "channel")
    context = {
        "plan": found,
        "draft": found.draft,
        "lines": found.text.split("\n"),
        "cadences": cadences.order_by("column__path", "channel__position", "pk"),
        "assignments": found.assignments.all(),
        "successors": found.replaced_by.all(),
    }
    above = (_("Plans"), reverse("reports:plans"))
    return screen(request, "plan", context, found.title, above)
