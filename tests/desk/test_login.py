"""Signing in speaks the reader's language."""

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
