"""Whether a document is in force on a day."""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Validity(TextChoices):
    COMING = "coming", pgettext_lazy("validity", "not in force yet")
    IN_FORCE = "in_force", pgettext_lazy("validity", "in force")
    ENDED = "ended", pgettext_lazy("validity", "no longer in force")
    REPLACED = "replaced", pgettext_lazy("validity", "replaced")


def validity(
    day: date, *, since: date, until: date | None, replaced_on: date | None
) -> Validity:
    """Return the validity on `day` of what is in force from `since` to `until`.

    Both days count. From `replaced_on` another document stands in its place.
    """
    if replaced_on and replaced_on <= day:
        return Validity.REPLACED
    if until and until < day:
        return Validity.ENDED
    return Validity.COMING if day < since else Validity.IN_FORCE


def next_change(
    day: date, *, since: date, until: date | None, replaced_on: date | None
) -> date | None:
    """Return the first day after `day` on which the validity may differ."""
    ended = until + timedelta(days=1) if until else None
    days = [one for one in (since, ended, replaced_on) if one and one > day]
    return min(days, default=None)
