"""What waits for whose approval, and what came back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import pgettext_lazy
from wagtail.models import (
    Revision,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)

from toasoan.organisations.models import Organisation
from toasoan.stories.models import (
    EditorCheck,
    LeaderApproval,
    StoryPage,
    authors_of_all,
)

from .door import holds

STEPS: dict[type[EditorCheck] | type[LeaderApproval], Any] = {
    EditorCheck: pgettext_lazy("step of approval", "editor's check"),
    LeaderApproval: pgettext_lazy("step of approval", "leader's approval"),
}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A story at a step of approval; `deciding` when this person may decide on it."""

    story: StoryPage
    title: str
    step: EditorCheck | LeaderApproval
    step_name: Any
    since: datetime
    writer: Any
    revision: Revision
    deciding: bool

    @property
    def correction(self) -> bool:
        """Say whether the story is public already and this changes it."""
        return bool(self.story.live)


def waiting_for(user: Any, organisation: Organisation) -> list[Waiting]:
    """Return what waits at the steps whose role `user` holds, oldest first.

    What they wrote themselves is in the list too, with `deciding` false. Seven
    queries at most.
    """
    steps = _steps_of(user, organisation)
    states = list(
        TaskState.objects.filter(
            task__in=steps,
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        )
        .select_related("revision__user", "workflow_state__requested_by")
        .order_by("started_at")
    )
    stories = _stories(organisation, states)
    authors = authors_of_all(stories.values())
    return [
        _waiting(state, steps[state.task_id], story, authors[story.pk], user)
        for state in states
        if (story := stories.get(int(state.workflow_state.object_id)))
    ]


def waiting_story(user: Any, organisation: Organisation, pk: int) -> Waiting | None:
    """Return story `pk` if it waits at a step whose role `user` holds."""
    found = waiting_for(user, organisation)
    return next((one for one in found if one.story.pk == pk), None)


def _steps_of(
    user: Any, organisation: Organisation
) -> dict[int, EditorCheck | LeaderApproval]:
    steps = [
        step
        for kind in STEPS
        if holds(user, organisation, kind.role)
        for step in kind.objects.of(organisation)
    ]
    for step in steps:
        step.organisation = organisation
    return {step.pk: step for step in steps}


def _stories(
    organisation: Organisation, states: Iterable[TaskState]
) -> dict[int, StoryPage]:
    keys = [int(state.workflow_state.object_id) for state in states]
    found: dict[int, StoryPage] = (
        StoryPage.objects.filter(organisation=organisation)
        .select_related("owner", "organisation")
        .in_bulk(keys)
    )
    return found


def _waiting(
    state: TaskState,
    step: EditorCheck | LeaderApproval,
    story: StoryPage,
    authors: set[int],
    user: Any,
) -> Waiting:
    return Waiting(
        story=story,
        title=story.draft_title,
        step=step,
        step_name=STEPS[type(step)],
        since=state.started_at,
        writer=state.workflow_state.requested_by or story.owner,
        revision=_revision_shown(state, step, story),
        deciding=step.suits(user, authors),
    )


def _revision_shown(state: TaskState, step: Any, story: StoryPage) -> Revision:
    """Return the version that passing this step passes on.

    An editor may still change the words at the editor's check; at the leader's
    approval they are locked.
    """
    if isinstance(step, EditorCheck) and story.latest_revision_id != state.revision_id:
        return story.latest_revision
    return state.revision


@dataclass(frozen=True, kw_only=True)
class SentBack:
    story: StoryPage
    reason: str
    by: Any
    at: datetime | None


def sent_back_to(user: Any, organisation: Organisation) -> list[SentBack]:
    """Return `user`'s stories that were sent back, with the reason, newest first."""
    states = (
        WorkflowState.objects.filter(
            status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user
        )
        .select_related("current_task_state__finished_by")
        .order_by("-pk")
    )
    keys = {int(state.object_id): state.current_task_state for state in states}
    stories = StoryPage.objects.filter(organisation=organisation).in_bulk(list(keys))
    return [
        SentBack(
            story=stories[key],
            reason=state.comment if state else "",
            by=state.finished_by if state else None,
            at=state.finished_at if state else None,
        )
        for key, state in keys.items()
        if key in stories
    ]


def drafts_of(user: Any, organisation: Organisation) -> list[StoryPage]:
    """Return the latest stories `user` began and did not send off, ten at most."""
    begun = list(
        StoryPage.objects.filter(
            organisation=organisation, owner=user, has_unpublished_changes=True
        ).order_by("-latest_revision_created_at")[:30]
    )
    busy = WorkflowState.objects.active().filter(
        base_content_type=get_default_page_content_type(),
        object_id__in=[str(story.pk) for story in begun],
    )
    sent = set(busy.values_list("object_id", flat=True))
    return [story for story in begun if str(story.pk) not in sent][:10]
