"""A correction stands on the page that carried the error, for all to see."""

import pytest
import time_machine

from tests.factories import newsroom
from tests.portal.test_pages import HOST
from toasoan.stories.actions import approve, submit
from toasoan.stories.models import Correction, StoryPage

WRONG = "Cầu thông xe ngày 20/11, không phải ngày 19/11 như tin đã đăng."


@pytest.fixture
def corrected(commune):
    """A public story whose correction an editor wrote and the leader approved."""
    with time_machine.travel("2026-11-20 09:00 +0700"):
        story = newsroom.published(commune, "Thông xe cầu")
    with time_machine.travel("2026-11-21 07:30 +0700"):
        story.corrections = [Correction(text=WRONG)]
        story.save_revision(user=commune.editor)
        submit(story=story, by=commune.editor)
        approve(story=story, by=commune.approver)
    return StoryPage.objects.get(pk=story.pk)


def shown(client, commune, story, rest=""):
    address = f"/{commune.column.slug}/{story.slug}/{rest}"
    return client.get(address, headers=HOST).content.decode()


@pytest.mark.parametrize("rest", ["", "noi-dung.html"])
def test_readers_see_what_was_corrected_and_when(client, commune, corrected, rest):
    page = shown(client, commune, corrected, rest)

    assert f"<b>Đính chính ngày 21/11/2026:</b> {WRONG}" in page


def test_search_engines_are_told_of_it(client, commune, corrected):
    assert f'"correction":"{WRONG}"' in shown(client, commune, corrected)


def test_correction_that_nobody_approved_is_not_shown(client, commune):
    story = newsroom.published(commune, "Thông xe cầu")
    story.corrections = [Correction(text=WRONG)]
    story.save_revision(user=commune.editor)

    assert WRONG not in shown(client, commune, story)


def test_approver_reads_the_correction_among_what_changed(client, commune):
    story = newsroom.published(commune, "Thông xe cầu")
    story.corrections = [Correction(text=WRONG)]
    story.save_revision(user=commune.editor)
    submit(story=story, by=commune.editor)
    client.force_login(commune.approver)

    page = client.get(f"/admin/desk/approvals/{story.pk}/").content.decode()

    assert WRONG in page


def test_correction_belongs_to_the_newsroom_of_its_story(commune, corrected):
    assert Correction.objects.of(commune.organisation).get().text == WRONG
