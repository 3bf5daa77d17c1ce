"""Which deliveries wait for a person, and who may say what became of them."""

from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from toasoan.channels.models import Delivery, DeliveryQuerySet, Medium
from toasoan.organisations.models import Organisation, Role

from .door import SETTLERS, holds

State = Delivery.State


def may_settle(user: Any, delivery: Delivery) -> bool:
    """Say whether `user` may say what became of `delivery`.

    Editors and the administrator of all; an announcer of the loudspeakers.
    """
    organisation = delivery.organisation
    if holds(user, organisation, *SETTLERS):
        return True
    return delivery.channel.medium == Medium.LOUDSPEAKER and holds(
        user, organisation, Role.ANNOUNCER
    )


def of_newsroom(organisation: Organisation) -> DeliveryQuerySet:
    """Return the deliveries of `organisation` with all that a row shows."""
    found: DeliveryQuerySet = Delivery.objects.of(organisation).select_related(
        "organisation", "channel", "column", "story", "confirmed_by"
    )
    return found


def settled_by(
    user: Any, organisation: Organisation, found: QuerySet[Delivery]
) -> QuerySet[Delivery]:
    """Return those of `found` that `user` may settle."""
    if holds(user, organisation, *SETTLERS):
        return found
    if holds(user, organisation, Role.ANNOUNCER):
        return found.filter(channel__medium=Medium.LOUDSPEAKER)
    return found.none()


def hands_for(
    user: Any, organisation: Organisation, now: datetime
) -> QuerySet[Delivery]:
    """Return what waits for `user`'s hand, oldest first.

    Somebody who announces has the loudspeakers on top.
    """
    waiting = of_newsroom(organisation).for_a_hand(now)
    found = settled_by(user, organisation, waiting)
    if not holds(user, organisation, Role.ANNOUNCER):
        return found.order_by("due_at", "pk")
    loud = Case(
        When(channel__medium=Medium.LOUDSPEAKER, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return found.order_by(loud, "due_at", "pk")


def troubles_for(user: Any, organisation: Organisation) -> QuerySet[Delivery]:
    """Return what failed or is not confirmed and `user` may settle, newest first."""
    # Asked apart, the index finds these few among all that ever went out.
    stuck = Delivery.objects.of(organisation).filter(
        state__in=(State.FAILED, State.UNCONFIRMED)
    )
    found = of_newsroom(organisation).filter(pk__in=stuck.values("pk"))
    return settled_by(user, organisation, found).order_by("-due_at", "-pk")
