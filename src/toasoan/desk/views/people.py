"""The people of a newsroom, let in and out by its administrator."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from toasoan.desk.door import open_to
from toasoan.desk.house_forms import NewPersonForm, PersonForm
from toasoan.organisations import actions
from toasoan.organisations.models import Membership, Organisation, Role, User


@open_to(Role.ADMINISTRATOR)
def index(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """List who has a role here; three queries."""
    return render(request, "desk/people.html", {"people": _people(organisation)})


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def add(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Let a new person in; the answer shows their password, once."""
    form = NewPersonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, {"title": _("New person")})
    password = actions.add_person(
        person=form.instance,
        organisation=organisation,
        roles=form.picked(),
        by=request.user,
    )
    return _password(request, form.instance, password)


@require_http_methods(["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def edit(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Change a person's roles here, and their name unless others share them."""
    person = _person(organisation, pk)
    held = [row.role for row in person.here]  # type: ignore[attr-defined]
    form = PersonForm(request.POST or None, instance=person, initial={"roles": held})
    own = actions.of_one_newsroom(person, organisation)
    if not own:
        for name in ("last_name", "first_name", "email"):
            form.fields[name].disabled = True
    if request.method == "POST" and form.is_valid():
        return _changed(request, organisation, form)
    context = {"title": str(person), "person": person, "own": own}
    return _page(request, form, context)


def _changed(
    request: HttpRequest, organisation: Organisation, form: PersonForm
) -> HttpResponse:
    person = form.save()
    try:
        actions.set_roles(
            person=person,
            organisation=organisation,
            roles=form.picked(),
            by=request.user,
        )
    except actions.NotYours:
        messages.error(request, _("You cannot take your own key away."))
    else:
        messages.success(request, _("%(name)s saved.") % {"name": person})
    return redirect("desk:people")


@never_cache
@require_http_methods(["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def password(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Give a new one-time password, once the administrator said yes."""
    person = _person(organisation, pk)
    if request.method == "GET":
        return render(request, "desk/person_password.html", {"person": person})
    try:
        given = actions.renew_password(
            person=person, organisation=organisation, by=request.user
        )
    except actions.NotYours:
        return _not_yours(request)
    return _password(request, person, given)


@require_http_methods(["GET", "POST"])
@open_to(Role.ADMINISTRATOR)
def active(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Lock a person out, or let them in again, once the administrator said yes."""
    person = _person(organisation, pk)
    if request.method == "GET":
        return render(request, "desk/person_active.html", {"person": person})
    try:
        actions.set_active(
            person=person,
            organisation=organisation,
            active=request.POST.get("active") == "yes",
            by=request.user,
        )
    except actions.NotYours:
        return _not_yours(request)
    messages.success(request, _("%(name)s saved.") % {"name": person})
    return redirect("desk:people")


def _not_yours(request: HttpRequest) -> HttpResponse:
    messages.error(
        request,
        _("Not possible: it is your own account, or another newsroom shares it."),
    )
    return redirect("desk:people")


def _people(organisation: Organisation) -> QuerySet[User]:
    here = Membership.objects.of(organisation)
    return (
        User.objects.filter(memberships__in=here, is_superuser=False)
        .distinct()
        .prefetch_related(Prefetch("memberships", queryset=here, to_attr="here"))
        .order_by("-is_active", "last_name", "first_name", "pk")
    )


def _person(organisation: Organisation, pk: int) -> User:
    return get_object_or_404(_people(organisation), pk=pk)


def _password(request: HttpRequest, person: User, given: str) -> HttpResponse:
    context = {"person": person, "given": given}
    return render(request, "desk/person_given.html", context)


def _page(
    request: HttpRequest, form: PersonForm, context: dict[str, Any]
) -> HttpResponse:
    back = {"form": form, "back": "desk:people", "back_name": _("People")}
    return render(request, "desk/person.html", {**back, **context})
