"""Fields for what plans say: lists, hours, money, owners of channels."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from toasoan.core.text import squeeze
from toasoan.planning.models import Cadence

HOUR = re.compile(r"(\d{1,2})\s*(?:[hg:](?:\s*(\d{1,2}))?)?")
OWNERS = [
    ("commune", pgettext_lazy("whose channel", "the commune")),
    ("mass_organisations", pgettext_lazy("whose channel", "mass organisations")),
    ("village", pgettext_lazy("whose channel", "villages")),
    ("party_cells", pgettext_lazy("whose channel", "party cells")),
    ("schools", pgettext_lazy("whose channel", "schools")),
    ("district", pgettext_lazy("whose channel", "the district")),
    ("province", pgettext_lazy("whose channel", "the province")),
    ("central", pgettext_lazy("whose channel", "central bodies")),
]
WAYS = [
    ("portal", _("our own site: publishing there is the delivery")),
    ("handed", _("by hand: a person posts it or reads it out")),
    ("fake", _("exercise: nothing leaves the newsroom")),
]
WEEKDAYS = [
    (1, pgettext_lazy("weekday", "Mon")),
    (2, pgettext_lazy("weekday", "Tue")),
    (3, pgettext_lazy("weekday", "Wed")),
    (4, pgettext_lazy("weekday", "Thu")),
    (5, pgettext_lazy("weekday", "Fri")),
    (6, pgettext_lazy("weekday", "Sat")),
    (7, pgettext_lazy("weekday", "Sun")),
]
PERIODS = [
    (Cadence.Period.DAY, pgettext_lazy("every … period", "days")),
    (Cadence.Period.WEEK, pgettext_lazy("every … period", "weeks")),
    (Cadence.Period.MONTH, pgettext_lazy("every … period", "months")),
    (Cadence.Period.QUARTER, pgettext_lazy("every … period", "quarters")),
    (Cadence.Period.YEAR, pgettext_lazy("every … period", "years")),
    (Cadence.Period.NONE, pgettext_lazy("every … period", "only when needed")),
]


class DayInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Line(forms.IntegerField):
    """The line a row came from, carried along unseen; 0 when a person added it."""

    def __init__(self) -> None:
        super().__init__(
            min_value=0, required=False, initial=0, widget=forms.HiddenInput
        )

    def clean(self, value: Any) -> int:
        return super().clean(value) or 0


class Lines(forms.CharField):
    """A list, one item a line; gives a tuple."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=False, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, tuple | list) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value) or ""
        return tuple(one for line in text.splitlines() if (one := squeeze(line)))


class Listed(forms.CharField):
    """A short list parted by commas; gives a tuple."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, tuple | list) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value) or ""
        return tuple(one for part in text.split(",") if (one := squeeze(part)))


class Hours(Listed):
    """Hours of the day as one writes them (5h00, 17:30, 18g); gives times."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return ", ".join(f"{one:%H:%M}" for one in value)
        return super().prepare_value(value)

    def clean(self, value: Any) -> Any:
        return tuple(dict.fromkeys(_hour(one) for one in super().clean(value)))


def _hour(text: str) -> time:
    found = HOUR.fullmatch(text.casefold())
    try:
        if found:
            return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        pass
    raise ValidationError(
        _("“%(text)s” is not an hour; write it like 17:30."), params={"text": text}
    )


class Money(forms.CharField):
    """An amount in đồng, dots and blanks allowed; gives a whole number or None."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        digits = re.sub(r"[.\s]|đồng$|đ$", "", (super().clean(value) or "").casefold())
        if not digits:
            return None
        if not digits.isascii() or not digits.isdigit() or len(digits) > 15:
            raise ValidationError(_("Write the amount in đồng with digits only."))
        return int(digits)
