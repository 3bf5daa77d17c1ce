"""Channels, what each carries of a story, and whether it got there."""

from .channel import Channel, Medium, Rendition
from .connection import Connection
from .delivery import Delivery, DeliveryQuerySet
from .followup import FollowUp, FollowUpQuerySet
from .reading import StoryViews

__all__ = [
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
