"""A channel without keys: a person posts the ready text and says where."""

from typing import ClassVar

from .base import Item, Problem, Receipt, Rejected, Way
from .limits import problems


class Handed:
    way: ClassVar[Way] = Way.HANDED
    exercise: ClassVar[bool] = False
    findable: ClassVar[bool] = False
    withdrawable: ClassVar[bool] = False

    def check(self, item: Item) -> list[Problem]:
        return problems(item)

    def deliver(self, item: Item, key: str) -> Receipt:
        """Raise Rejected: no program delivers here, only a person does."""
        raise Rejected("by_hand_only")

    def find(self, key: str) -> Receipt | None:
        return None

    def withdraw(self, receipt: Receipt) -> None:
        """Raise Rejected: who posted it takes it down."""
        raise Rejected("by_hand_only")
