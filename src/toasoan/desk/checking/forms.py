"""What a person may correct on a plan before confirming it, part by part."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.channels.models import Medium
from toasoan.core.text import fold
from toasoan.planning.models import Assignment, Cadence, Plan

from .fields import (
    OWNERS,
    PERIODS,
    WAYS,
    WEEKDAYS,
    DayInput,
    Hours,
    Line,
    Lines,
    Listed,
    Money,
)
from .offer import Offer
from .words import in_words

MONTHS = [("", "—"), *((month, str(month)) for month in range(1, 13))]


class Row(forms.Form):
    """One row of a part, in a newsroom that has what `offer` says."""

    line = Line()

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.offers()

    def offers(self) -> None:
        """Fill the choices from the offer."""


class HeadingForm(forms.Form):
    """The head of the document, the money, the signature, and how long it holds."""

    kind = forms.CharField(label=_("Kind of document"), max_length=60, required=False)
    title = forms.CharField(
        label=_("Title"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    number = forms.CharField(label=_("Number"), max_length=40, required=False)
    symbol = forms.CharField(label=_("Symbol"), max_length=60, required=False)
    date = forms.DateField(label=_("Issued on"), required=False, widget=DayInput)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    year = forms.IntegerField(
        label=_("Plan of the year"), min_value=1990, max_value=2200
    )
    valid_from = forms.DateField(label=_("Holds from"), widget=DayInput)
    valid_until = forms.DateField(label=_("Holds until"), widget=DayInput)
    replaces = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Replaces the plan"),
        required=False,
        empty_label=_("none: it is a new plan"),
        help_text=_("The older plan ends the day before; it stays readable."),
    )
    alongside = forms.BooleanField(
        label=_("Both plans hold at the same time"), required=False
    )
    aims = Lines(label=_("Aims, one a line"), rows=5)
    amount = Money(label=_("Amount in đồng"))
    money_bases = Listed(label=_("Paid according to documents"))
    recipients = Lines(label=_("Recipients, one a line"))
    on_behalf_of = forms.CharField(
        label=_("Signed on behalf of"), max_length=200, required=False
    )
    role = forms.CharField(
        label=_("Role of the signer"), max_length=200, required=False
    )
    name = forms.CharField(
        label=_("Name of the signer"), max_length=200, required=False
    )

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["replaces"]
        field.queryset = offer.plans
        field.label_from_instance = plan_label

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The plan ends before it starts."))
        return cleaned


def plan_label(plan: Plan) -> str:
    """Return a plan's title with the days it holds."""
    return f"{plan.title} ({plan.valid_from:%d/%m/%Y} – {plan.valid_until:%d/%m/%Y})"


class BasisForm(Row):
    """A document that the plan rests on; a row without anything is passed over."""

    kind = forms.CharField(label=_("Kind of document"), max_length=60, required=False)
    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    date = forms.DateField(label=_("Issued on"), required=False, widget=DayInput)
    issuer = forms.CharField(label=_("Issued by"), max_length=300, required=False)
    title = forms.CharField(
        label=_("About"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ColumnForm(Row):
    """A column: an existing one, or a new one of this name."""

    name = forms.CharField(label=_("Name of the column"), max_length=255)
    column_id = forms.TypedChoiceField(
        label=_("In the newsroom"), required=False, coerce=int, empty_value=None
    )
    topics = Lines(label=_("Topics, one a line"), rows=5)
    forms = Listed(label=_("Forms"))

    def offers(self) -> None:
        self.fields["column_id"].choices = [  # type: ignore[attr-defined]
            ("", _("new column of this name")),
            *self.offer.column_choices,
        ]


class GroupForm(Row):
    """A group of channels as the plan names it, and which channels it stands for."""

    kind = forms.CharField(max_length=40, initial="other", widget=forms.HiddenInput)
    whose = Listed(widget=forms.HiddenInput)
    name = forms.CharField(label=_("As the plan says"), max_length=300)
    channel_ids = forms.TypedMultipleChoiceField(
        label=_("Stands for"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    unused = forms.BooleanField(
        label=_("not used: what is promised on it is not kept track of"),
        required=False,
    )

    def offers(self) -> None:
        field: Any = self.fields["channel_ids"]
        field.choices = self.offer.channel_choices


class ChannelForm(Row):
    """A channel to open for a group; a row without a name is passed over."""

    group = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    name = forms.CharField(label=_("New channel"), max_length=120, required=False)
    medium = forms.ChoiceField(
        label=_("Medium"), choices=Medium.choices, initial=Medium.FACEBOOK
    )
    kind = forms.ChoiceField(
        label=_("How stories get there"), choices=WAYS, initial="handed"
    )
    whose = forms.ChoiceField(label=_("Whose"), choices=OWNERS, initial="commune")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("name"):
            return cleaned
        if cleaned.get("kind") == "portal":
            cleaned["medium"] = Medium.PORTAL.value
            if self.offer.portal:
                self.add_error(
                    "kind", _("The newsroom has its portal already: tick it above.")
                )
        known = self.offer.channel_named(fold(cleaned["name"]))
        if known and known.medium != cleaned.get("medium"):
            self.add_error("name", _("Another channel has this name already."))
        return cleaned


class CadenceForm(Row):
    """A promise: at least so many, every so many days, weeks, … on a group."""

    column = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    group = forms.TypedChoiceField(label=_("On"), coerce=int)
    minimum = forms.IntegerField(
        label=_("At least"), min_value=1, max_value=1000, initial=1
    )
    unit = forms.CharField(
        label=_("counted in"),
        max_length=60,
        required=False,
        widget=forms.TextInput(
            attrs={"placeholder": pgettext_lazy("cadence", "items")}
        ),
    )
    every = forms.IntegerField(label=_("every"), min_value=1, max_value=366, initial=1)
    period = forms.ChoiceField(
        label=_("Period"), choices=PERIODS, initial=Cadence.Period.DAY
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Only on"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    season_from = forms.TypedChoiceField(
        label=_("From month"),
        choices=MONTHS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    season_to = forms.TypedChoiceField(
        label=_("to month"),
        choices=MONTHS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    times = Hours(label=_("At these hours, parted by commas"))
    text = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)

    @property
    def summary(self) -> str:
        """Return the promise in words, as far as its values can be read."""
        groups = {str(place): name for place, name in self.offer.group_choices}
        group = groups.get(str(self["group"].value()), "")
        try:
            return f"{group}: {in_words(self._as_typed())}"
        except (KeyError, TypeError, ValueError):
            return group

    def _as_typed(self) -> Cadence:
        typed = {name: self[name].value() for name in self.fields}
        return Cadence(
            period=typed["period"],
            every=int(typed["every"]),
            minimum=int(typed["minimum"]),
            unit=typed["unit"] or "",
            weekdays=[int(day) for day in typed["weekdays"] or ()],
            season_from=int(typed["season_from"] or 0) or None,
            season_to=int(typed["season_to"] or 0) or None,
            times=[typed["times"]] if typed["times"] else [],
        )

    def offers(self) -> None:
        self.fields["group"].choices = self.offer.group_choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("season_from")) != bool(cleaned.get("season_to")):
            self.add_error("season_to", _("Give both months, or neither."))
        return cleaned


class AssignmentForm(Row):
    """Who does what by when; a row without unit and task is passed over."""

    unit = forms.CharField(label=_("Unit"), max_length=200, required=False)
    role = forms.ChoiceField(
        label=pgettext_lazy("assignment", "Role"),
        choices=Assignment.Role.choices,
        initial=Assignment.Role.EXECUTES,
    )
    task = forms.CharField(
        label=_("Task"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = forms.DateField(label=_("Deadline"), required=False, widget=DayInput)
    recurs = forms.ChoiceField(
        label=_("Comes back every"),
        choices=[("", _("does not come back")), *Cadence.Period.choices[:-1]],
        required=False,
    )
    recurs_day = forms.IntegerField(
        label=_("on day"), min_value=1, max_value=366, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for field in ("unit", "task"):
            other = "task" if field == "unit" else "unit"
            if cleaned.get(other) and not cleaned.get(field):
                self.add_error(field, ValidationError(_("Say who, and what.")))
        if cleaned.get("recurs") and not cleaned.get("recurs_day"):
            self.add_error("recurs_day", _("Say on which day it comes back."))
        return cleaned
