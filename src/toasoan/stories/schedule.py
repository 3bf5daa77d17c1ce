"""What goes up and what comes down at its hour."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page, Revision

logger = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Outcome:
    """What one round did; `failed` says which page each error came from."""

    published: int = 0
    expired: int = 0
    failed: list[str] = field(default_factory=list)


def publish_due(now: datetime) -> Outcome:
    """Publish what was approved for an hour that has come, take down what expired.

    As Wagtail's `publish_scheduled`, but each page stands alone: one that raises is
    reported and the others go on.
    """
    expired = Page.objects.live().filter(expire_at__lt=now).order_by("expire_at")
    due = Revision.objects.filter(approved_go_live_at__lte=now)
    outcome = Outcome()
    outcome.expired = _each(expired.specific(), _take_down, outcome.failed)
    outcome.published = _each(
        due.order_by("approved_go_live_at"), _put_up, outcome.failed
    )
    return outcome


def _take_down(page: Page) -> None:
    page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _put_up(revision: Revision) -> None:
    # Asked again: its hour may have been taken back, or another worker was faster.
    waiting = Revision.objects.select_for_update().filter(
        pk=revision.pk, approved_go_live_at=revision.approved_go_live_at
    )
    if list(waiting.values_list("pk")):
        revision.publish(log_action="wagtail.publish.scheduled")


def _each(items: Iterable[Any], act: Callable[[Any], None], failed: list[str]) -> int:
    done = 0
    for item in list(items):
        try:
            with transaction.atomic():
                act(item)
        except Exception as error:
            logger.exception("%s could not be handled at its hour", item)
            failed.append(f"{item}: {error!r}")
        else:
            done += 1
    return done
