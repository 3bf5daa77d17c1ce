"""Which deliveries wait for a person, and who may say what became of them."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from toasoan.channels.adapters.base import Way
from toasoan.channels.models import (
    Broadcast,
    BroadcastQuerySet,
    Connection,
    Delivery,
    DeliveryQuerySet,
    Medium,
)
from toasoan.organisations.models import Organisation, Role

from .door import SENDERS, SETTLERS, holds

State = Delivery.State
# What should have gone out this long ago and has not is told at the desk.
STUCK_AFTER = timedelta(minutes=5)
MOST_TROUBLES = 500


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
    # Few joins: PostgreSQL takes longer to plan eight than to fetch the rest apart.
    stories = Delivery.objects.of(organisation).select_related("story")
    found: DeliveryQuerySet = stories.prefetch_related(
        "organisation", "channel", "column", "confirmed_by"
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


def troubles_for(
    user: Any, organisation: Organisation, now: datetime
) -> QuerySet[Delivery]:
    """Return what failed, is not confirmed or is stuck and `user` may settle.

    Newest first. What waits for a channel that must be connected again is told once,
    with the channel.
    """
    mine = Delivery.objects.of(organisation).order_by()
    failed = mine.filter(state__in=(State.FAILED, State.UNCONFIRMED))
    stuck = mine.going_out(Way.PUSHED, now - STUCK_AFTER).order_by()
    told = Connection.objects.of(organisation).exclude(trouble="")
    stuck = stuck.exclude(channel__in=told.values("pk"))
    # Asked apart, an index finds these few among all that ever went out.
    few = {
        *failed.values_list("pk", flat=True)[:MOST_TROUBLES],
        *stuck.values_list("pk", flat=True)[:MOST_TROUBLES],
    }
    found = of_newsroom(organisation).filter(pk__in=few)
    return settled_by(user, organisation, found).order_by("-due_at", "-pk")


def broadcasts_for(user: Any, organisation: Organisation) -> BroadcastQuerySet:
    """Return the messages to followers' phones of which `user` may say what became."""
    unsure = Broadcast.objects.of(organisation).unconfirmed()
    found: BroadcastQuerySet = unsure.select_related("channel")
    return found if holds(user, organisation, *SENDERS) else found.none()
