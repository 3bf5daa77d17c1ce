"""A one-time password opens nothing but the choice of another."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from tests.factories import newsroom
from tests.walk import addresses, ask, shut, walked_routes
from toasoan.organisations.actions import renew_password
from toasoan.organisations.models import User

pytestmark = pytest.mark.django_db

CHOICE = "/admin/desk/password/"
GOOD = "suối trong veo 9"


@pytest.fixture
def given(commune):
    return renew_password(
        person=commune.editor,
        organisation=commune.organisation,
        by=commune.administrator,
    )


@pytest.fixture
def newcomer(client, commune, given):
    """The editor, who has signed in with a one-time password."""
    client.post(
        reverse("wagtailadmin_login"),
        {"username": commune.editor.username, "password": given},
    )
    return client


def choose(client, first, second=None):
    return client.post(
        CHOICE, {"new_password1": first, "new_password2": second or first}
    )


def test_first_sign_in_leads_to_the_choice(newcomer):
    page = newcomer.get(reverse("wagtailadmin_home"), follow=True)

    assert page.redirect_chain == [(CHOICE, 302)]
    assert page.status_code == 200


def test_own_password_opens_the_newsroom_and_keeps_the_session(newcomer, commune):
    answer = choose(newcomer, GOOD)

    commune.editor.refresh_from_db()
    assert answer.url == reverse("wagtailadmin_home")
    assert commune.editor.password_is_one_time is False
    assert commune.editor.check_password(GOOD) is True
    assert newcomer.get(reverse("wagtailadmin_home")).status_code == 200


def test_choice_is_shut_once_it_was_made(newcomer, commune):
    choose(newcomer, GOOD)

    answer = choose(newcomer, "một mật khẩu khác 7")

    commune.editor.refresh_from_db()
    assert answer.url == reverse("wagtailadmin_home")
    assert commune.editor.check_password(GOOD) is True


def test_given_password_cannot_be_kept(newcomer, commune, given):
    page = choose(newcomer, given)

    assert page.context["form"].errors.keys() == {"new_password1"}
    assert page.context["form"].errors["new_password1"][0] in page.text
    assert User.objects.get(pk=commune.editor.pk).password_is_one_time is True


@pytest.mark.parametrize(
    ("first", "second"), [(GOOD, "khác hẳn 12345"), ("12345678", None), ("", "")]
)
def test_poor_or_unlike_passwords_are_asked_again(newcomer, commune, first, second):
    page = choose(newcomer, first, second)

    assert page.context["form"].is_valid() is False
    assert User.objects.get(pk=commune.editor.pk).password_is_one_time is True


def test_no_address_of_the_admin_answers_before(newcomer, commune):
    ids = [newsroom.published(commune).pk]
    answered = []

    for route in walked_routes():
        for address in addresses(route, lambda _name, _route: ids):
            if address.startswith("/admin/") and address not in (
                CHOICE,
                reverse("wagtailadmin_login"),
            ):
                for method in (newcomer.get, newcomer.post):
                    answer = ask(method, address)
                    if (answer.status_code, answer.get("Location")) != (302, CHOICE):
                        answered.append(address)
                    shut(answer)

    assert answered == []


def test_on_the_portal_they_are_nobody_yet(newcomer, commune):
    before = newcomer.get("/")
    choose(newcomer, GOOD)
    after = newcomer.get("/")

    assert before.wsgi_request.user.is_authenticated is False
    assert after.wsgi_request.user == commune.editor


def test_they_may_sign_out_and_choose_the_language(newcomer, commune):
    newcomer.post(CHOICE, {"language": "en"})
    english = newcomer.get(CHOICE)
    newcomer.post(CHOICE, {"language": "xx"})
    signed_out = newcomer.post(reverse("wagtailadmin_logout"))

    profile = UserProfile.objects.get(user=commune.editor)
    assert "A password of your own" in english.text
    assert profile.preferred_language == "en"
    assert signed_out.url == reverse("wagtailadmin_login")
    assert newcomer.get(CHOICE).url.startswith(reverse("wagtailadmin_login"))


def test_whoever_has_no_role_yet_goes_round_in_no_circle(newcomer, commune):
    commune.editor.memberships.all().delete()

    page = newcomer.get(reverse("wagtailadmin_home"), follow=True)

    assert page.status_code == 200
    assert [address.partition("?")[0] for address, _status in page.redirect_chain] == [
        CHOICE,
        reverse("wagtailadmin_login"),
    ]


def test_new_person_has_a_one_time_password(client, commune):
    client.force_login(commune.administrator)
    client.post(
        "/admin/desk/people/add/",
        {"username": "ban-moi", "last_name": "Lò", "first_name": "Mới", "roles": []},
    )

    assert User.objects.get(username="ban-moi").password_is_one_time is True


def test_installer_who_sets_a_password_makes_it_one_time(client, commune):
    installer = newsroom.installer()
    client.force_login(installer)
    address = reverse("wagtailusers_users:edit", args=[commune.editor.pk])
    fields = {
        "username": commune.editor.username,
        "first_name": "Hiên",
        "last_name": "Lò",
        "email": "hien@example.vn",
        "is_active": "on",
    }

    client.post(address, fields)
    untouched = User.objects.get(pk=commune.editor.pk).password_is_one_time
    client.post(address, {**fields, "password1": GOOD, "password2": GOOD})

    person = User.objects.get(pk=commune.editor.pk)
    assert (untouched, person.password_is_one_time) == (False, True)
    assert person.check_password(GOOD) is True


def test_password_from_an_e_mail_is_ones_own(client, commune, given, mailoutbox):
    User.objects.filter(pk=commune.editor.pk).update(email="bt@example.vn")
    client.post(reverse("wagtailadmin_password_reset"), {"email": "bt@example.vn"})
    link = re.search(r"https?://\S+?(/admin/password_reset/\S+)", mailoutbox[0].body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]

    client.post(form, {"new_password1": GOOD, "new_password2": GOOD})

    person = User.objects.get(pk=commune.editor.pk)
    assert (person.check_password(GOOD), person.password_is_one_time) == (True, False)


def test_other_sessions_end_with_the_one_time_password(newcomer, commune, given):
    elsewhere = Client()
    elsewhere.post(
        reverse("wagtailadmin_login"),
        {"username": commune.editor.username, "password": given},
    )

    choose(newcomer, GOOD)

    assert elsewhere.get(CHOICE).url.startswith(reverse("wagtailadmin_login"))
