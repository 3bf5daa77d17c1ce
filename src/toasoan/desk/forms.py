"""What the desk's screens ask."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.channels.models import Channel, Delivery
from toasoan.organisations.models import Organisation
from toasoan.stories.models import ColumnPage

LOCAL = "%Y-%m-%dT%H:%M"
# A phone's clock may be a little ahead of ours.
AHEAD = timedelta(minutes=10)


class DecisionForm(forms.Form):
    """Approve, or send back with a reason; `revision` is the version that was read."""

    decision = forms.ChoiceField(choices=[("approve", ""), ("send_back", "")])
    revision = forms.IntegerField()
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def approves(self) -> bool:
        return bool(self.cleaned_data["decision"] == "approve")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") == "send_back" and not cleaned.get("reason"):
            self.add_error("reason", _("Say in a few words what has to change."))
        return cleaned


class LocalMoment(forms.DateTimeInput):
    """The phone's own picker of day and hour."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=LOCAL)


class HandForm(forms.Form):
    """A person says where a post is to be seen, and since when."""

    url = forms.URLField(
        label=_("Address of the post"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Copy it from the channel. A group chat has none: leave it empty."),
        widget=forms.URLInput(
            attrs={"inputmode": "url", "placeholder": "https://", "autocomplete": "off"}
        ),
    )
    at = forms.DateTimeField(label=_("Posted at"), widget=LocalMoment)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if at := self.initial.get("at"):
            # Browsers in English show their own field as month/day.
            self.fields["at"].help_text = _("Filled in: %(at)s") % {
                "at": date_format(at, "d/m/Y H:i")
            }

    def clean_at(self) -> datetime:
        at: datetime = self.cleaned_data["at"]
        if at > timezone.now() + AHEAD:
            raise ValidationError(_("This is still to come."))
        return at


class AiredForm(HandForm):
    """The same for a loudspeaker, which has no address."""

    url = None  # type: ignore[assignment]
    at = forms.DateTimeField(label=_("Aired at"), widget=LocalMoment)


class SettleForm(forms.Form):
    """A person looked at the channel and says what they saw."""

    arrived = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes"
    )
    url = forms.URLField(
        label=_("Its address there"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )


class DeliveryFilter(forms.Form):
    """Which deliveries to list; every field may stay empty."""

    TROUBLE = "trouble"

    state = forms.ChoiceField(label=_("State"), required=False)
    channel = forms.ModelChoiceField(
        Channel.objects.none(), label=_("Channel"), required=False
    )
    column = forms.ModelChoiceField(
        ColumnPage.objects.none(),
        label=pgettext_lazy("newspaper", "Column"),
        required=False,
    )
    since = forms.DateField(
        label=_("Due from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=_("Due until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("every state")),
            (self.TROUBLE, _("failed or not confirmed")),
            *Delivery.State.choices,
        ]
        self._offer("channel", Channel.objects.of(organisation), _("every channel"))
        columns = ColumnPage.objects.filter(organisation=organisation)
        self._offer("column", columns.order_by("path"), _("every column"))

    def _offer(self, name: str, rows: Any, all_of_them: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows
        field.empty_label = all_of_them

    def narrow(self, found: Any) -> Any:
        """Return those of `found` that the fields ask for."""
        wanted = self.cleaned_data if self.is_valid() else {}
        if wanted.get("state") == self.TROUBLE:
            found = found.filter(state__in=("failed", "unconfirmed"))
        elif wanted.get("state"):
            found = found.filter(state=wanted["state"])
        for field, lookup in LOOKUPS.items():
            if wanted.get(field):
                found = found.filter(**{lookup: wanted[field]})
        return found


LOOKUPS = {
    "channel": "channel",
    "column": "column",
    "since": "due_on__gte",
    "until": "due_on__lte",
}
