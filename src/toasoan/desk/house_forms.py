"""What a commune's administrator fills in: channels, people, the commune itself."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from toasoan.channels.models import Channel, Medium
from toasoan.organisations.models import Organisation, Role, User

KINDS = {
    "portal": _("the portal itself: publishing brings it there"),
    "handed": _("by hand: a person posts or reads it and confirms"),
    "fake": _("exercise: only shown on an exercise wall"),
}


class DayInput(forms.DateInput):
    """The phone's own picker of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ChannelForm(forms.ModelForm):
    """One channel of `organisation`."""

    kind = forms.ChoiceField(
        label=_("How stories get there"),
        help_text=_("A change holds from now on; what is out stays as it went out."),
    )

    class Meta:
        model = Channel
        fields = [
            "name",
            "medium",
            "kind",
            "unit",
            "address",
            "opened_on",
            "closed_on",
            "position",
        ]
        widgets = {"opened_on": DayInput, "closed_on": DayInput}
        help_texts = {
            "address": _("Where readers find it; empty for a loudspeaker."),
            "closed_on": _("The last day; from then on nothing is owed here."),
            "position": _("Place in lists, from 0."),
        }

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.organisation = organisation
        unit: Any = self.fields["unit"]
        unit.queryset = Organisation.objects.filter(parent=organisation)
        kind: Any = self.fields["kind"]
        kind.choices = [(k, KINDS.get(k, k)) for k in settings.CHANNEL_KINDS]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        portal = cleaned.get("medium") == Medium.PORTAL
        if portal != (cleaned.get("kind") == "portal"):
            self.add_error("kind", _("The portal is its own way, and no other's."))
        opened, closed = cleaned.get("opened_on"), cleaned.get("closed_on")
        if opened and closed and closed < opened:
            self.add_error("closed_on", _("It would close before it opens."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # Names are unique within the newsroom, which the form sets itself.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"organisation"}


class PersonForm(forms.ModelForm):
    """A person of the newsroom and their roles there."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Without a role they cannot do anything here."),
    )

    class Meta:
        model = User
        fields = ["last_name", "first_name", "email"]
        labels = {
            "last_name": _("Family and middle name"),
            "first_name": _("Given name"),
            "email": _("E-mail"),
        }

    def picked(self) -> list[Role]:
        """Return the roles ticked."""
        return [Role(role) for role in self.cleaned_data["roles"]]


class NewPersonForm(PersonForm):
    class Meta(PersonForm.Meta):
        fields = ["username", *PersonForm.Meta.fields]
        labels = {**PersonForm.Meta.labels, "username": _("Name to sign in with")}


class CommuneForm(forms.ModelForm):
    """The block at the foot of every public page, and the two rules of approval."""

    class Meta:
        model = Organisation
        fields = [
            "name",
            "short_name",
            "managing_body",
            "superior_body",
            "responsible_person",
            "address",
            "telephone",
            "email",
            "author_may_approve",
            "second_editor_checks",
        ]
