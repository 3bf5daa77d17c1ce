"""An adapter that reaches its followers' phones, and does what a test says."""

from tests.channels import scripted
from toasoan.channels.adapters.base import BroadcastRule, Receipt

# What `broadcast` does: an exception to raise, "send and die", or nothing.
script = []
sent = []
rules = []


class Phones(scripted.Earnest):
    broadcasting = True

    def rule(self, now):
        return rules[-1] if rules else BroadcastRule(a_month=2, most=2)

    def broadcast(self, posts, *, target, now):
        step = script.pop(0) if script else None
        if isinstance(step, Exception):
            raise step
        sent.append(list(posts))
        if step == "send and die":
            raise scripted.PowerCut
        return Receipt(external_id=f"m{len(sent)}", url="")


def reset():
    scripted.reset()
    for one in (script, sent, rules):
        one.clear()
