"""Wagtail's generic screens, kept to one newsroom."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser, history, usage
from wagtail.admin.widgets.button import HeaderButton

from toasoan.organisations.models import Membership, Organisation
from toasoan.organisations.scope import require

from .policy import roles_for


class Own:
    """A screen of the newsroom that is worked for; others' entries do not exist."""

    request: Any

    @cached_property
    def organisation(self) -> Organisation:
        return require(self.request)

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if found.organisation_id != self.organisation.pk:
            raise Http404
        return found

    def user_has_permission(self, permission: str) -> bool:
        return Membership.objects.holds(
            self.request.user, self.organisation, *roles_for(permission)
        )

    def user_has_any_permission(self, permissions: Any) -> bool:
        return any(self.user_has_permission(one) for one in permissions)

    def user_has_permission_for_instance(self, permission: str, instance: Any) -> bool:
        return self.user_has_permission(permission)


class OwnIndex(Own, generic.IndexView):
    """The list of a register, found by folded words."""

    # The search goes over the folded text, never over single fields.
    is_searchable = True

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().of(self.organisation)

    def search_queryset(self, queryset: Any) -> Any:
        return queryset.matching(self.search_query or "")

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if self.add_url:
            address = reverse("registers:import", args=[self.model._meta.model_name])
            label = _("Bring in a sheet")
            buttons.append(HeaderButton(label, url=address, icon_name="upload"))
        return buttons


class OwnAdd(Own, generic.CreateView):
    def get_initial_form_instance(self) -> Any:
        return self.model(organisation=self.organisation)


class OwnEdit(Own, generic.EditView):
    pass


class OwnDelete(Own, generic.DeleteView):
    pass


class OwnInspect(Own, generic.InspectView):
    pass


class OwnHistory(Own, history.HistoryView):
    pass


class OwnUsage(Own, usage.UsageView):
    pass


class OwnChoice(Own):
    """What a chooser offers, and what it takes."""

    def get_object_list(self) -> Any:
        return super().get_object_list().of(self.organisation)  # type: ignore[misc]

    def get_objects(self, pks: Any) -> Any:
        return super().get_objects(pks).of(self.organisation)  # type: ignore[misc]


class OwnChoose(OwnChoice, chooser.ChooseView):
    pass


class OwnChooseResults(OwnChoice, chooser.ChooseResultsView):
    pass


class OwnChosen(OwnChoice, chooser.ChosenView):
    pass


class OwnChosenMultiple(OwnChoice, chooser.ChosenMultipleView):
    pass
