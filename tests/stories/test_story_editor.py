"""The story editor: what it opens with, and what it asks before approval."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import newsroom
from toasoan.stories.models import Picture, StoryPage


@pytest.fixture
def client(commune):
    client = Client()
    client.force_login(commune.editor)
    return client


def form(**changes):
    return {
        "title": "Họp thôn",
        "slug": "hop-thon",
        "genre": "tin",
        "lead": "Thôn họp tối nay.",
        "body-count": "0",
        "cover": "",
        "cover_alt": "",
        "place": "",
        "source": "",
        "event_at": "",
        "embargo_until": "",
        "pinned_until": "",
        "go_live_at": "",
        "expire_at": "",
        "credits-TOTAL_FORMS": "0",
        "credits-INITIAL_FORMS": "0",
        "corrections-TOTAL_FORMS": "0",
        "corrections-INITIAL_FORMS": "0",
        "renditions-TOTAL_FORMS": "0",
        "renditions-INITIAL_FORMS": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-submit": "1",
        **changes,
    }


def add_address(commune):
    return reverse(
        "wagtailadmin_pages:add", args=("stories", "storypage", commune.column.pk)
    )


def errors_of(response):
    shown = response.context["form"]
    return sorted({*shown.errors.keys()})


def test_new_story_opens_with_a_text_the_writers_name_and_the_plans_channels(
    commune, client
):
    response = client.get(add_address(commune))

    shown = response.context["form"]
    assert [block.block_type for block in shown.instance.body] == ["text"]
    assert [str(c.name) for c in shown.instance.credits.all()] == [str(commune.editor)]
    assert [r.channel_id for r in shown.instance.renditions.all()] == [
        commune.portal.pk,
        commune.fanpage.pk,
        commune.zalo.pk,
        commune.loudspeaker.pk,
    ]


def test_news_item_with_a_lead_goes_for_approval(commune, client):
    client.post(add_address(commune), form())

    story = StoryPage.objects.get(slug="hop-thon")
    assert story.live is False
    assert story.current_workflow_state.status == "in_progress"


@pytest.mark.parametrize(
    ("genre", "field"),
    [("bai", "body"), ("tai_lieu", "body"), ("anh", "body"), ("video", "body")],
)
def test_genre_says_what_it_lacks(commune, client, genre, field):
    response = client.post(add_address(commune), form(genre=genre))

    assert errors_of(response) == [field]
    assert StoryPage.objects.filter(slug="hop-thon").exists() is False


def test_unfinished_draft_is_kept(commune, client):
    client.post(
        add_address(commune), form(genre="anh", lead="", **{"action-submit": ""})
    )

    assert StoryPage.objects.get(slug="hop-thon").live is False


def test_cover_needs_its_words_and_its_consent(commune, client):
    cover = newsroom.picture(commune.organisation, consent=Picture.Consent.UNKNOWN)

    response = client.post(add_address(commune), form(cover=str(cover.pk)))

    assert errors_of(response) == ["cover", "cover_alt"]


def test_shares_of_one_kind_of_work_stay_within_a_hundred(commune, client):
    credit = {"role": "author", "share": "60", "ORDER": "1", "id": "", "DELETE": ""}
    rows = {
        f"credits-{place}-{key}": value
        for place in (0, 1)
        for key, value in {**credit, "name": f"Người {place}"}.items()
    }

    response = client.post(
        add_address(commune), form(**rows, **{"credits-TOTAL_FORMS": "2"})
    )

    assert errors_of(response) == ["__all__"]


@pytest.mark.parametrize(
    ("embargo", "goes_live"),
    [
        ("2099-02-01 09:00", newsroom.moment(2099, 2, 1, 2)),
        ("2099-04-01 09:00", newsroom.moment(2099, 4, 1, 2)),
        ("", None),
    ],
)
def test_hour_of_publishing_follows_the_embargo(commune, client, embargo, goes_live):
    story = newsroom.draft(commune, embargo_until=newsroom.moment(2099, 3, 1, 2))
    before = story.get_latest_revision_as_object().go_live_at
    client.force_login(commune.editor)
    shown = {"embargo_until": embargo, "go_live_at": "2099-03-01 09:00"}

    client.post(
        reverse("wagtailadmin_pages:edit", args=(story.pk,)),
        form(**shown, **{"action-submit": ""}),
    )

    changed = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert before == newsroom.moment(2099, 3, 1, 2)
    assert changed.go_live_at == goes_live


def test_own_hour_of_publishing_is_kept(commune):
    late = newsroom.moment(2099, 5, 1, 2)
    story = newsroom.draft(commune, embargo_until=newsroom.moment(2099, 3, 1, 2))
    version = story.get_latest_revision_as_object()
    version.go_live_at = late
    version.embargo_until = newsroom.moment(2099, 2, 1, 2)

    version.save_revision()

    kept = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert kept.go_live_at == late


def test_embargo_holds_the_page_back(commune):
    embargo = newsroom.moment(year=2099)

    story = newsroom.published(commune, embargo_until=embargo)

    assert story.live is False
    assert story.go_live_at == embargo
    assert list(story.deliveries.values_list("state", flat=True).distinct()) == [
        "queued"
    ]
