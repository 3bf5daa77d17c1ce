"""Letting people in and out, and the channels and identity of a commune."""

import re
from datetime import date

import pytest
from django.utils import timezone

from tests.factories import newsroom
from toasoan.channels import actions
from toasoan.channels.actions import deliver
from toasoan.channels.models import Channel, Delivery
from toasoan.organisations.actions import grant
from toasoan.organisations.models import Membership, Role, User

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/desk/people/"
SCREENS = (PEOPLE, f"{PEOPLE}add/", "/admin/desk/channels/", "/admin/desk/commune/")


def roles_of(user, room):
    rows = Membership.objects.filter(user=user, organisation=room.organisation)
    return set(rows.values_list("role", flat=True))


def add(client, **kwargs):
    data = {
        "username": "ban-moi",
        "last_name": "Lò Thị",
        "first_name": "Mới",
        "email": "",
        "roles": ["editor"],
        **kwargs,
    }
    return client.post(f"{PEOPLE}add/", data)


def test_new_person_signs_in_with_the_password_shown_once(client, commune):
    client.force_login(commune.administrator)

    page = add(client)

    password = re.search(r'value="(\w{4}-\w{4}-\w{4})"', page.text)[1]
    person = User.objects.get(username="ban-moi")
    assert person.check_password(password) is True
    assert (str(person), roles_of(person, commune)) == ("Lò Thị Mới", {"editor"})
    assert password not in client.get(f"{PEOPLE}{person.pk}/").text


def test_taken_name_is_asked_again(client, commune):
    client.force_login(commune.administrator)

    page = add(client, username=commune.editor.username)

    assert page.context["form"].errors.keys() == {"username"}


def test_roles_are_given_and_taken(client, commune):
    client.force_login(commune.administrator)

    client.post(
        f"{PEOPLE}{commune.editor.pk}/",
        {"last_name": "Lò", "first_name": "Mẫu", "roles": ["approver", "announcer"]},
    )

    assert roles_of(commune.editor, commune) == {"approver", "announcer"}


def test_administrator_cannot_take_their_own_key(client, commune):
    client.force_login(commune.administrator)

    client.post(f"{PEOPLE}{commune.administrator.pk}/", {"roles": ["editor"]})
    client.post(f"{PEOPLE}{commune.administrator.pk}/active/", {"active": "no"})

    assert roles_of(commune.administrator, commune) == {"administrator"}
    assert User.objects.get(pk=commune.administrator.pk).is_active is True


def test_person_is_locked_out_and_let_in_again(client, commune):
    client.force_login(commune.administrator)
    address = f"{PEOPLE}{commune.editor.pk}/active/"

    client.post(address, {"active": "no"})
    assert User.objects.get(pk=commune.editor.pk).is_active is False

    client.post(address, {"active": "yes"})
    assert User.objects.get(pk=commune.editor.pk).is_active is True


def test_person_shared_with_a_neighbour_keeps_name_and_password(
    client, commune, neighbour
):
    shared = commune.editor
    grant(user=shared, organisation=neighbour.organisation, role=Role.EDITOR)
    client.force_login(commune.administrator)

    client.post(f"{PEOPLE}{shared.pk}/", {"last_name": "X", "roles": ["announcer"]})
    client.post(f"{PEOPLE}{shared.pk}/password/")
    client.post(f"{PEOPLE}{shared.pk}/active/", {"active": "no"})

    after = User.objects.get(pk=shared.pk)
    assert (after.last_name, after.is_active) == (shared.last_name, True)
    assert after.check_password(newsroom.PASSWORD) is True
    assert roles_of(shared, commune) == {"announcer"}
    assert roles_of(shared, neighbour) == {"editor"}


def test_neighbours_people_and_the_installer_are_not_found(client, commune, neighbour):
    installer = newsroom.installer()
    grant(user=installer, organisation=commune.organisation, role=Role.EDITOR)
    client.force_login(commune.administrator)

    for stranger in (neighbour.editor, installer):
        for tail in ("", "password/", "active/"):
            address = f"{PEOPLE}{stranger.pk}/{tail}"
            assert client.post(address, {"active": "no"}).status_code == 404
    assert neighbour.marker not in client.get(PEOPLE).text


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
@pytest.mark.parametrize("address", SCREENS)
def test_only_the_administrator_keeps_house(client, commune, role, address):
    client.force_login(commune.people[role])

    assert client.get(address).url == "/admin/"


def channel_data(**kwargs):
    return {
        "name": "Trang Thanh niên",
        "medium": "facebook",
        "kind": "handed",
        "position": 5,
        **kwargs,
    }


def test_channel_is_opened_and_closed_by_a_date(client, commune):
    client.force_login(commune.administrator)

    client.post("/admin/desk/channels/add/", channel_data())
    made = Channel.objects.get(name="Trang Thanh niên")
    client.post(
        f"/admin/desk/channels/{made.pk}/", channel_data(closed_on="2026-12-31")
    )

    made.refresh_from_db()
    assert (made.organisation, made.closed_on) == (
        commune.organisation,
        date(2026, 12, 31),
    )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"medium": "portal"}, "kind"),
        ({"kind": "portal"}, "kind"),
        ({"opened_on": "2026-12-31", "closed_on": "2026-01-01"}, "closed_on"),
        ({"name": "Nhóm Zalo BẢN-MẪU"}, "__all__"),
        ({"medium": "portal", "kind": "portal"}, "__all__"),
    ],
)
def test_channel_that_cannot_be_is_asked_again(client, commune, wrong, field):
    client.force_login(commune.administrator)

    page = client.post("/admin/desk/channels/add/", channel_data(**wrong))

    assert page.context["form"].errors.keys() == {field}


def test_change_of_way_moves_what_waits_and_keeps_what_is_out(
    client, commune, settings
):
    earnest = {"earnest": "tests.channels.scripted.Earnest"}
    settings.CHANNEL_KINDS = {**settings.CHANNEL_KINDS, **earnest}
    out = newsroom.published(commune, "Một").deliveries.get(channel=commune.zalo)
    waits = newsroom.published(commune, "Hai").deliveries.get(channel=commune.zalo)
    now = timezone.now()
    actions.confirm_by_hand(delivery=out, by=commune.editor, now=now, at=now)
    client.force_login(commune.administrator)

    client.post(
        f"/admin/desk/channels/{commune.zalo.pk}/",
        channel_data(name="Nhóm Zalo", medium="zalo", kind="earnest"),
    )

    ways = Delivery.objects.filter(channel=commune.zalo).values_list("pk", "way")
    assert dict(ways) == {out.pk: "handed", waits.pk: "pushed"}


def test_neighbours_channel_and_units_are_not_found(client, commune, neighbour):
    client.force_login(commune.administrator)

    answer = client.get(f"/admin/desk/channels/{neighbour.zalo.pk}/")
    page = client.post(
        "/admin/desk/channels/add/", channel_data(unit=neighbour.organisation.pk)
    )

    assert answer.status_code == 404
    assert page.context["form"].errors.keys() == {"unit"}
    assert neighbour.marker not in client.get("/admin/desk/channels/").text


def test_commune_changes_its_own_block_and_rules(client, commune, neighbour):
    client.force_login(commune.administrator)
    form = client.get("/admin/desk/commune/").context["form"]

    client.post(
        "/admin/desk/commune/",
        {**form.initial, "telephone": "0200 000 999", "second_editor_checks": "on"},
    )

    commune.organisation.refresh_from_db()
    neighbour.organisation.refresh_from_db()
    assert (
        commune.organisation.telephone,
        commune.organisation.second_editor_checks,
        neighbour.organisation.second_editor_checks,
    ) == ("0200 000 999", True, False)


@pytest.mark.parametrize("more", [0, 2])
def test_list_of_people_takes_the_same_queries(
    client, commune, more, django_assert_num_queries
):
    for number in range(more):
        person = newsroom.person(f"them-{number}")
        grant(user=person, organisation=commune.organisation, role=Role.EDITOR)
    client.force_login(commune.administrator)
    client.get(PEOPLE)

    with django_assert_num_queries(13):
        client.get(PEOPLE)


def exercise_channel(commune):
    """Return the fanpage with one story shown there and one that waits."""
    shown = newsroom.published(commune, "Một").deliveries.get(channel=commune.fanpage)
    deliver(delivery=shown, now=newsroom.moment(2030))
    waits = newsroom.published(commune, "Hai").deliveries.get(channel=commune.fanpage)
    return shown, waits


def test_channel_in_earnest_counts_nothing_of_its_exercises(client, commune):
    both = exercise_channel(commune)
    client.force_login(commune.administrator)

    data = channel_data(name=commune.fanpage.name, kind="handed")
    client.post(f"/admin/desk/channels/{commune.fanpage.pk}/", data)

    for one in both:
        one.refresh_from_db()
        assert (one.state, one.error_code) == ("withdrawn", "exercise_over")
    assert commune.fanpage.deliveries.filter(way="handed").count() == 0


def test_channel_in_earnest_never_becomes_an_exercise(client, commune):
    newsroom.published(commune)
    client.force_login(commune.administrator)

    data = channel_data(name=commune.zalo.name, medium="zalo", kind="fake")
    page = client.post(f"/admin/desk/channels/{commune.zalo.pk}/", data)

    assert page.context["form"].errors.keys() == {"kind"}
    commune.zalo.refresh_from_db()
    assert commune.zalo.kind == "handed"
