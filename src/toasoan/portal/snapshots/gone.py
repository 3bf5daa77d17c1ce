"""Which pages stood and do so no more: browsers drop what they kept of them.

A list for all, so that nobody has to tell us which pages they kept.
"""

from datetime import timedelta

from django.utils import timezone

from toasoan.organisations.models import Organisation
from toasoan.portal.models import TakenOff

# How long a browser keeps a page, and is told of it.
KEPT_DAYS = 30
TOLD_AT_MOST = 500
TAG = "list:gone"


def note_gone(organisation_id: int, address: str) -> None:
    """Note that nothing stands at `address` any more; forget what is long known."""
    now = timezone.now()
    TakenOff.objects.update_or_create(
        organisation_id=organisation_id,
        address=address,
        defaults={"taken_off_at": now},
    )
    known = TakenOff.objects.filter(organisation=organisation_id)
    known.filter(taken_off_at__lt=now - timedelta(days=KEPT_DAYS)).delete()


def note_back(organisation_id: int, address: str) -> bool:
    """Note that `address` stands; say whether it had been taken off."""
    known = TakenOff.objects.filter(organisation=organisation_id, address=address)
    deleted, _of_each = known.delete()
    return bool(deleted)


def gone_from(organisation: Organisation) -> list[str]:
    """Return the addresses that were taken off the portal, the newest first."""
    known = TakenOff.objects.of(organisation).order_by("-taken_off_at", "-pk")
    return list(known.values_list("address", flat=True)[:TOLD_AT_MOST])
