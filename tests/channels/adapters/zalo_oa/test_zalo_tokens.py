"""Refresh tokens work once: the chain of pairs must not break, and says when it did."""

from datetime import timedelta

import pytest

from toasoan.channels.adapters.base import DeliveryError, Disconnected, Unavailable

TOKEN = "oa/access_token"
BROKEN = ["reset", "silent", "truncated", "empty", "html", "drip", "huge", "unwell"]


def ends_in(desk, **time):
    desk.keeper.held["expires_at"] = (desk.now + timedelta(**time)).isoformat()


def test_dead_token_is_renewed_and_the_call_made_once_more(desk, zalo):
    zalo.expire()

    desk.deliver(desk.sending())

    assert desk.keeper.renewals == 1
    assert len(zalo.asked("article/create")) == 2
    assert len(zalo.articles) == 1


@pytest.mark.parametrize("number", [-216, -220, -124])
def test_every_number_of_a_dead_token_renews(desk, zalo, number):
    zalo.script("article/create", number)

    desk.adapter.deliver(desk.sending())

    assert desk.keeper.held["access_token"] == zalo.access
    assert desk.keeper.renewals == 1


def test_new_pair_is_kept_with_its_ends(desk, zalo):
    desk.keeper.held["webhook"] = "kept as it is"
    zalo.expire()

    desk.adapter.deliver(desk.sending())

    assert desk.keeper.held == {
        "access_token": zalo.access,
        "refresh_token": zalo.refresh,
        "expires_at": (desk.now + timedelta(seconds=90000)).isoformat(),
        "refresh_until": (desk.now + timedelta(days=90)).isoformat(),
        "webhook": "kept as it is",
    }


def test_renewal_is_asked_as_the_documents_say(desk, zalo):
    refresh = zalo.refresh
    zalo.expire()

    desk.adapter.deliver(desk.sending())

    (request,) = zalo.asked("oa/access_token")
    assert request.path == "/v4/oa/access_token"
    assert request.headers["secret_key"] == zalo.app_secret
    assert request.form == {
        "grant_type": "refresh_token",
        "refresh_token": refresh,
        "app_id": zalo.app_id,
    }


def test_call_refused_again_after_a_renewal_asks_for_a_person(desk, zalo):
    zalo.script("article/create", -216, times=2)

    with pytest.raises(Disconnected) as error:
        desk.adapter.deliver(desk.sending())

    assert error.value.code == "zalo_token_refused"
    assert desk.keeper.renewals == 1


def test_token_is_renewed_before_its_last_two_hours(desk, zalo):
    ends_in(desk, hours=1, minutes=59)

    desk.adapter.deliver(desk.sending())

    assert desk.keeper.renewals == 1
    assert len(zalo.asked("article/create")) == 1


def test_token_that_lives_longer_is_left_alone(desk, zalo):
    ends_in(desk, hours=2, minutes=1)

    desk.adapter.deliver(desk.sending())

    assert desk.keeper.renewals == 0


def test_living_token_serves_on_while_renewal_is_down(desk, zalo):
    ends_in(desk, hours=1)
    adapter = desk.account(oauth_base_url="http://127.0.0.1:9")

    adapter.deliver(desk.sending())

    assert len(zalo.asked("article/create")) == 1


def test_dead_token_with_renewal_down_is_a_wait(desk, zalo):
    ends_in(desk, hours=-1)
    adapter = desk.account(oauth_base_url="http://127.0.0.1:9")

    with pytest.raises(Unavailable) as error:
        adapter.deliver(desk.sending())

    assert error.value.code == "zalo_unreachable"


def test_somebody_elses_renewal_is_used(desk, zalo):
    other = desk.account()
    zalo.expire()
    other.standing()

    desk.deliver(desk.sending())

    assert len(zalo.asked("oa/access_token")) == 1


@pytest.mark.parametrize("fault", BROKEN)
def test_lost_answer_after_the_token_was_used_breaks_the_chain_and_says_so(
    desk, zalo, fault
):
    before = desk.keeper.secrets()
    zalo.expire()
    zalo.script("oa/access_token", fault)

    with pytest.raises(Disconnected) as error:
        desk.adapter.deliver(desk.sending())

    assert error.value.code == "zalo_token_chain_broken"
    assert len(zalo.asked("oa/access_token")) == 2
    assert desk.keeper.held == before


@pytest.mark.parametrize("second", ["truncated", -32, {"error_name": "no"}])
def test_no_error_shows_a_token_or_a_secret(desk, zalo, second):
    zalo.expire()
    zalo.script("oa/access_token", [zalo.access, zalo.refresh])
    zalo.script("oa/access_token", second)

    with pytest.raises(DeliveryError) as error:
        desk.adapter.deliver(desk.sending())

    said, cause = "", error.value
    while cause is not None:
        said += repr(cause) + str(cause)
        cause = cause.__cause__ or (
            None if cause.__suppress_context__ else cause.__context__
        )
    secrets = ("access-0", "refresh-0", zalo.app_secret)
    assert [one for one in secrets if one in said] == []


def test_answer_lost_before_anything_happened_is_made_good(desk, zalo):
    zalo.expire()
    zalo.script("oa/access_token", "reset", before=True)

    desk.adapter.deliver(desk.sending())

    assert desk.keeper.held["refresh_token"] == zalo.refresh


def test_two_lost_answers_break_the_chain(desk, zalo):
    zalo.expire()
    zalo.script("oa/access_token", "reset", times=2, before=True)

    with pytest.raises(Disconnected) as error:
        desk.adapter.deliver(desk.sending())

    assert error.value.code == "zalo_token_chain_broken"


@pytest.mark.parametrize(
    "answer",
    [
        {"error_name": "Invalid grant", "error_reason": "Invalid refresh token"},
        {"error": -14014, "error_name": "Invalid refresh token"},
        {"error": -14012, "message": "Invalid refresh token"},
        {"access_token": "a", "refresh_token": "", "error_name": "half"},
    ],
)
def test_refusal_never_overwrites_the_pair(desk, zalo, answer):
    before = desk.keeper.secrets()
    zalo.expire()
    zalo.script("oa/access_token", answer)

    with pytest.raises(Disconnected) as error:
        desk.adapter.deliver(desk.sending())

    assert error.value.code == "zalo_refresh_refused"
    assert desk.keeper.held == before


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"access_token": "a"},
        {"refresh_token": "r", "expires_in": "90000"},
        {"access_token": 1, "refresh_token": 2},
        {"access_token": " ", "refresh_token": "r"},
        {"access_token": "a", "refresh_token": "r\r\n"},
    ],
)
def test_half_a_pair_is_no_pair(desk, zalo, answer):
    before = desk.keeper.secrets()
    zalo.expire()
    zalo.script("oa/access_token", answer, times=2)

    with pytest.raises(Disconnected) as error:
        desk.adapter.deliver(desk.sending())

    assert error.value.code == "zalo_token_chain_broken"
    assert desk.keeper.held == before


@pytest.mark.parametrize("said", [-32, "busy"])
def test_busy_renewal_is_a_wait(desk, zalo, said):
    zalo.expire()
    zalo.script("oa/access_token", said, before=True)

    with pytest.raises(Unavailable) as error:
        desk.adapter.deliver(desk.sending())

    assert (error.value.code, error.value.retry_after) == ("zalo_too_many_calls", 60)


@pytest.mark.parametrize("life", ["", None, "bald", 3600.5, "9" * 5000, "-1"])
def test_life_that_is_not_said_is_the_documented_one(desk, zalo, life):
    zalo.expire()
    pair = {"access_token": "a", "refresh_token": "r", "expires_in": life}
    zalo.script("oa/access_token", pair)

    with pytest.raises(Disconnected):
        desk.adapter.deliver(desk.sending())

    ends = (desk.now + timedelta(hours=25)).isoformat()
    assert desk.keeper.held["expires_at"] == ends


def test_account_without_tokens_asks_for_a_person_and_asks_nobody_else(desk, zalo):
    desk.keeper.held = {}

    with pytest.raises(Disconnected) as error:
        desk.adapter.deliver(desk.sending())

    assert error.value.code == "zalo_not_connected"
    assert zalo.requests == []


@pytest.mark.parametrize("sign", ["\u200b", " ", "\n", "ơ"])
def test_key_with_a_sign_that_cannot_belong_is_said_before_it_is_sent(desk, zalo, sign):
    desk.keeper.held["access_token"] = f"access{sign}0001"

    with pytest.raises(Disconnected) as error:
        desk.adapter.deliver(desk.sending())

    assert error.value.code == "zalo_key_garbled"
    assert zalo.requests == []


def test_blanks_around_a_key_are_forgiven(desk, zalo):
    desk.keeper.held["access_token"] += " \n"

    desk.account(app_secret=f" {zalo.app_secret}\n").deliver(desk.sending())

    assert len(zalo.asked("article/create")) == 1


def test_proof_of_the_app_goes_with_every_call(desk, zalo):
    desk.deliver(desk.sending())

    proofs = {one.headers["appsecret_proof"] for one in zalo.requests}
    assert proofs == {zalo._proof(zalo.access)}


def test_wrong_app_secret_asks_for_a_person(desk, zalo):
    with pytest.raises(Disconnected) as error:
        desk.account(app_secret="another").deliver(desk.sending())

    assert error.value.code == "zalo_app_secret_wrong"


def test_no_proof_goes_without_an_app_secret(desk, zalo):
    desk.account(app_secret="").deliver(desk.sending())

    (request,) = zalo.requests
    assert "appsecret_proof" not in request.headers
