"""The first screen: for whom, in which words, for which newsroom."""

import pytest
import time_machine
from wagtail.users.models import UserProfile

from tests.factories import newsroom
from toasoan.channels.actions import deliver
from toasoan.organisations.actions import grant
from toasoan.organisations.models import Role

NOON = newsroom.moment(2026, 11, 20, 5)

pytestmark = pytest.mark.django_db


def sign_in(client, user):
    """Sign `user` in, with the admin in English, so that words can be compared."""
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "en"
    profile.save()
    client.force_login(user)


@time_machine.travel(NOON, tick=False)
def test_first_line_says_what_is_owed(client, commune):
    sign_in(client, commune.editor)

    before = client.get("/admin/").text
    newsroom.published(commune)
    after = client.get("/admin/").text

    assert "Today 1 more story is owed" in " ".join(before.split())
    assert "Nothing more has to be written today" in after


def test_owed_cell_leads_to_writing_in_its_column(client, commune):
    sign_in(client, commune.editor)

    page = client.get("/admin/").text

    assert f"/admin/pages/add/stories/storypage/{commune.column.pk}/" in page


def test_cells_of_a_phone_name_their_channel_and_say_exercise(client, commune):
    sign_in(client, commune.editor)

    page = client.get("/admin/").text

    assert f'data-label="{commune.fanpage} (exercise)"' in page
    assert f'data-label="{commune.zalo}"' in page


@pytest.mark.parametrize("role", [Role.ANNOUNCER, Role.ACCOUNTANT, Role.SECRETARY])
def test_those_who_do_not_write_are_offered_no_writing(client, commune, role):
    sign_in(client, commune.people[role])

    page = client.get("/admin/")

    assert page.status_code == 200
    assert "/admin/pages/add/" not in page.text


def test_failure_is_shown_in_plain_words_with_the_next_step(client, commune):
    delivery = newsroom.published(commune).deliveries.get(channel=commune.fanpage)
    delivery.mark_failed(code="wall_not_writable", detail="Errno 13")
    sign_in(client, commune.editor)

    page = client.get("/admin/").text

    assert "cannot be written. Tell the administrator." in page
    assert f"/admin/desk/deliveries/{delivery.pk}/try-again/" in page


def test_screen_shows_nothing_of_the_neighbour(client, commune, neighbour):
    newsroom.published(neighbour)
    newsroom.submitted(neighbour)
    sign_in(client, commune.approver)

    assert neighbour.marker not in client.get("/admin/").text


def test_person_without_a_role_is_told_so(client, commune):
    stranger = newsroom.person("nguoi-moi")
    grant(user=stranger, organisation=commune.organisation, role=Role.EDITOR)
    group = stranger.groups.get()
    stranger.memberships.all().delete()
    stranger.groups.add(group)
    sign_in(client, stranger)

    assert "You belong to no newsroom yet" in client.get("/admin/").text


def test_installer_switches_between_newsrooms(client, commune, neighbour):
    sign_in(client, newsroom.installer())

    client.post("/admin/desk/switch/", {"organisation": neighbour.organisation.pk})

    assert client.get("/admin/").wsgi_request.organisation == neighbour.organisation


@pytest.mark.parametrize("wanted", ["neighbour", "", "x"])
def test_nobody_switches_to_a_newsroom_that_is_not_theirs(
    client, commune, neighbour, wanted
):
    sign_in(client, commune.editor)
    pk = neighbour.organisation.pk if wanted == "neighbour" else wanted

    answer = client.post("/admin/desk/switch/", {"organisation": pk})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (
            Role.EDITOR,
            ["today", "approvals", "hands", "stories", "deliveries"],
        ),
        (Role.APPROVER, ["today", "approvals", "stories", "deliveries"]),
        (Role.ANNOUNCER, ["today", "hands", "deliveries"]),
        (Role.ACCOUNTANT, ["today", "deliveries"]),
        (
            Role.ADMINISTRATOR,
            [
                "today",
                "hands",
                "stories",
                "deliveries",
                "channels",
                "people",
                "commune",
            ],
        ),
    ],
)
def test_sidebar_holds_what_the_role_needs(rf, commune, role, names):
    from wagtail.admin.menu import admin_menu

    request = rf.get("/admin/")
    request.user = commune.people[role]
    request.organisation = commune.organisation

    shown = {
        item.name.removeprefix("desk-")
        for item in admin_menu.menu_items_for_request(request)
    }

    for_all = {"coverage", "readers", "plans", "images", "documents", "registers"}
    assert shown - for_all == set(names)


def test_sidebar_leads_to_where_a_plan_is_added(client, commune):
    sign_in(client, commune.editor)

    menu = client.get("/admin/").text
    page = client.get("/admin/desk/plans/").text

    assert "/admin/desk/plans/" in menu
    assert "/admin/desk/plans/read/" in page


def test_exercise_wall_shows_posts_marked_to_our_people_only(
    client, commune, neighbour
):
    picture = newsroom.picture(commune.organisation, "Cầu mới")
    story = newsroom.published(commune, cover=picture, cover_alt="Cây cầu")
    deliver(
        delivery=story.deliveries.get(channel=commune.fanpage),
        now=newsroom.moment(2030),
    )
    address = f"/admin/desk/wall/{commune.fanpage.pk}/"

    sign_in(client, commune.people[Role.SECRETARY])
    page = client.get(address)
    sign_in(client, neighbour.editor)

    assert [len(post.pictures) for post in page.context["posts"]] == [1]
    assert "EXERCISE" in page.text
    assert client.get(address).status_code == 404


def test_real_channel_has_no_wall(client, commune):
    sign_in(client, commune.editor)

    assert client.get(f"/admin/desk/wall/{commune.zalo.pk}/").status_code == 404
