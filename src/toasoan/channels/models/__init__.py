"""Channels, what each carries of a story, and whether it got there."""

from .broadcast import Broadcast, BroadcastQuerySet
from .channel import Channel, Medium, Rendition
from .connection import Connection
from .delivery import Delivery, DeliveryQuerySet
from .followup import STUCK_AFTER, FollowUp, FollowUpQuerySet
from .reading import StoryViews

__all__ = [
    "STUCK_AFTER",
    "Broadcast",
    "BroadcastQuerySet",
    "Channel",
    "Connection",
    "Delivery",
    "DeliveryQuerySet",
    "FollowUp",
    "FollowUpQuerySet",
    "Medium",
    "Rendition",
    "StoryViews",
]
