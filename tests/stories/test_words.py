"""The index of words stands by itself, whatever becomes of the table it is kept for."""

from django.db import connection

from tests.factories import newsroom
from toasoan.stories import words as index
from toasoan.stories.models import StoryPage
from toasoan.stories.words import Words, keep_index


def found(words, **kwargs):
    asked = Words(text=words, **kwargs)
    return [story.title for story in asked.among(StoryPage.objects.order_by("pk"))]


def test_words_are_found_in_any_order_and_in_a_row(commune):
    newsroom.draft(commune, "Đường làng", lead="Tin.")
    newsroom.draft(commune, "Làng bên đường", lead="Tin.")

    assert found("duong lang") == ["Đường làng", "Làng bên đường"]
    anywhere = [] if connection.vendor == "sqlite" else ["Làng bên đường"]
    assert found("duong lang", in_a_row=True) == ["Đường làng", *anywhere]


def test_common_words_are_found_in_the_order_asked_for(commune, monkeypatch):
    monkeypatch.setattr(index, "COMMON", 2)
    for number in range(3):
        newsroom.draft(commune, f"Đường {number}", lead="Tin.")

    assert found("duong") == ["Đường 0", "Đường 1", "Đường 2"]


def test_index_is_mended_when_its_table_was_made_anew(commune):
    newsroom.draft(commune, "Trước", lead="Tin.")
    remake()
    keep_index("default")
    newsroom.draft(commune, "Sau", lead="Tin.")

    assert [found("truoc"), found("sau")] == [["Trước"], ["Sau"]]


def remake():
    """As Django alters a table on SQLite; PostgreSQL alters it in its place."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in ("added", "removed", "changed"):
                cursor.execute(f"DROP TRIGGER stories_words_{name}")
