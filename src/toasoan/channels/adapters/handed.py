"""A channel without keys: a person posts the ready text and says where."""

from typing import ClassVar

from .base import Item, Plain, Problem, Way
from .limits import problems


class Handed(Plain):
    way: ClassVar[Way] = Way.HANDED

    def check(self, item: Item) -> list[Problem]:
        return problems(item)
