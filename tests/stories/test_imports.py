"""An old site comes over."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from wagtail.models import Page, PageLogEntry

from tests.factories import newsroom
from toasoan.channels.actions import NotPossible
from toasoan.channels.models import Delivery
from toasoan.planning.schedule import catch_up
from toasoan.stories.actions import approve, submit
from toasoan.stories.imports import import_stories
from toasoan.stories.models import Picture, StoryPage

NOW = newsroom.moment()
LONG_AGO = "2024-03-05T07:30:00+07:00"


def lines(room, count=3, **fields):
    return [
        json.dumps(
            {
                "key": f"k{number}",
                "column": room.column.title,
                "headline": f"Tin cũ số {number}",
                "lead": "Câu dẫn.",
                "body": "Đường liên thôn đã thông.",
                "credits": ["Lò Thị Mẫu"],
                "publish_at": LONG_AGO,
                **fields,
            }
        )
        for number in range(count)
    ]


def bring(room, told, folder, *, publish=True):
    return import_stories(
        organisation=room.organisation,
        lines=told,
        folder=folder,
        publish=publish,
        now=NOW,
    )


def stories():
    return StoryPage.objects.order_by("pk")


def test_published_story_is_public_since_its_day(commune, tmp_path, client):
    tally = bring(commune, lines(commune, 1), tmp_path)

    story = stories().get()
    assert (tally.added, tally.known, tally.bad) == (1, 0, [])
    assert (story.live, story.first_published_at.isoformat()) == (
        True,
        "2024-03-05T00:30:00+00:00",
    )
    page = client.get(story.url, headers={"host": "ban-mau.localhost"})
    assert page.status_code == 200


def test_published_story_is_delivered_on_the_portal_alone(commune, tmp_path):
    bring(commune, lines(commune, 2), tmp_path)

    assert set(
        Delivery.objects.values_list("channel__name", "state", "delivered_on")
    ) == {
        (
            commune.portal.name,
            Delivery.State.DELIVERED,
            stories().first().first_published_at.date(),
        )
    }
    assert catch_up(NOW) == 0


def test_import_without_a_portal_is_refused_whole(commune, tmp_path):
    commune.portal.closed_on = NOW.date()
    commune.portal.save()

    with pytest.raises(NotPossible):
        bring(commune, lines(commune, 1), tmp_path)

    assert stories().count() == 0


def test_later_story_is_scheduled(commune, tmp_path):
    later = (NOW + timedelta(days=1)).isoformat()

    bring(commune, lines(commune, 1, publish_at=later), tmp_path)

    story = stories().get()
    assert (story.live, story.latest_revision.approved_go_live_at) == (
        False,
        NOW + timedelta(days=1),
    )
    assert Delivery.objects.count() == 0


def test_drafts_pass_the_approval_like_any_other(commune, tmp_path):
    bring(commune, lines(commune, 1), tmp_path, publish=False)
    story = stories().get()
    assert (story.live, Delivery.objects.count()) == (False, 0)

    submit(story=story, by=commune.editor)
    approve(story=StoryPage.objects.get(pk=story.pk), by=commune.approver)

    assert stories().get().live is True


def test_second_run_adds_nothing(commune, tmp_path):
    told = lines(commune, 3)
    bring(commune, told[:2], tmp_path)

    tally = bring(commune, told, tmp_path)

    assert (tally.added, tally.known) == (1, 2)
    assert stories().count() == 3


def test_same_key_twice_in_a_file_is_one_story(commune, tmp_path):
    tally = bring(commune, lines(commune, 1) * 2, tmp_path)

    assert (tally.added, tally.known) == (1, 1)


def test_neighbours_keys_are_their_own(commune, neighbour, tmp_path):
    bring(commune, lines(commune, 1), tmp_path)

    tally = bring(neighbour, lines(neighbour, 1), tmp_path)

    assert tally.added == 1


def test_neighbours_column_is_unknown_here(commune, neighbour, tmp_path):
    tally = bring(commune, lines(neighbour, 1), tmp_path)

    assert (tally.added, [bad.line for bad in tally.bad]) == (0, [1])


def test_bad_lines_are_named_and_passed_over(commune, tmp_path):
    told = lines(commune, 3)
    told[1] = "{ broken"
    told.insert(0, "")

    tally = bring(commune, told, tmp_path)

    assert (tally.added, [bad.line for bad in tally.bad]) == (2, [3])


def test_addresses_of_alike_headlines_differ(commune, tmp_path):
    bring(commune, lines(commune, 3, headline="Đường đã thông"), tmp_path)

    assert [story.slug for story in stories()] == [
        "duong-da-thong",
        "duong-da-thong-2",
        "duong-da-thong-3",
    ]


def test_tree_stays_whole_among_other_stories(commune, tmp_path):
    newsroom.published(commune)
    bring(commune, lines(commune, 3), tmp_path)
    newsroom.published(commune, "Tin mới")

    assert Page.find_problems() == ([], [], [], [], [])
    assert commune.column.get_children().count() == 5


def test_story_keeps_its_first_version_credits_and_log(commune, tmp_path):
    bring(commune, lines(commune, 1), tmp_path)

    story = stories().get()
    version = story.latest_revision.as_object()
    assert (version.title, version.live) == ("Tin cũ số 0", True)
    assert story.live_revision_id == story.latest_revision_id
    assert [c.name for c in story.credits.all()] == ["Lò Thị Mẫu"]
    assert [c.name for c in version.credits.all()] == ["Lò Thị Mẫu"]
    entry = PageLogEntry.objects.get(page=story.pk)
    assert (entry.action, entry.user, entry.data["key"]) == (
        "stories.story.import",
        None,
        "k0",
    )


def test_imported_story_is_found_without_diacritics(commune, tmp_path):
    bring(commune, lines(commune, 1), tmp_path)

    assert "duong lien thon" in stories().get().search_text
    found = StoryPage.objects.all().search("thông")
    assert [story.title for story in found] == ["Tin cũ số 0"]


@pytest.fixture
def photo(tmp_path):
    data = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(data, "JPEG")
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh" / "cau.jpg").write_bytes(data.getvalue())
    return {"cover": "anh/cau.jpg", "cover_alt": "Cây cầu", "consent": "nobody"}


def test_cover_is_kept_once_for_all_that_show_it(commune, tmp_path, photo):
    bring(commune, lines(commune, 3, **photo), tmp_path)

    assert Picture.objects.count() == 1
    assert {story.cover.title for story in stories()} == {"Cây cầu"}


@pytest.mark.parametrize("lacking", ["cover_alt", "consent"])
def test_cover_is_not_published_without_words_and_consent(
    commune, tmp_path, photo, lacking
):
    del photo[lacking]

    tally = bring(commune, lines(commune, 1, **photo), tmp_path)

    assert (tally.added, len(tally.bad)) == (0, 1)


def test_hundred_stories_take_few_queries_each(
    commune, tmp_path, django_assert_max_num_queries
):
    with django_assert_max_num_queries(1_000):
        bring(commune, lines(commune, 100), tmp_path)
