"""Who may see coverage, of which plan, at which price."""

import io
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from tests.factories import newsroom
from tests.reports.conftest import deliver
from toasoan.organisations.models import Role
from toasoan.planning.models import Cadence, Plan
from toasoan.stories.actions import open_column

SCREENS = [
    reverse("reports:coverage"),
    reverse("reports:coverage_month", args=[2026, 3]),
    reverse("reports:coverage_items"),
    reverse("reports:coverage_xlsx"),
    reverse("reports:plans"),
]


@pytest.mark.parametrize("address", SCREENS)
@pytest.mark.parametrize("role", Role)
def test_any_role_may_read(client, commune, address, role):
    client.force_login(commune.people[role])

    response = client.get(address)
    response.close()

    assert response.status_code == 200


@pytest.mark.parametrize("address", SCREENS)
def test_signed_out_is_asked_to_sign_in(client, commune, address):
    response = client.get(address)

    assert (response.status_code, response.url.split("?")[0]) == (
        302,
        reverse("wagtailadmin_login"),
    )


@pytest.mark.parametrize("address", SCREENS)
def test_person_without_a_role_is_turned_away(client, commune, address):
    client.force_login(newsroom.person("nguoi-la"))

    assert client.get(address).status_code == 302


@pytest.mark.parametrize("address", SCREENS[:4])
def test_neighbours_plan_is_not_found(signed_in, commune, neighbour, address):
    assert signed_in.get(address, {"plan": neighbour.plan.pk}).status_code == 404


@pytest.mark.parametrize("name", ["column", "channel"])
def test_neighbours_column_and_channel_are_not_found(
    signed_in, commune, neighbour, name
):
    pk = {"column": neighbour.column.pk, "channel": neighbour.portal.pk}[name]

    response = signed_in.get(reverse("reports:coverage_items"), {name: pk})

    assert response.status_code == 404


def test_neighbours_plan_cannot_be_read(signed_in, commune, neighbour):
    address = reverse("reports:plan", args=[neighbour.plan.pk])

    assert signed_in.get(address).status_code == 404


def test_nothing_of_the_neighbour_is_shown(signed_in, commune, neighbour):
    deliver(neighbour, newsroom.draft(neighbour), date(2026, 3, 1))

    for address in SCREENS[:3]:
        page = signed_in.get(address, {"plan": "all"}).content.decode()
        assert neighbour.marker not in page


@pytest.mark.parametrize(
    "asked",
    [
        {"year": "x"},
        {"year": "1999"},
        {"plan": "x"},
        {"plan": "99999999"},
        {"from": "31/12/2026"},
        {"to": "9999-12-31"},
    ],
)
def test_address_that_makes_no_sense_is_not_found(signed_in, commune, asked):
    assert signed_in.get(reverse("reports:coverage"), asked).status_code == 404


@pytest.mark.parametrize("place", [(2026, 13), (2026, 0), (1999, 1)])
def test_month_that_does_not_exist_is_not_found(signed_in, commune, place):
    address = reverse("reports:coverage_month", args=place)

    assert signed_in.get(address).status_code == 404


def columns(room, number):
    """Promise `number` columns on all channels, each with a delivery."""
    for place in range(number - 1):
        column = open_column(
            organisation=room.organisation, name=f"Mục {place}", topics=[]
        )
        for one in room.plan.cadences.filter(column=room.column):
            Cadence.objects.create(
                organisation=room.organisation,
                plan=room.plan,
                column=column,
                channel=one.channel,
                period="week",
            )
    story = newsroom.draft(room)
    for day in range(1, number + 1):
        deliver(room, story, date(2026, 3, day))


@pytest.mark.parametrize("number", [1, 3])
def test_year_asks_the_same_for_more_columns(
    signed_in, commune, number, django_assert_num_queries
):
    columns(commune, number)

    # Seven are ours: plan, promises, counts (two), columns, channels, plans to choose
    # from.
    # The rest is the admin's frame: who, which newsroom, which menu.
    with django_assert_num_queries(17):
        signed_in.get(reverse("reports:coverage"))


@pytest.mark.parametrize("number", [1, 3])
def test_items_ask_the_same_for_more_rows(
    signed_in, commune, number, django_assert_num_queries
):
    columns(commune, number)

    with django_assert_num_queries(16):
        signed_in.get(reverse("reports:coverage_items"))


def test_plan_in_force_is_chosen_first(signed_in, commune):
    Plan.objects.create(
        organisation=commune.organisation,
        title="Kế hoạch sang năm",
        year=2027,
        valid_from=date(2027, 1, 1),
        valid_until=date(2027, 12, 31),
    )

    response = signed_in.get(reverse("reports:coverage"))

    assert response.context["selection"].plan == commune.plan


def test_plan_of_another_year_opens_in_its_own_year(signed_in, commune):
    plan = Plan.objects.create(
        organisation=commune.organisation,
        title="Kế hoạch sang năm",
        year=2027,
        valid_from=date(2027, 2, 1),
        valid_until=date(2027, 12, 31),
    )

    response = signed_in.get(reverse("reports:coverage"), {"plan": plan.pk})

    assert response.context["selection"].since == date(2027, 1, 1)


def test_days_can_be_chosen(signed_in, commune):
    response = signed_in.get(
        reverse("reports:coverage"), {"from": "2026-02-16", "to": "2026-03-15"}
    )

    assert [head["label"] for head in response.context["heads"]] == [
        "02/2026",
        "03/2026",
    ]


def test_week_view_begins_with_the_week_of_new_year(signed_in, commune):
    response = signed_in.get(reverse("reports:coverage"), {"by": "week"})

    heads = response.context["heads"]
    assert (len(heads), heads[1]["label"]) == (53, "05/01")


def test_month_view_shows_its_days(signed_in, commune, deliveries):
    response = signed_in.get(reverse("reports:coverage_month", args=[2026, 2]))

    assert len(response.context["heads"]) == 28


def test_items_are_paged_by_fifty(signed_in, commune):
    story = newsroom.draft(commune)
    for _ in range(51):
        deliver(commune, story, date(2026, 3, 1))

    second = signed_in.get(reverse("reports:coverage_items"), {"page": "2"})

    assert second.context["number"] == "51"
    assert len(second.context["deliveries"]) == 1


def test_item_tells_its_address_and_that_it_was_late(signed_in, commune):
    story = newsroom.draft(commune)
    deliver(commune, story, date(2026, 3, 3), due=2, url="https://example.vn/bai-viet")

    page = signed_in.get(reverse("reports:coverage_items"), {"what": "late"})

    [one] = page.context["deliveries"]
    assert (one.late, one.web_address) == (True, "https://example.vn/bai-viet")
    assert 'href="https://example.vn/bai-viet"' in page.content.decode()


def test_address_that_is_no_web_address_is_no_link(signed_in, commune):
    deliver(
        commune, newsroom.draft(commune), date(2026, 3, 3), url="javascript:alert(1)"
    )

    page = signed_in.get(reverse("reports:coverage_items"))

    assert 'href="javascript:' not in page.content.decode()


def test_file_is_named_after_the_commune_and_the_days(signed_in, commune):
    response = signed_in.get(reverse("reports:coverage_xlsx"))
    response.close()

    assert response["Content-Disposition"].endswith(
        '-ban-mau-2026-01-01-2026-12-31.xlsx"'
    )


def test_file_comes_in_pieces_and_in_the_language_of_who_asked(signed_in, commune):
    secretary = commune.people[Role.SECRETARY]
    UserProfile.objects.create(user=secretary, preferred_language="en")

    response = signed_in.get(reverse("reports:coverage_xlsx"))
    pieces = list(response.streaming_content)

    book = load_workbook(io.BytesIO(b"".join(pieces)))
    assert len(pieces) > len(book.sheetnames)
    assert book.sheetnames == ["Sums", "By month", "By week", "Missed", "Deliveries"]
    assert translation.get_language() == "vi"


def test_replaced_plan_stays_readable(signed_in, commune):
    newer = Plan.objects.create(
        organisation=commune.organisation,
        title="Kế hoạch thay thế",
        year=2026,
        valid_from=date(2026, 7, 1),
        valid_until=date(2026, 12, 31),
        replaces=commune.plan,
    )
    commune.plan.end_on(date(2026, 6, 30))

    page = signed_in.get(reverse("reports:plan", args=[commune.plan.pk]))

    assert page.context["lines"] == [f"KẾ HOẠCH {commune.marker}"]
    assert list(page.context["successors"]) == [newer]


def test_plan_shows_what_was_understood(signed_in, commune):
    commune.plan.draft = {
        "columns": [{"name": "Tin bản", "topics": ["Việc làng"], "forms": ["tin"]}],
        "findings": [{"line": 1, "message": "Không có số"}],
    }
    commune.plan.save()

    page = signed_in.get(reverse("reports:plan", args=[commune.plan.pk]))

    text = page.content.decode()
    assert [word in text for word in ("Việc làng", "Không có số")] == [True, True]


@pytest.mark.parametrize("number", [1, 3])
def test_plan_list_asks_the_same_for_more_plans(
    signed_in, commune, number, django_assert_num_queries
):
    for place in range(number - 1):
        Plan.objects.create(
            organisation=commune.organisation,
            title=f"Kế hoạch {place}",
            year=2020 + place,
            valid_from=date(2020 + place, 1, 1),
            valid_until=date(2020 + place, 12, 31),
        )

    with django_assert_num_queries(12):
        signed_in.get(reverse("reports:plans"))
