from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from tests.services import graph
from tests.services.graph import APP_ID, SECRET
from toasoan.channels.adapters.base import Disconnected, Standing, Unavailable
from toasoan.channels.adapters.facebook_page.keys import Keys


def seconds(**ahead):
    return int((datetime.now(UTC) + timedelta(**ahead)).timestamp())


def test_standing_names_the_page_and_when_access_ends(page, service):
    ends = seconds(days=60)
    service.facts = {"data_access_expires_at": ends}

    assert page.standing() == Standing(
        name="UBND xã Bản Mẫu", until=datetime.fromtimestamp(ends, UTC)
    )


def test_token_that_never_ends_has_no_end(page, service):
    service.facts = {"expires_at": 0, "data_access_expires_at": 0}

    assert page.standing().until is None


def test_token_made_from_a_short_one_is_warned_of(page, service):
    ends = seconds(hours=1)
    service.facts = {"expires_at": ends}

    standing = page.standing()

    assert standing.until == datetime.fromtimestamp(ends, UTC)
    assert standing.warnings == ("facebook_token_short_lived",)


def test_rights_that_are_nice_to_have_are_warned_of(page, service):
    service.facts = {"scopes": ["pages_manage_posts", "pages_read_engagement"]}

    assert page.standing().warnings == ("facebook_no_insights", "facebook_no_films")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"is_valid": False}, "facebook_token_dead"),
        ({"type": "USER"}, "facebook_not_a_page_token"),
        ({"type": "SYSTEM_USER"}, "facebook_not_a_page_token"),
        ({"profile_id": "5"}, "facebook_other_page"),
        ({"app_id": "6"}, "facebook_other_app"),
        ({"scopes": ["pages_read_engagement"]}, "facebook_scopes_missing"),
        ({"scopes": None}, "facebook_scopes_missing"),
    ],
)
def test_token_of_the_wrong_kind_is_not_a_connection(page, service, facts, code):
    service.facts = facts

    with pytest.raises(Disconnected) as refusal:
        page.standing()

    assert refusal.value.code == code


def test_missing_rights_are_named(page, service):
    service.facts = {"scopes": []}

    with pytest.raises(Disconnected) as refusal:
        page.standing()

    assert refusal.value.detail == "pages_manage_posts, pages_read_engagement"


def test_wrong_secret_of_the_app_is_told_from_a_dead_token(make_page):
    with pytest.raises(Disconnected) as refusal:
        make_page(app_secret="another").standing()

    assert refusal.value.code == "facebook_app_keys_wrong"


def test_token_is_asked_about_as_the_app_and_not_in_an_address(page, service):
    page.standing()

    asked = service.requests[0]
    assert (asked.method, asked.form["method"], asked.query) == ("POST", "GET", {})
    assert asked.headers["authorization"] == f"Bearer {APP_ID}|{SECRET}"
    assert service.leaks == []


@pytest.mark.parametrize("call", ["debug_token", "read"])
def test_standing_of_a_service_that_is_down_is_unknown(page, service, call):
    service.fault(call, graph.html())

    with pytest.raises(Unavailable):
        page.standing()


@pytest.mark.parametrize("told", [{}, {"data": []}, {"data": {"is_valid": "yes"}}])
def test_facts_of_a_strange_form_are_no_connection(page, service, told):
    service.fault("debug_token", graph.value(told))

    with pytest.raises(Disconnected):
        page.standing()


@pytest.mark.parametrize(
    "changed",
    [
        {"page_id": "../me"},
        {"page_token": ""},
        {"page_token": "two words"},
        {"app_secret": "mật"},
        {"app_id": "app"},
        {"api_version": "26"},
        {"base_url": "graph.facebook.com"},
        {"timeout_read": 0},
    ],
)
def test_keys_that_cannot_be_are_refused(service, changed):
    with pytest.raises(ValidationError):
        Keys(**service.keys(**changed))


def test_pasted_keys_lose_their_blanks_and_are_not_printed(service):
    keys = Keys(**service.keys(page_token="  abc \n", page_id=" 12 "))

    assert (keys.page_token.get_secret_value(), keys.page_id) == ("abc", "12")
    assert "abc" not in repr(keys)


def test_keys_have_the_defaults_of_today():
    keys = Keys(page_id="1", page_token="t", app_id="2", app_secret="s")

    assert (keys.base_url, keys.api_version) == ("https://graph.facebook.com", "v26.0")
    assert (keys.timeout_connect, keys.timeout_read) == (5, 15)
    assert keys.public_base_url == ""
