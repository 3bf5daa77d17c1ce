"""Days as Vietnamese offices write them: "Thứ Hai, 23/11/2026"."""

from datetime import date, datetime, time, timedelta, tzinfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext_lazy

# Django's own Vietnamese says "Thứ 2".
WEEKDAYS = (
    pgettext_lazy("weekday", "Monday"),
    pgettext_lazy("weekday", "Tuesday"),
    pgettext_lazy("weekday", "Wednesday"),
    pgettext_lazy("weekday", "Thursday"),
    pgettext_lazy("weekday", "Friday"),
    pgettext_lazy("weekday", "Saturday"),
    pgettext_lazy("weekday", "Sunday"),
)


def long_day(day: date) -> str:
    """Return `day` with its weekday before it."""
    return f"{WEEKDAYS[day.weekday()]}, {date_format(day, 'd/m/Y')}"


def end_of(day: date, zone: tzinfo | None = None) -> datetime:
    """Return the midnight at which `day` ends, in `zone` or the one now in use."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()), zone)
