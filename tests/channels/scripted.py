"""An adapter that does what a test says, and remembers what it posted."""

from collections import Counter

from toasoan.channels.adapters.base import Pending, Plain, Receipt

posted = Counter()
# What deliver does per call: an exception to raise, "post and die", or nothing.
script = []
find_raises = []
# The items as they were posted, in turn.
taken = []


class PowerCut(BaseException):
    """The machine stops here: nothing after this line runs."""


class Scripted(Plain):
    exercise = True
    findable = True

    def __init__(self, **config):
        self.config = config

    def check(self, item):
        return []

    def deliver(self, sending):
        key = sending.key
        step = script.pop(0) if script else None
        if isinstance(step, Exception):
            raise step
        if step == "die before":
            raise PowerCut
        if not isinstance(step, Pending):
            posted[key] += 1
        taken.append(sending.item)
        if step == "post and die":
            raise PowerCut
        if isinstance(step, Pending):
            return step
        return Receipt(external_id="" if step == "empty" else key, url=f"#{key}")

    def find(self, sending):
        key = sending.key
        if find_raises:
            raise find_raises.pop(0)
        return Receipt(external_id=key, url=f"#{key}") if posted[key] else None


class Blind(Scripted):
    """One that cannot look things up."""

    findable = False


class Earnest(Scripted):
    """One that posts for all to see."""

    exercise = False


def reset():
    posted.clear()
    script.clear()
    find_raises.clear()
    taken.clear()
