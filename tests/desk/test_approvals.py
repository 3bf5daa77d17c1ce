"""Reading and deciding what waits for approval."""

import pytest

from tests.factories import newsroom
from toasoan.channels.models import Rendition
from toasoan.desk.approvals import drafts_of, sent_back_to, waiting_for
from toasoan.organisations.actions import grant
from toasoan.organisations.models import Role
from toasoan.stories.actions import send_back, submit
from toasoan.stories.models import StoryPage

pytestmark = pytest.mark.django_db


def page_of(story):
    return f"/admin/desk/approvals/{story.pk}/"


def decide(client, story, decision, reason="", revision=None):
    return client.post(
        f"{page_of(story)}decide/",
        {
            "decision": decision,
            "reason": reason,
            "revision": revision or story.latest_revision_id,
        },
    )


def fresh(story):
    return StoryPage.objects.get(pk=story.pk)


def test_todays_card_leads_to_the_story_and_one_tap_approves(client, commune):
    story = newsroom.submitted(commune)
    client.force_login(commune.approver)

    assert page_of(story) in client.get("/admin/").text
    assert f"{page_of(story)}decide/" in client.get(page_of(story)).text
    decide(client, story, "approve")

    assert fresh(story).live is True


def test_sending_back_needs_a_reason(client, commune):
    story = newsroom.submitted(commune)
    client.force_login(commune.approver)

    answer = decide(client, story, "send_back")

    assert answer.status_code == 422
    assert fresh(story).workflow_in_progress is True


def test_sent_back_story_comes_back_to_its_author_with_the_reason(client, commune):
    story = newsroom.submitted(commune)
    client.force_login(commune.approver)

    decide(client, story, "send_back", "Thiếu ngày họp")

    came_back = sent_back_to(commune.editor, commune.organisation)
    assert [(one.story, one.reason, one.by) for one in came_back] == [
        (story, "Thiếu ngày họp", commune.approver)
    ]


def test_author_reads_but_cannot_approve(client, commune):
    grant(user=commune.editor, organisation=commune.organisation, role=Role.APPROVER)
    story = newsroom.submitted(commune)
    client.force_login(commune.editor)

    page = client.get(page_of(story))
    answer = decide(client, story, "approve")

    assert "decide/" not in page.text
    assert answer.url == "/admin/desk/approvals/"
    assert fresh(story).live is False


def test_second_tap_changes_nothing(client, commune):
    story = newsroom.submitted(commune)
    client.force_login(commune.approver)

    decide(client, story, "approve")
    answer = decide(client, story, "approve")

    assert answer.url == "/admin/desk/approvals/"
    assert story.deliveries.filter(channel=commune.portal).count() == 1


def test_version_that_was_not_read_is_not_approved(client, commune):
    story = newsroom.submitted(commune)
    client.force_login(commune.approver)

    answer = decide(client, story, "approve", revision=999_999)

    assert answer.url == page_of(story)
    assert fresh(story).live is False


def test_editors_check_shows_the_latest_words_and_passes_them_on(client, commune):
    commune.organisation.second_editor_checks = True
    commune.organisation.save()
    story = newsroom.submitted(commune)
    second = newsroom.person("bien-tap-hai")
    grant(user=second, organisation=commune.organisation, role=Role.EDITOR)
    client.force_login(second)

    decide(client, story, "approve")

    waiting = waiting_for(commune.approver, commune.organisation)
    assert [(one.story, one.deciding) for one in waiting] == [(story, True)]


def test_correction_shows_words_taken_out_and_put_in(client, commune):
    story = newsroom.published(commune)
    story.lead = "Cầu đi lại được từ chiều nay."
    story.save_revision(user=commune.editor)
    submit(story=story, by=commune.editor)
    client.force_login(commune.approver)

    page = client.get(page_of(story))

    assert [one.field.name for one in page.context["changes"]] == ["lead"]
    assert 'class="deletion"' in page.text
    assert 'class="addition"' in page.text


def test_approval_shows_channels_and_their_own_words(client, commune):
    story = newsroom.draft(commune)
    story.renditions = [
        Rendition(
            channel=commune.zalo, organisation=commune.organisation, text="Bà con ơi"
        ),
        Rendition(
            channel=commune.fanpage, organisation=commune.organisation, wanted=False
        ),
    ]
    story.save_revision(user=commune.editor)
    submit(story=story, by=commune.editor)
    client.force_login(commune.approver)

    page = client.get(page_of(story))

    assert page.context["channels"] == [
        commune.portal,
        commune.zalo,
        commune.loudspeaker,
    ]
    assert "Bà con ơi" in page.text


def test_neighbours_story_is_not_found(client, commune, neighbour):
    story = newsroom.submitted(neighbour)
    client.force_login(commune.approver)

    assert client.get(page_of(story)).status_code == 404
    assert decide(client, story, "approve").status_code == 404
    assert waiting_for(commune.approver, commune.organisation) == []


@pytest.mark.parametrize("role", [Role.ANNOUNCER, Role.ACCOUNTANT, Role.SECRETARY])
def test_those_who_do_not_write_are_turned_away(client, commune, role):
    client.force_login(commune.people[role])

    assert client.get("/admin/desk/approvals/").url == "/admin/"


@pytest.mark.parametrize("stories", [1, 3])
def test_waiting_list_takes_six_queries(commune, stories, django_assert_num_queries):
    for number in range(stories):
        newsroom.submitted(commune, f"Tin {number}")

    with django_assert_num_queries(6):
        assert len(waiting_for(commune.approver, commune.organisation)) == stories


def test_drafts_are_those_left_and_not_those_sent_off(commune):
    left = newsroom.draft(commune, "Còn dở")
    newsroom.submitted(commune, "Đã gửi")
    back = newsroom.submitted(commune, "Bị trả")
    send_back(story=back, by=commune.approver, reason="Thiếu")

    assert drafts_of(commune.editor, commune.organisation) == [left]
    assert drafts_of(commune.approver, commune.organisation) == []


@pytest.mark.parametrize("stories", [1, 3])
def test_todays_screen_takes_the_same_queries_for_one_or_three(
    client, commune, stories, django_assert_num_queries
):
    for number in range(stories):
        newsroom.published(commune, f"Đăng {number}")
        newsroom.submitted(commune, f"Chờ {number}")
        newsroom.draft(commune, f"Nháp {number}")
    grant(user=commune.editor, organisation=commune.organisation, role=Role.APPROVER)
    client.force_login(commune.editor)
    client.get("/admin/")

    with django_assert_num_queries(37):
        client.get("/admin/")
