"""Marking what a plan assigned as done, and taking that back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toasoan.desk.door import SETTLERS, open_to
from toasoan.desk.plan_forms import DoneForm
from toasoan.organisations.models import Organisation
from toasoan.planning.actions import finish_assignment, reopen_assignment
from toasoan.planning.models import Assignment


@require_POST
@open_to(*SETTLERS)
def done(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Mark a task done, today unless another day is given."""
    assignment = _assignment(organisation, pk)
    form = DoneForm(request.POST)
    if form.is_valid():
        today = organisation.local_day(timezone.now())
        finish_assignment(
            assignment=assignment,
            day=form.cleaned_data["done_on"] or today,
            evidence=form.cleaned_data["evidence"],
            by=request.user,
        )
        messages.success(request, _("The task is marked as done."))
    else:
        messages.error(request, _("Not saved: check the day and the proof."))
    return _back(assignment)


@require_POST
@open_to(*SETTLERS)
def undo(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Open a task again; its proof is kept."""
    assignment = _assignment(organisation, pk)
    reopen_assignment(assignment=assignment, by=request.user)
    messages.success(request, _("The task is open again."))
    return _back(assignment)


def _assignment(organisation: Organisation, pk: int) -> Assignment:
    found: Assignment = get_object_or_404(Assignment.objects.of(organisation), pk=pk)
    return found


def _back(assignment: Assignment) -> HttpResponse:
    response = redirect("desk:plan", assignment.plan_id)
    response["Location"] += f"#task-{assignment.pk}"
    return response
