"""Promises in words."""

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.planning.models import Cadence

# Vietnamese has one form for one and many, so "a week" and "every 2 weeks" are
# told apart here and not by plural forms.
EACH = {
    "day": gettext_lazy("%(minimum)d a day"),
    "week": gettext_lazy("%(minimum)d a week"),
    "month": gettext_lazy("%(minimum)d a month"),
    "quarter": gettext_lazy("%(minimum)d a quarter"),
    "year": gettext_lazy("%(minimum)d a year"),
}
EVERY = {
    "day": gettext_lazy("%(minimum)d every %(every)d days"),
    "week": gettext_lazy("%(minimum)d every %(every)d weeks"),
    "month": gettext_lazy("%(minimum)d every %(every)d months"),
    "quarter": gettext_lazy("%(minimum)d every %(every)d quarters"),
    "year": gettext_lazy("%(minimum)d every %(every)d years"),
}


def in_words(cadence: Cadence) -> str:
    """Return a promise in words: "at least 2 / week · Mon, Thu · 17:30"."""
    if cadence.period == Cadence.Period.NONE:
        return _("when there is a reason")
    parts = [_often(cadence), *_when(cadence)]
    return " · ".join(part for part in parts if part)


def _often(cadence: Cadence) -> str:
    words = EACH if cadence.every == 1 else EVERY
    numbers = {"minimum": cadence.minimum, "every": cadence.every}
    often = str(words[cadence.period]) % numbers
    return f"{often} ({cadence.unit})" if cadence.unit else often


def _when(cadence: Cadence) -> list[str]:
    season = ""
    if cadence.season_from:
        season = _("months %(first)d–%(last)d") % {
            "first": cadence.season_from,
            "last": cadence.season_to,
        }
    days = ", ".join(str(WEEKDAYS_ABBR[day - 1]) for day in cadence.weekdays)
    return [days, season, ", ".join(cadence.times)]
