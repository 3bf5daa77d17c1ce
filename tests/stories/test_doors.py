"""No other door: approval is the only way to the public (promise 11).

Every admin address is posted to, with all that the editor's form may send, by people
who must not publish; nothing may become public, change or disappear by it.
"""

import pytest
from django.test import Client
from wagtail.models import TaskState

from tests.factories import newsroom
from tests.walk import PARAMETER, addresses, ask, shut, walked_routes
from toasoan.channels.models import Delivery
from toasoan.organisations.actions import grant
from toasoan.organisations.models import Role
from toasoan.stories.models import StoryPage


@pytest.fixture
def stories(commune):
    """One story never seen, one waiting, one public with a change in hand."""
    changed = newsroom.published(commune, "Đã đăng")
    changed.title = "Đã đăng, sửa lén"
    changed.save_revision(user=commune.editor)
    return [
        newsroom.draft(commune, "Bản nháp"),
        newsroom.submitted(commune, "Đang chờ"),
        changed,
    ]


def values_for(stories):
    ids = [story.pk for story in stories]
    states = list(TaskState.objects.order_by("-pk").values_list("pk", flat=True))
    revisions = [story.latest_revision_id for story in stories]
    known = {
        "revision_id": revisions,
        "task_state_id": states,
        "action_name": ["approve"],
        "action": ["approve"],
        "action_type": ["publish"],
        "app_label": ["wagtailcore"],
        "model_name": ["page"],
        "content_type_app_name": ["stories"],
        "content_type_model_name": ["storypage"],
        "destination_id": [stories[0].get_parent().pk],
        "parent_page_id": [stories[0].get_parent().pk],
    }
    return lambda name, route: known.get(name, ids)


def payloads(stories):
    story = stories[0]
    form = {
        "title": "Lén đăng",
        "slug": "len-dang",
        "genre": "tin",
        "lead": "x",
        "body-count": 0,
        "cover_alt": "",
        "place": "",
        "source": "",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "credits-TOTAL_FORMS": 0,
        "credits-INITIAL_FORMS": 0,
        "corrections-TOTAL_FORMS": 0,
        "corrections-INITIAL_FORMS": 0,
        "renditions-TOTAL_FORMS": 0,
        "renditions-INITIAL_FORMS": 0,
        "new_title": "Bản sao",
        "new_slug": "ban-sao",
        "new_parent_page": story.get_parent().pk,
        "publish_copies": "on",
        "id": [one.pk for one in stories],
        "comment": "x",
    }
    return [
        {**form, "action-publish": "1"},
        {
            **form,
            "action-workflow-action": "approve",
            "workflow-action-name": "approve",
        },
    ]


def public_stories(commune):
    return list(
        StoryPage.objects.filter(organisation=commune.organisation, live=True)
        .order_by("pk")
        .values_list("pk", "title", "live_revision_id")
    )


@pytest.mark.parametrize("who", ["editor", "administrator", "announcer", "author"])
def test_nothing_becomes_public_without_approval(commune, stories, who):
    client = Client(raise_request_exception=False)
    client.force_login(person(commune, who))
    before = public_stories(commune)
    deliveries = Delivery.objects.count()

    for route in walked_routes():
        if route.startswith("admin/") and PARAMETER.search(route):
            for address in addresses(route, values_for(stories)):
                for payload in payloads(stories):
                    shut(ask(client.post, address, payload))

    assert [row for row in public_stories(commune) if row not in before] == []
    assert Delivery.objects.count() == deliveries


def test_the_walk_does_reach_the_door(commune, stories):
    """The same walk by somebody who may approve publishes what waits: it can fail."""
    client = Client(raise_request_exception=False)
    client.force_login(commune.approver)
    waiting = stories[1]

    for route in walked_routes():
        if "workflow/action" in route:
            for address in addresses(route, values_for([waiting])):
                shut(ask(client.post, address, {"comment": "x"}))

    waiting.refresh_from_db()
    assert waiting.live is True


def person(commune, who):
    if who != "author":
        return commune.people[Role(who)]
    # The writer of all three stories, who also holds the approver's role.
    grant(user=commune.editor, organisation=commune.organisation, role=Role.APPROVER)
    return commune.editor
