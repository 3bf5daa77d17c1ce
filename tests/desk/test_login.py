"""Signing in speaks the reader's language."""

import re

import pytest
from django.utils import translation
from wagtail.admin.views.account import LoginView


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Password"), ("vi", "Mật khẩu")]
)
def test_the_password_is_labelled_in_the_language_of_the_screen(language, label):
    form = LoginView().get_form_class()()
    with translation.override(language):
        assert str(form["password"].label) == label


@pytest.mark.django_db
def test_the_tab_is_named_after_the_newsroom_software(client, commune):
    outside = client.get("/admin/login/").text
    client.force_login(commune.editor)
    inside = client.get("/admin/").text

    titles = [re.search(r"<title>(.*?)</title>", page)[1] for page in (outside, inside)]
    assert [title.rpartition(" - ")[2] for title in titles] == ["Tòa soạn", "Tòa soạn"]
