"""What is out follows its story: corrected, or taken back, or left."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.utils import get_valid_next_url_from_request

from toasoan.channels import actions
from toasoan.channels.models import FollowUp
from toasoan.desk.deliveries import may_settle, of_newsroom
from toasoan.desk.door import CARRIERS, open_to
from toasoan.organisations.models import Organisation, Role
from toasoan.stories.models import StoryPage


@require_POST
@open_to(*CARRIERS)
def decide(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Take yes or no: shall this post follow its story?"""
    followup = _followup(request, organisation, pk)
    wanted = request.POST.get("wanted") == "yes"
    try:
        actions.decide(
            followup=followup, wanted=wanted, by=request.user, now=timezone.now()
        )
    except actions.NotPossible:
        messages.info(request, _("Nothing to do: somebody has decided already."))
    else:
        messages.success(
            request,
            _("It will be done within a minute.") if wanted else _("Left as it is."),
        )
    return _back(request, followup)


@require_POST
@open_to(*CARRIERS)
def done(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Take a person's word that they corrected the post or took it down."""
    followup = _followup(request, organisation, pk)
    try:
        actions.done_by_hand(followup=followup, by=request.user, now=timezone.now())
    except actions.NotPossible:
        messages.info(request, _("Nothing to do: it does not wait for that any more."))
    else:
        messages.success(request, _("Noted, thank you."))
    return _back(request, followup)


@require_POST
@open_to(*CARRIERS)
def try_again(
    request: HttpRequest, organisation: Organisation, pk: int
) -> HttpResponse:
    """Let the program try once more."""
    followup = _followup(request, organisation, pk)
    try:
        actions.try_followup_again(followup=followup, now=timezone.now())
    except actions.NotPossible:
        messages.info(request, _("Nothing to do: it does not wait for that any more."))
    else:
        messages.success(request, _("It will be done within a minute."))
    return _back(request, followup)


@require_http_methods(["GET", "POST"])
@open_to(Role.APPROVER, Role.ADMINISTRATOR)
def recall(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Take a story back everywhere, once the person has seen where it is."""
    stories = StoryPage.objects.filter(organisation=organisation)
    story = get_object_or_404(stories, pk=pk)
    posts = actions.out(story)
    if not story.live and not posts:
        raise PermissionDenied
    if request.method == "POST":
        actions.recall(story=story, by=request.user)
        messages.success(request, _("Taken back. What a person must do stands below."))
        return redirect("desk:story", pk)
    rows = [(post, actions.taken_back_by_program(post)) for post in posts]
    return render(request, "desk/recall.html", {"story": story, "rows": rows})


def _followup(request: HttpRequest, organisation: Organisation, pk: int) -> FollowUp:
    posts = of_newsroom(organisation)
    found: FollowUp = get_object_or_404(
        FollowUp.objects.of(organisation), pk=pk, delivery__in=posts
    )
    if not may_settle(request.user, found.delivery):
        raise PermissionDenied
    return found


def _back(request: HttpRequest, followup: FollowUp) -> HttpResponse:
    address = get_valid_next_url_from_request(request)
    if address:
        return redirect(address)
    return redirect("desk:story", followup.delivery.story_id)
