"""Two who decide at once, a story on its way elsewhere, one that was promised."""

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from wagtail.models import Revision, TaskState, WorkflowState

from tests.factories import newsroom
from toasoan.organisations.actions import grant
from toasoan.organisations.models import Role
from toasoan.stories.actions import approve, send_back, submit
from toasoan.stories.models import StoryPage
from toasoan.stories.schedule import _put_up, publish_due

TONIGHT = newsroom.moment(hour=9)
MORNING = newsroom.moment(day=21, hour=0)


def test_second_decision_comes_too_late(commune):
    story = newsroom.submitted(commune)
    read_too = StoryPage.objects.get(pk=story.pk)
    assert read_too.current_workflow_task_state.status == "in_progress"

    send_back(story=story, by=commune.approver, reason="Thiếu ngày họp")

    with pytest.raises(PermissionDenied):
        approve(story=read_too, by=commune.approver)
    assert StoryPage.objects.get(pk=story.pk).live is False


def test_page_of_an_older_reading_approves_nothing(commune):
    """The state read before somebody else decided is not believed."""
    story = newsroom.submitted(commune)
    stale = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    send_back(story=story, by=commune.approver, reason="Thiếu ngày họp")

    with pytest.raises(PermissionDenied):
        stale.task.specific.on_action(stale, commune.approver, "approve")
    assert StoryPage.objects.get(pk=story.pk).live is False


def test_story_does_not_move_or_copy_to_another_newsroom(commune, neighbour):
    both = commune.editor
    grant(user=both, organisation=neighbour.organisation, role=Role.EDITOR)
    story = newsroom.draft(commune)

    may = story.permissions_for_user(both)

    assert (may.can_move_to(neighbour.column), may.can_copy_to(neighbour.column)) == (
        False,
        False,
    )
    assert may.can_copy_to(commune.column) is True


def test_not_even_the_installer_moves_a_story_elsewhere(commune, neighbour):
    story = newsroom.draft(commune)

    may = story.permissions_for_user(newsroom.installer())

    assert may.can_move_to(neighbour.column) is False


def test_story_with_an_hour_is_not_deleted(commune, client):
    with time_machine.travel(TONIGHT, tick=False):
        story = newsroom.submitted(commune, go_live_at=MORNING)
        approve(story=story, by=commune.approver)
        client.force_login(commune.administrator)
        client.post(f"/admin/pages/{story.pk}/delete/")

    assert StoryPage.objects.filter(pk=story.pk).exists() is True


def test_version_whose_hour_was_taken_back_meanwhile_stays_down(commune):
    with time_machine.travel(TONIGHT, tick=False):
        story = newsroom.submitted(commune, go_live_at=MORNING)
        approve(story=story, by=commune.approver)
    due = Revision.objects.get(approved_go_live_at=MORNING)
    Revision.objects.update(approved_go_live_at=None)

    with time_machine.travel(MORNING, tick=False):
        _put_up(due)

    assert StoryPage.objects.get(pk=story.pk).live is False


def test_story_going_up_leaves_its_correction_waiting(commune):
    with time_machine.travel(TONIGHT, tick=False):
        story = newsroom.submitted(commune, go_live_at=MORNING)
        approve(story=story, by=commune.approver)
        story = StoryPage.objects.get(pk=story.pk)
        story.lead = "Họp ở nhà văn hóa."
        story.save_revision(user=commune.editor)
        submit(story=story, by=commune.editor)
    with time_machine.travel(MORNING, tick=False):
        publish_due(MORNING)

    story = StoryPage.objects.get(pk=story.pk)
    assert story.live is True
    assert story.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
