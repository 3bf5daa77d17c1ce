"""How often stories were read: the same sums on the screen and in the sheet."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories import newsroom
from toasoan.channels.models import StoryViews
from toasoan.organisations.models import Role
from toasoan.stories.actions import open_column

SCREEN = reverse("readers:readers")
SHEET = reverse("readers:xlsx")


def read(story, day, count):
    return StoryViews.objects.create(
        organisation=story.organisation, story=story, read_on=day, count=count
    )


@pytest.fixture
def stories(commune):
    """Two stories of one column, read in February and March, one of another."""
    first, second = (newsroom.draft(commune, name) for name in ("Một", "Hai"))
    commune.column = open_column(
        organisation=commune.organisation, name="Mục khác", topics=[]
    )
    third = newsroom.draft(commune, "Ba")
    read(first, date(2026, 2, 28), 5)
    read(first, date(2026, 3, 1), 2)
    read(second, date(2026, 3, 1), 30)
    read(third, date(2026, 3, 2), 4)
    read(third, date(2025, 12, 31), 100)
    return [first, second, third]


def shown(response):
    reading = response.context["reading"]
    return {
        "total": reading.total,
        "spans": {
            line.about.starts_on: line.count for line in reading.spans if line.count
        },
        "columns": [(line.about.title, line.count) for line in reading.columns],
        "stories": [
            (line.about.title, line.count) for line in response.context["stories"]
        ],
    }


def test_year_shows_months_columns_and_stories(signed_in, stories):
    first = stories[0]

    assert shown(signed_in.get(SCREEN)) == {
        "total": 41,
        "spans": {date(2026, 2, 1): 5, date(2026, 3, 1): 36},
        "columns": [(first.column.title, 37), ("Mục khác", 4)],
        "stories": [("Hai", 30), ("Một", 7), ("Ba", 4)],
    }


def test_every_number_opens_what_it_adds_up(signed_in, stories):
    year = signed_in.get(SCREEN).context["reading"]

    for line in (*year.spans, *year.columns, *year.stories):
        inside = signed_in.get(f"{SCREEN}?{line.query}").context["reading"]
        assert inside.total == line.count
        for lines in (inside.spans, inside.columns, inside.stories):
            assert sum(one.count for one in lines) == line.count


def test_month_opens_to_days_and_a_story_to_its_days(signed_in, stories):
    days = {"from": "2026-03-01", "to": "2026-03-31"}
    month = signed_in.get(SCREEN, days)
    story = signed_in.get(SCREEN, {**days, "story": stories[0].pk})

    assert shown(month)["spans"] == {date(2026, 3, 1): 32, date(2026, 3, 2): 4}
    assert len(month.context["reading"].spans) == 31
    assert shown(story)["spans"] == {date(2026, 3, 1): 2}
    assert story.context["header_title"] == "Một"


def test_longest_bar_is_whole(signed_in, stories):
    lines = signed_in.get(SCREEN).context["reading"].stories

    assert [line.share for line in lines] == [100, 23.3, 13.3]


def test_sheet_holds_the_numbers_of_the_screen(signed_in, stories):
    response = signed_in.get(SHEET)
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    rows = {
        sheet.title: [
            tuple(row) for row in sheet.iter_rows(min_row=5, values_only=True)
        ]
        for sheet in book
    }
    site = "http://ban-mau.localhost"
    column = stories[0].column

    names = list(rows)
    assert [(row[0], row[1], row[4]) for row in rows[names[0]]] == [
        ("Hai", column.title, 30),
        ("Một", column.title, 7),
        ("Ba", "Mục khác", 4),
        (rows[names[0]][3][0], None, 41),
    ]
    assert rows[names[0]][0][3] == f"{site}/{column.slug}/hai/"
    assert [row[2] for row in rows[names[1]]] == [0, 5, 36, *[0] * 9, 41]
    assert [row[1] for row in rows[names[2]]] == [37, 4, 41]
    assert [(row[0], row[1].date(), row[2]) for row in rows[names[3]]] == [
        ("Một", date(2026, 2, 28), 5),
        ("Một", date(2026, 3, 1), 2),
        ("Hai", date(2026, 3, 1), 30),
        ("Ba", date(2026, 3, 2), 4),
    ]
    assert response["Content-Disposition"].endswith(
        '-ban-mau-2026-01-01-2026-12-31.xlsx"'
    )


@pytest.mark.parametrize("address", [SCREEN, SHEET])
@pytest.mark.parametrize("role", Role)
def test_any_role_may_read(client, commune, address, role):
    client.force_login(commune.people[role])

    response = client.get(address)
    response.close()

    assert response.status_code == 200


@pytest.mark.parametrize("address", [SCREEN, SHEET])
def test_others_may_not(client, commune, address):
    signed_out = client.get(address).status_code
    client.force_login(newsroom.person("nguoi-la"))

    assert (signed_out, client.get(address).status_code) == (302, 302)


@pytest.mark.parametrize("address", [SCREEN, SHEET])
@pytest.mark.parametrize("name", ["column", "story"])
def test_what_is_the_neighbours_is_not_found(
    signed_in, commune, neighbour, address, name
):
    pk = {"column": neighbour.column.pk, "story": newsroom.draft(neighbour).pk}[name]

    assert signed_in.get(address, {name: pk}).status_code == 404


def test_neighbours_readers_are_not_counted(signed_in, commune, neighbour):
    read(newsroom.draft(neighbour), date(2026, 3, 1), 9)

    page = signed_in.get(SCREEN)

    assert page.context["reading"].total == 0
    assert neighbour.marker not in page.content.decode()


@pytest.mark.parametrize(
    "asked", [{"year": "x"}, {"from": "1/1"}, {"story": "x"}, {"column": "0"}]
)
def test_address_that_makes_no_sense_is_not_found(signed_in, commune, asked):
    assert signed_in.get(SCREEN, asked).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_readers_ask_the_same_for_more_stories(
    signed_in, commune, number, django_assert_num_queries
):
    for place in range(number):
        read(newsroom.draft(commune, f"Tin {place}"), date(2026, 3, 1 + place), 2)

    # Six are ours: days, stories, columns, titles, columns again, the first year.
    with django_assert_num_queries(16):
        signed_in.get(SCREEN)
