"""What the worker does for the public pages, in rounds that keep nobody waiting."""

import time

from django.utils import timezone

from toasoan.core.queue import enqueue_once, work_of

from .keep import outdated, refresh

# After deliveries, before what nobody waits for.
AFTER_DELIVERIES = 10
A_ROUND = 50  # pages of one newsroom
SECONDS = 2.0  # how long a delivery that comes meanwhile waits at most


@work_of(priority=AFTER_DELIVERIES)
def renew_pages() -> int:
    """Render what a change, time or a crash left behind; return how many.

    Newsrooms with little to do come first. Asks for another round when there is more
    to do and this one got on: a page that cannot be rendered is tried again each
    minute, not at once.
    """
    ends, done = time.monotonic() + SECONDS, 0
    for pk in outdated(timezone.now()):
        done += refresh(pk, A_ROUND)
        if time.monotonic() > ends:
            break
    if done and outdated(timezone.now()):
        enqueue_once(renew_pages)
    return done


def wake() -> None:
    """Ask the worker to render what has changed."""
    enqueue_once(renew_pages)
