"""An adapter that does what a test says, and remembers what it posted."""

from collections import Counter

from toasoan.channels.adapters.base import Receipt, Way

posted = Counter()
# What deliver does per call: an exception to raise, "post and die", or nothing.
script = []
find_raises = []


class PowerCut(BaseException):
    """The machine stops here: nothing after this line runs."""


class Scripted:
    way = Way.PUSHED
    exercise = True
    findable = True
    withdrawable = False

    def __init__(self, **config):
        self.config = config

    def check(self, item):
        return []

    def deliver(self, item, key):
        step = script.pop(0) if script else None
        if isinstance(step, Exception):
            raise step
        if step == "die before":
            raise PowerCut
        posted[key] += 1
        if step == "post and die":
            raise PowerCut
        return Receipt(external_id="" if step == "empty" else key, url=f"#{key}")

    def find(self, key):
        if find_raises:
            raise find_raises.pop(0)
        return Receipt(external_id=key, url=f"#{key}") if posted[key] else None

    def withdraw(self, receipt):
        """Nothing to do."""


class Blind(Scripted):
    """One that cannot look things up."""

    findable = False


def reset():
    posted.clear()
    script.clear()
    find_raises.clear()
