"""Approval is the only door to the public."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import newsroom
from toasoan.channels.models import Delivery
from toasoan.organisations.actions import grant
from toasoan.organisations.models import Role
from toasoan.stories.actions import approve, send_back, submit
from toasoan.stories.models import StoryPage


def test_editors_own_story_goes_straight_to_the_leader(commune):
    story = newsroom.submitted(commune)

    assert type(story.current_workflow_task.specific).__name__ == "LeaderApproval"


def test_second_editor_checks_when_the_rule_says_so(commune):
    commune.organisation.second_editor_checks = True
    commune.organisation.save()
    story = newsroom.submitted(commune)

    with pytest.raises(PermissionDenied):
        approve(story=story, by=commune.editor)


def test_author_cannot_approve_their_own_story(commune):
    grant(user=commune.editor, organisation=commune.organisation, role=Role.APPROVER)
    story = newsroom.submitted(commune)

    with pytest.raises(PermissionDenied):
        approve(story=story, by=commune.editor)


def test_author_may_approve_when_the_rule_says_so(commune):
    grant(user=commune.editor, organisation=commune.organisation, role=Role.APPROVER)
    commune.organisation.author_may_approve = True
    commune.organisation.save()
    story = newsroom.submitted(commune)

    approve(story=story, by=commune.editor)

    assert StoryPage.objects.get(pk=story.pk).live is True


def test_approval_publishes_and_delivers_to_the_portal(commune):
    story = newsroom.published(commune)

    assert story.live is True
    assert list(
        story.deliveries.order_by("channel__position").values_list("state", flat=True)
    ) == [
        Delivery.State.DELIVERED,
        Delivery.State.QUEUED,
        Delivery.State.QUEUED,
        Delivery.State.QUEUED,
    ]


def test_story_sent_back_can_be_submitted_again(commune):
    story = newsroom.submitted(commune)

    send_back(story=story, by=commune.approver, reason="Thiếu ngày họp")
    story = StoryPage.objects.get(pk=story.pk)
    assert story.live is False
    story.lead = "Họp ngày 20/11."
    story.save_revision(user=commune.editor)
    submit(story=story, by=commune.editor)
    approve(story=StoryPage.objects.get(pk=story.pk), by=commune.approver)

    assert StoryPage.objects.get(pk=story.pk).lead == "Họp ngày 20/11."


def test_neighbours_approver_cannot_approve(commune, neighbour):
    story = newsroom.submitted(commune)

    with pytest.raises(PermissionDenied):
        approve(story=story, by=neighbour.approver)


def test_installer_cannot_approve_what_they_wrote(commune):
    installer = newsroom.installer()
    story = newsroom.submitted(commune, owner=installer)

    with pytest.raises(PermissionDenied):
        approve(story=story, by=installer)
