"""Channels, what each carries of a story, and whether it got there."""

from .channel import Channel, Medium, Rendition
from .delivery import Delivery

__all__ = ["Channel", "Delivery", "Medium", "Rendition"]
