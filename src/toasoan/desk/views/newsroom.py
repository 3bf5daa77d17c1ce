"""Somebody of several newsrooms says which one they work for now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toasoan.organisations.models import Organisation
from toasoan.organisations.scope import choose


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Work for the newsroom in the field `organisation`; 404 when it is not theirs."""
    wanted = request.POST.get("organisation", "")
    newsroom = get_object_or_404(
        Organisation.objects.for_user(request.user),
        pk=wanted if wanted.isdecimal() else 0,
    )
    choose(request, newsroom)
    messages.success(request, _("You now work for %(name)s.") % {"name": newsroom.name})
    return redirect("wagtailadmin_home")
