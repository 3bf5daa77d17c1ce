"""Channels, what each carries of a story, and whether it got there."""

from .channel import Channel, Medium, Rendition
from .delivery import Delivery, DeliveryQuerySet

__all__ = ["Channel", "Delivery", "DeliveryQuerySet", "Medium", "Rendition"]
