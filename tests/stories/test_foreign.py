"""Nothing of another newsroom can be put into a story (promise 14).

The choosers show only one's own; these post the numbers by hand.
"""

import json

import pytest
from django.core.files.base import ContentFile
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    streamfield,
)

from tests.factories import newsroom
from toasoan.stories.actions import folder_of
from toasoan.stories.models import File, StoryPage


def address(room):
    return f"/admin/pages/add/stories/storypage/{room.column.pk}/"


def document(room):
    return File.objects.create(
        title=f"Văn bản {room.marker}",
        file=ContentFile(b"noi dung", name="van-ban.txt"),
        collection=folder_of(room.organisation),
    )


def linked(entity, **data):
    """Return the editor's own form of a text with one link."""
    return json.dumps(
        {
            "blocks": [
                {
                    "key": "a",
                    "type": "unstyled",
                    "text": "xem",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [{"offset": 0, "length": 3, "key": 0}],
                }
            ],
            "entityMap": {"0": {"type": entity, "mutability": "MUTABLE", "data": data}},
        }
    )


def blocks(room):
    """Every way a body can name a picture, a file or a page of `room`."""
    picture = newsroom.picture(room.organisation, "Anh").pk
    file = document(room).pk
    shown = {"picture": picture, "alt": "ảnh", "caption": ""}
    text = linked("DOCUMENT", id=file, url="x", filename="x")
    page = newsroom.draft(room).pk
    return {
        "picture": ("picture", shown),
        "document": ("document", {"document": file, "title": ""}),
        "media": ("media", {"file": file, "address": "", "transcript": ""}),
        "file in text": ("text", text),
        "page in text": ("text", linked("LINK", id=page, url="x", parentId=1)),
    }


def post(client, room, **fields):
    data = {
        "title": "Họp thôn",
        "slug": "",
        "genre": "tin",
        "lead": "Tối nay.",
        "body": streamfield([]),
        "credits": inline_formset([]),
        "corrections": inline_formset([]),
        "renditions": inline_formset([]),
        "comments": inline_formset([]),
        **fields,
    }
    return client.post(address(room), nested_form_data(data))


KINDS = ["picture", "document", "media", "file in text", "page in text"]


@pytest.mark.parametrize("kind", KINDS)
def test_body_takes_nothing_of_the_neighbour(client, commune, neighbour, kind):
    client.force_login(commune.editor)
    before = StoryPage.objects.filter(organisation=commune.organisation).count()

    page = post(client, commune, body=streamfield([blocks(neighbour)[kind]]))

    assert "body" in page.context["form"].errors
    mine = StoryPage.objects.filter(organisation=commune.organisation)
    assert mine.count() == before


@pytest.mark.parametrize("kind", KINDS)
def test_body_takes_what_is_ones_own(client, commune, neighbour, kind):
    client.force_login(commune.editor)
    block = blocks(commune)[kind]

    page = post(client, commune, body=streamfield([block]))

    assert page.status_code == 302
    assert StoryPage.objects.filter(title="Họp thôn").count() == 1


def test_cover_is_never_the_neighbours(client, commune, neighbour):
    client.force_login(commune.editor)
    foreign = newsroom.picture(neighbour.organisation)

    page = post(client, commune, cover=foreign.pk, cover_alt="ảnh")

    assert list(page.context["form"].errors) == ["cover"]
    assert StoryPage.objects.count() == 0


def test_cover_may_be_ones_own(client, commune):
    client.force_login(commune.editor)
    own = newsroom.picture(commune.organisation)

    post(client, commune, cover=own.pk, cover_alt="ảnh")

    assert StoryPage.objects.get().cover == own
