"""A Zalo Official Account: articles, and broadcasts that a person sends."""

from .account import ZaloOA
from .keys import Keys

__all__ = ["Keys", "ZaloOA"]
