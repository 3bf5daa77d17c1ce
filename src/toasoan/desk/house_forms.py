"""What a commune's administrator fills in: channels, people, the commune itself."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from toasoan.channels.actions import may_be_exercise
from toasoan.channels.models import Channel, Medium
from toasoan.channels.registry import adapter_class
from toasoan.organisations.models import Organisation, Role, User

KINDS = {
    "portal": _("the portal itself: publishing brings it there"),
    "handed": _("by hand: a person posts or reads it and confirms"),
    "fake": _("exercise: only shown on an exercise wall"),
}


def way_of(kind: str) -> str:
    """Return how stories get to a channel of `kind`, in words."""
    title = adapter_class(kind).title if kind not in KINDS else ""
    by_program = _("by program: %(service)s") % {"service": title}
    return str(KINDS.get(kind) or (by_program if title else kind))


class DayInput(forms.DateInput):
    """The phone's own picker of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ChannelForm(forms.ModelForm):
    """One channel of `organisation`."""

    kind = forms.ChoiceField(
        label=_("How stories get there"),
        help_text=_(
            "A change holds from now on; what is out stays as it went out. What an"
            " exercise showed no longer counts once the channel is in earnest."
        ),
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
        kind.choices = [(k, way_of(k)) for k in settings.CHANNEL_KINDS]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        portal = cleaned.get("medium") == Medium.PORTAL
        if portal != (cleaned.get("kind") == "portal"):
            self.add_error("kind", _("The portal is its own way, and no other's."))
        if cleaned.get("kind") == "fake" and not self._may_be_exercise():
            self.add_error(
                "kind",
                _(
                    "Stories went out here in earnest. Close this channel by a date,"
                    " and open another for exercises."
                ),
            )
        opened, closed = cleaned.get("opened_on"), cleaned.get("closed_on")
        if opened and closed and closed < opened:
            self.add_error("closed_on", _("It would close before it opens."))
        return cleaned

    def _may_be_exercise(self) -> bool:
        before = Channel.objects.filter(pk=self.instance.pk).first()
        return before is None or may_be_exercise(before)

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


class OwnPasswordForm(SetPasswordForm):
    """A password of one's own, typed twice; not the one that was given."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = cleaned.get("new_password1")
        if chosen and self.user.check_password(chosen):
            self.add_error(
                "new_password1", _("Choose another one than the one you were given.")
            )
        return cleaned


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
            "spokesperson",
            "author_may_approve",
            "second_editor_checks",
        ]
