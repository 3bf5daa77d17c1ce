"""A password of one's own, in place of the one-time password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.admin.localization import get_available_admin_languages
from wagtail.users.models import UserProfile

from toasoan.desk.house_forms import OwnPasswordForm
from toasoan.organisations import actions


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Let who came with a one-time password choose their own, and nobody else."""
    person = request.user
    if not person.password_is_one_time:  # type: ignore[union-attr]
        return redirect("wagtailadmin_home")
    if "language" in request.POST:
        return _speak(request)
    form = OwnPasswordForm(person, request.POST or None)
    if form.is_valid():
        actions.choose_password(
            person=person,  # type: ignore[arg-type]
            password=form.cleaned_data["new_password1"],
        )
        update_session_auth_hash(request, person)  # type: ignore[arg-type]
        messages.success(request, _("Your password is set."))
        return redirect("wagtailadmin_home")
    context = {
        "form": form,
        "languages": [
            {"code": code, "name": name, "now": code == translation.get_language()}
            for code, name in get_available_admin_languages()
        ],
    }
    return render(request, "desk/own_password.html", context)


def _speak(request: HttpRequest) -> HttpResponse:
    """Keep the language chosen, as the account page would."""
    wish = request.POST["language"]
    if wish in dict(get_available_admin_languages()):
        profile = UserProfile.get_for_user(request.user)
        profile.preferred_language = wish
        profile.save()
    return redirect("desk:own_password")
