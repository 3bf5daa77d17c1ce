"""The index of words stands by itself, whatever becomes of the table it is kept for."""

from django.db import connection

from tests.factories import newsroom
from toasoan.organisations.models import Organisation
from toasoan.stories import words as index
from toasoan.stories.models import StoryPage
from toasoan.stories.words import Words, keep_index


def found(words, most=10, **kwargs):
    """Return the titles that hold `words`, the newest first."""
    room = Organisation.objects.get(code="ban-mau")
    shown = StoryPage.objects.filter(live=True, organisation=room)
    stories = shown.order_by("-listed_at", "-pk")
    keys = Words(text=words, **kwargs).newest(stories, room, most)
    return [StoryPage.objects.get(pk=key).title for key in keys]


def test_words_are_found_in_any_order_and_in_a_row(commune):
    newsroom.published(commune, "Đường làng", lead="Tin.")
    newsroom.published(commune, "Làng bên đường", lead="Tin.")

    assert found("duong lang") == ["Làng bên đường", "Đường làng"]
    anywhere = [] if connection.vendor == "sqlite" else ["Làng bên đường"]
    assert found("duong lang", in_a_row=True) == [*anywhere, "Đường làng"]


def test_common_words_are_found_in_the_order_asked_for(commune, monkeypatch):
    monkeypatch.setattr(index, "COMMON", 2)
    for number in range(3):
        newsroom.published(commune, f"Đường {number}", lead="Tin.")

    assert found("duong") == ["Đường 2", "Đường 1", "Đường 0"]
    assert found("duong", most=2) == ["Đường 2", "Đường 1"]


def test_those_that_are_not_public_stand_in_nobodys_way(commune, monkeypatch):
    monkeypatch.setattr(index, "SLACK", 1)
    newsroom.published(commune, "Đường cũ", lead="Tin.")
    for number in range(5):
        newsroom.published(commune, f"Đường {number}", lead="Tin.").unpublish()

    assert found("duong", most=2) == ["Đường cũ"]


def test_stories_of_a_neighbour_are_not_found(commune, neighbour):
    newsroom.published(neighbour, "Đường bên", lead="Tin.")

    assert found("duong") == []


def test_index_is_mended_when_its_table_was_made_anew(commune):
    newsroom.published(commune, "Trước", lead="Tin.")
    remake()
    keep_index("default")
    newsroom.published(commune, "Sau", lead="Tin.")

    assert [found("truoc"), found("sau")] == [["Trước"], ["Sau"]]


def remake():
    """As Django alters a table on SQLite; PostgreSQL alters it in its place."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in ("added", "removed", "changed"):
                cursor.execute(f"DROP TRIGGER stories_words_{name}")
