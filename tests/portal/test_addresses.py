"""No column and no story stands where the portal itself answers."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from tests.factories import newsroom
from tests.walk import routes_of
from toasoan.portal import addresses
from toasoan.stories.actions import open_column


def test_every_fixed_word_of_an_address_is_reserved():
    words = set()
    for route in routes_of(get_resolver()):
        if not route.startswith(("admin", "^")):
            words.update(route.removeprefix("<slug:column>/").split("/")[:1])
    fixed = {word for word in words if re.fullmatch(r"[\w-]+", word)}

    assert fixed - addresses.RESERVED == set()


def test_column_of_a_reserved_name_stands_beside_it(client, commune):
    column = open_column(organisation=commune.organisation, name="Liên hệ", topics=[])

    answer = client.get(f"/{column.slug}/", headers={"host": "ban-mau.localhost"})

    assert column.slug == "lien-he-2"
    assert b"<h1>Li\xc3\xaan h\xe1\xbb\x87</h1>" in answer.content


def test_story_of_a_reserved_name_stands_beside_it(commune):
    story = newsroom.draft(commune, "Lưu trữ")

    assert story.slug == "luu-tru-1"


def test_reserved_word_cannot_be_typed(commune):
    story = newsroom.draft(commune)
    story.slug = "chu-de"

    with pytest.raises(ValidationError) as refusal:
        story.full_clean()

    assert list(refusal.value.message_dict) == ["slug"]
