"""From the file of a plan to the confirmed plan; nothing is written in between."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.desk.checking.check import Check
from toasoan.desk.checking.rows import with_row
from toasoan.desk.door import SETTLERS, open_to
from toasoan.desk.plan_forms import DocumentForm
from toasoan.organisations.models import Organisation
from toasoan.planning.actions import confirm_plan

# Those who work with the plan; the approver only reads it.
CHECKERS = SETTLERS


@open_to(*CHECKERS)
def upload(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Take the document of a plan and show what was understood of it."""
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "desk/plan_upload.html", {"form": form})
    if not form.is_valid():
        return render(request, "desk/plan_upload.html", {"form": form}, status=422)
    file = form.cleaned_data["file"]
    check = Check(
        organisation,
        text=form.cleaned_data["document"],
        file_name=file.name if file else "",
        day=organisation.local_day(timezone.now()),
    )
    return _page(request, check)


@open_to(*CHECKERS)
def check(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Confirm what was checked, or show it again: with errors, or one more row."""
    if request.method != "POST" or not request.POST.get("text"):
        return redirect("desk:plan_upload")
    wanted = request.POST.get("add")
    posted = with_row(request.POST, wanted) if wanted else request.POST
    checked = Check(
        organisation,
        text=posted["text"],
        file_name=posted.get("file_name", ""),
        posted=posted,
    )
    if wanted or "confirm" not in posted:
        return _page(request, checked)
    if known := checked.confirmed_before:
        messages.info(
            request,
            _("This document was confirmed already; nothing was written again."),
        )
        return redirect("desk:plan", known.pk)
    if not checked.is_valid():
        return _page(request, checked, status=422)
    return _confirm(request, organisation, checked)


def _confirm(
    request: HttpRequest, organisation: Organisation, checked: Check
) -> HttpResponse:
    try:
        plan = confirm_plan(
            organisation=organisation,
            plan=checked.plan,
            by=request.user,
            now=timezone.now(),
            replaces=checked.replaces,
        )
    except ValidationError as refusal:
        checked.refuse(refusal)
        return _page(request, checked, status=422)
    messages.success(request, _("The plan is confirmed."))
    return redirect("desk:plan", plan.pk)


def _page(request: HttpRequest, checked: Check, status: int = 200) -> HttpResponse:
    return render(request, "desk/plan_check.html", {"check": checked}, status=status)
