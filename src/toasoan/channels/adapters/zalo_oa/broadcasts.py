"""A broadcast: up to five articles to all followers, by a person's hand.

An account may send one to four a month, by its package; no call says how many are left.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from toasoan.channels.adapters.base import Rejected, Unavailable

from . import times

MOST = 5


def refuse(articles: Sequence[str], now: datetime) -> None:
    """Raise Rejected for too few or many, Unavailable in the night."""
    if not 1 <= len(articles) <= MOST:
        raise Rejected("zalo_broadcast_count", str(len(articles)))
    if times.at_night(now):
        wait = times.seconds(now, times.next_morning(now))
        raise Unavailable("zalo_night", retry_after=wait)


def message(articles: Sequence[str], target: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is posted; an empty `target` means all followers."""
    elements = [{"media_type": "article", "attachment_id": one} for one in articles]
    return {
        "recipient": {"target": dict(target)},
        "message": {
            "attachment": {
                "type": "template",
                "payload": {"template_type": "media", "elements": elements},
            }
        },
    }
