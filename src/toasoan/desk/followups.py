"""What waits for a person before the posts agree with their stories."""

from typing import Any

from django.utils import timezone

from toasoan.channels.models import FollowUp, FollowUpQuerySet, Medium
from toasoan.organisations.models import Organisation, Role

from .door import SETTLERS, holds


def followups_for(user: Any, organisation: Organisation) -> FollowUpQuerySet:
    """Return what `user` may decide or must do by hand, oldest first."""
    waiting = FollowUp.objects.of(organisation).for_a_person(timezone.now())
    mine: FollowUpQuerySet = waiting.select_related(
        "delivery__story", "delivery__channel", "delivery__column"
    ).order_by("pk")
    if holds(user, organisation, *SETTLERS):
        return mine
    if holds(user, organisation, Role.ANNOUNCER):
        return mine.filter(delivery__channel__medium=Medium.LOUDSPEAKER)
    return mine.none()
