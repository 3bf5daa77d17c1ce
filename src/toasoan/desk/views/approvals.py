"""Reading what waits for approval, and deciding."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toasoan.desk.approvals import Waiting, waiting_for, waiting_story
from toasoan.desk.comparison import changes
from toasoan.desk.door import WRITERS, open_to
from toasoan.desk.forms import DecisionForm
from toasoan.organisations.models import Organisation
from toasoan.planning.schedule import channels_of
from toasoan.stories import actions
from toasoan.stories.models import StoryPage


@open_to(*WRITERS)
def index(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List what waits for this person's approval."""
    waiting = waiting_for(request.user, organisation)
    context = {
        "organisation": organisation,
        "waiting": [one for one in waiting if one.deciding],
        "own_waiting": [one for one in waiting if not one.deciding],
    }
    return render(request, "desk/approvals.html", context)


@open_to(*WRITERS)
def read(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Show one story as it would go out, with what changed."""
    story = _story(organisation, pk)
    waiting = waiting_story(request.user, organisation, pk)
    if waiting is None:
        messages.warning(request, _("This story does not wait for you any more."))
        return redirect("desk:story", story.pk)
    return _page(request, waiting, DecisionForm())


@require_POST
@open_to(*WRITERS)
def decide(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Approve or send back what was read; what changed meanwhile is shown again."""
    _story(organisation, pk)
    waiting = waiting_story(request.user, organisation, pk)
    if waiting is None:
        messages.info(request, _("Nothing to do: it was decided already."))
        return redirect("desk:approvals")
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, waiting, form, status=422)
    if form.cleaned_data["revision"] != waiting.revision.pk:
        messages.warning(
            request, _("The story was changed while you read it. Please read it again.")
        )
        return redirect("desk:approval", pk)
    return _carry_out(request, waiting, form)


def _carry_out(
    request: HttpRequest, waiting: Waiting, form: DecisionForm
) -> HttpResponse:
    story, reason = waiting.story, form.cleaned_data["reason"]
    try:
        if form.approves:
            actions.approve(story=story, by=request.user)
            messages.success(request, _approved(waiting))
        else:
            actions.send_back(story=story, by=request.user, reason=reason)
            messages.success(
                request, _("“%(title)s” was sent back.") % {"title": waiting.title}
            )
    except PermissionDenied:
        messages.error(request, _refusal(waiting))
        return redirect("desk:approvals")
    return redirect("wagtailadmin_home")


def _approved(waiting: Waiting) -> str:
    story = StoryPage.objects.get(pk=waiting.story.pk)
    if story.workflow_in_progress:
        words = _("“%(title)s” passed; it now waits for the leader.")
    elif story.live:
        words = _("“%(title)s” is approved and public.")
    else:
        words = _("“%(title)s” is approved and goes out at its time.")
    return words % {"title": waiting.title}


def _refusal(waiting: Waiting) -> str:
    if waiting.deciding:
        return _("It was decided already.")
    return _("You wrote this story, so somebody else has to approve it.")


def _story(organisation: Organisation, pk: int) -> StoryPage:
    return get_object_or_404(StoryPage.objects.filter(organisation=organisation), pk=pk)


def _page(
    request: HttpRequest, waiting: Waiting, form: DecisionForm, status: int = 200
) -> HttpResponse:
    wanted = waiting.revision.as_object()
    context: dict[str, Any] = {
        "waiting": waiting,
        "story": wanted,
        "form": form,
        "channels": channels_of(wanted, timezone.now()),
        "own_words": [one for one in wanted.renditions.all() if one.text.strip()],
        "changes": changes(request, waiting.story, wanted)
        if waiting.correction
        else [],
    }
    return render(request, "desk/approval.html", context, status=status)
