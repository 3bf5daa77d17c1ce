"""Stories one can listen to: the player first, and files by parts."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import ReferenceIndex

from tests.factories import newsroom
from tests.portal.test_pages import HOST
from toasoan.portal.ranges import bounds
from toasoan.stories.actions import folder_of
from toasoan.stories.models import File

SOUND = bytes(range(200)) * 5


@pytest.fixture
def sound(commune):
    return File.objects.create(
        title="Bản đọc: cầu mới",
        file=ContentFile(SOUND, name="cau-moi.mp3"),
        collection=folder_of(commune.organisation),
    )


@pytest.fixture
def story(commune, sound):
    told = {"file": sound, "address": "", "transcript": "Cầu đã xong."}
    story = newsroom.published(
        commune, "Cầu mới", body=[("text", "<p>Lời.</p>"), ("media", told)]
    )
    ReferenceIndex.create_or_update_for_object(story)
    return story


def part(client, sound, asked, **headers):
    return client.get(sound.url, headers={**HOST, "range": asked, **headers})


def test_player_stands_before_the_words_and_once(client, story):
    page = client.get(story.get_url(), headers=HOST).content.decode()

    assert page.count("<audio") == 1
    assert page.index("<audio") < page.index("<p>Lời.</p>")
    assert "Nghe bài này" in page
    assert 'aria-label="Bản đọc: cầu mới"' in page
    assert "MP3, 1000" in page
    assert "Cầu đã xong." in page


def test_story_without_sound_has_no_player(client, commune):
    story = newsroom.published(commune, "Cầu mới", body=[("text", "<p>Lời.</p>")])

    assert "<audio" not in client.get(story.get_url(), headers=HOST).content.decode()


@pytest.mark.parametrize(
    ("asked", "said", "sent"),
    [
        ("bytes=0-1", "bytes 0-1/1000", SOUND[:2]),
        ("bytes=990-", "bytes 990-999/1000", SOUND[990:]),
        ("bytes=-10", "bytes 990-999/1000", SOUND[990:]),
        ("bytes=5-5000", "bytes 5-999/1000", SOUND[5:]),
    ],
)
def test_part_of_a_sound_is_sent_alone(client, story, sound, asked, said, sent):
    answer = part(client, sound, asked)

    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == said
    assert answer.headers["Content-Length"] == str(len(sent))
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.content == sent


@pytest.mark.parametrize("asked", ["bytes=1000-", "bytes=9-3", "bytes=-", "bytes=-0"])
def test_part_that_is_not_there_is_refused(client, story, sound, asked):
    answer = part(client, sound, asked)

    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == "bytes */1000"


@pytest.mark.parametrize("asked", ["", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b"])
def test_other_wishes_get_the_whole(client, story, sound, asked):
    answer = part(client, sound, asked)

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == SOUND
    answer.close()


def test_sound_of_a_story_that_is_not_public_is_kept_by_parts_too(client, story, sound):
    story.unpublish()

    assert part(client, sound, "bytes=0-1").status_code == 404


def test_empty_file_has_no_part_and_no_part_is_large():
    assert bounds("0", "", 0) is None
    assert bounds("5", "", 9_000_000) == (5, 5 + 1024 * 1024 - 1)
