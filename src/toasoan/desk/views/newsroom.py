"""Which newsroom one works for, and what it says about itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.log_actions import log

from toasoan.desk.door import open_to
from toasoan.desk.house_forms import CommuneForm
from toasoan.organisations.models import Organisation, Role
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


@require_http_methods(["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def commune(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Change the block at the foot of the public pages and the rules of approval."""
    form = CommuneForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        form.save()
        log(organisation, "wagtail.edit", user=request.user)
        messages.success(request, _("Saved."))
        return redirect("desk:commune")
    context = {"form": form, "title": _("The commune")}
    return render(request, "desk/form.html", context)
