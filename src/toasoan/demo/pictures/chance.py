"""A small repeatable source of chance: the same seed draws the same picture."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A linear congruential generator; good enough to scatter trees."""

    def __init__(self, seed: int) -> None:
        self.state = (seed * 2654435761 + 97531) % 2**32
        for _ in range(4):
            self.unit()

    def unit(self) -> float:
        """Return the next number in [0, 1)."""
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return self.state / 2**32

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.unit()

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self.unit() * len(items))]
