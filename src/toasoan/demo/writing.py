"""A demo story as an editor writes it, as a leader approves it, on a past day."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from html import escape
from typing import Any

from django.db import transaction
from wagtail.models import PageLogEntry, TaskState
from wagtail.rich_text import RichText

from toasoan.channels.models import Channel, Delivery, Rendition
from toasoan.organisations.models import Organisation, User
from toasoan.stories.actions import approve, submit
from toasoan.stories.models import ColumnPage, Credit, StoryPage

from .album import Album
from .stories import DemoStory

CHECKING = timedelta(minutes=50)
WRITING = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who writes and approves, into which columns, with which pictures."""

    organisation: Organisation
    columns: dict[str, ColumnPage]
    album: Album
    editors: tuple[User, ...]
    approver: User


def write(
    desk: Desk, told: DemoStory, by: User, also: tuple[Channel, ...] = (), **fields: Any
) -> StoryPage:
    """Save `told` as a draft of the editor `by`; `also` are channels added by hand."""
    column = desk.columns[told.column]
    topics = list(column.topics.all())
    story = StoryPage(
        title=told.headline,
        genre=told.genre,
        lead=told.lead,
        body=body(desk, told),
        place=told.place,
        event_at=told.event_at(desk.organisation.zone),
        cover=desk.album.pictures[told.cover],
        cover_alt=told.cover.alt,
        owner=by,
        organisation=desk.organisation,
        live=False,
        **fields,
    )
    story.topics = [topics[place] for place in told.topics if place < len(topics)]
    story.credits = [
        Credit(
            name=credit.name,
            role=credit.role,
            share=Decimal(credit.share),
            organisation=desk.organisation,
        )
        for credit in told.credits
    ]
    story.renditions = [
        Rendition(channel=channel, organisation=desk.organisation) for channel in also
    ]
    column.add_child(instance=story)
    story.save_revision(user=by, log_action="wagtail.create")
    return story


def body(desk: Desk, told: DemoStory) -> list[tuple[str, Any]]:
    """Return the story's blocks: its text, its gallery, its document."""
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in told.body)
    blocks: list[tuple[str, Any]] = [("text", RichText(text))]
    if told.gallery:
        shown = [
            {"picture": desk.album.pictures[one], "alt": one.alt, "caption": ""}
            for one in told.gallery
        ]
        blocks.append(("gallery", shown))
    if told.genre == StoryPage.Genre.DOCUMENT:
        paper = desk.album.paper(told)
        blocks.append(("document", {"document": paper, "title": told.headline}))
    return blocks


@transaction.atomic
def write_and_approve(
    desk: Desk, told: DemoStory, at: datetime, by: User, also: tuple[Channel, ...]
) -> StoryPage:
    """Write `told`, pass it through approval, and date all of it to `at`."""
    story = write(desk, told, by, also)
    submit(story=story, by=by)
    approve(story=StoryPage.objects.get(pk=story.pk), by=desk.approver)
    StoryPage.objects.filter(pk=story.pk).update(
        first_published_at=at, last_published_at=at, listed_at=at
    )
    date_to(story, at)
    Delivery.objects.filter(story=story).update(
        created_at=at, due_at=at, due_on=desk.organisation.local_day(at)
    )
    Delivery.objects.filter(story=story, state=Delivery.State.DELIVERED).update(
        delivered_at=at, delivered_on=desk.organisation.local_day(at)
    )
    return StoryPage.objects.get(pk=story.pk)


def date_to(story: StoryPage, at: datetime) -> None:
    """Date the versions, the approval and the history of `story` to `at`.

    The demo's month is made in a minute; Wagtail dates all of it now.
    """
    asked = at - CHECKING
    written = at - WRITING
    StoryPage.objects.filter(pk=story.pk).update(latest_revision_created_at=written)
    story.revisions.update(created_at=written)
    states = story.workflow_states.all()
    states.update(created_at=asked)
    TaskState.objects.filter(workflow_state__in=states).update(started_at=asked)
    TaskState.objects.filter(
        workflow_state__in=states, finished_at__isnull=False
    ).update(finished_at=at)
    history = PageLogEntry.objects.filter(page=story.pk)
    history.update(timestamp=at)
    history.filter(action="wagtail.create").update(timestamp=written)
    history.filter(action="wagtail.workflow.start").update(timestamp=asked)
