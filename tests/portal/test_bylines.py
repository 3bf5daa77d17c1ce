"""How a story is signed."""

import pytest
from django.utils import translation

from toasoan.portal.bylines import byline
from toasoan.stories.models import Credit, StoryPage

# A page asks for its content type when it is made.
pytestmark = pytest.mark.django_db


def signed(genre, *credits):
    story = StoryPage(genre=genre)
    story.credits = [Credit(name=name, role=role) for role, name in credits]
    with translation.override("en"):
        return byline(story)


@pytest.mark.parametrize(
    ("genre", "credits", "expected"),
    [
        ("tin", [], []),
        ("tin", [("author", "Lò Thị Mẫu")], [("News", "Lò Thị Mẫu")]),
        (
            "tin",
            [("author", "Lò Thị Mẫu"), ("photographer", "Lò Thị Mẫu")],
            [("News and pictures", "Lò Thị Mẫu")],
        ),
        (
            "bai",
            [("photographer", "B"), ("author", "A"), ("author", "C")],
            [("Text", "A, C"), ("Pictures", "B")],
        ),
        (
            "anh",
            [("photographer", "B"), ("author", "B")],
            [("Pictures and captions", "B")],
        ),
        ("anh", [("photographer", "B")], [("Pictures", "B")]),
        (
            "video",
            [("author", "A"), ("voice", "D"), ("editor", "E"), ("translator", "F")],
            [("Made by", "A"), ("Translation", "F"), ("Editing", "E"), ("Voice", "D")],
        ),
    ],
)
def test_byline_names_work_and_people(genre, credits, expected):
    assert signed(genre, *credits) == expected
