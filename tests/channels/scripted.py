"""An adapter that does what a test says, and remembers what it posted."""

from collections import Counter

from toasoan.channels.adapters.base import ASKED, Pending, Plain, Receipt, Unavailable

posted = Counter()
# What deliver does per call: an exception to raise, "post and die", "answer lost" and
# "call lost" (it asked, and may be asked again), or nothing.
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
        step = script.pop(0) if script else None
        self.before(step, sending)
        if not isinstance(step, Pending):
            posted[sending.key] += 1
        taken.append(sending.item)
        return self.after(step, sending)

    def before(self, step, sending):
        if isinstance(step, Exception):
            raise step
        if step == "die before":
            raise PowerCut
        if step in ("answer lost", "call lost"):
            sending.notes.keep(**{ASKED: True})
        if step == "call lost":
            raise Unavailable("no_answer")

    def after(self, step, sending):
        if step == "post and die":
            raise PowerCut
        if step == "answer lost":
            raise Unavailable("no_answer")
        if isinstance(step, Pending):
            return step
        key = sending.key
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
