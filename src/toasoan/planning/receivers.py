"""Approved stories go where the plan promised them."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.signals import init_new_page, page_published

from toasoan.channels.models import Rendition
from toasoan.channels.tasks import deliver_due_of
from toasoan.stories.models import ColumnPage, StoryPage

from .schedule import promised_channels, schedule_deliveries


def send_out(sender: Any, instance: StoryPage, **kwargs: Any) -> None:
    """Queue deliveries; Wagtail also calls this when a page is only scheduled."""
    schedule_deliveries(instance, timezone.now())
    if instance.live:
        pk = instance.pk
        transaction.on_commit(lambda: deliver_due_of.enqueue(pk))


def offer_channels(sender: Any, page: Any, parent: Any, **kwargs: Any) -> None:
    """Fill a new story's channels tab with what the plan promises its column."""
    if not isinstance(page, StoryPage):
        return
    column: ColumnPage = parent.specific
    page.organisation_id = column.organisation_id
    page.renditions = [
        Rendition(channel=channel, organisation_id=column.organisation_id)
        for channel in promised_channels(column, timezone.now())
    ]


def connect() -> None:
    page_published.connect(send_out, sender=StoryPage)
    init_new_page.connect(offer_channels)
