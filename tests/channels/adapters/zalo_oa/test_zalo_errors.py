"""Every number Zalo knows ends in one of four errors, with a code of its own."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from toasoan.channels.adapters.base import (
    Disconnected,
    Pending,
    Rejected,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.adapters.zalo_oa.calls import MARGIN
from toasoan.channels.adapters.zalo_oa.errors import (
    DISCONNECTED,
    REJECTED,
    UNAVAILABLE,
    detail_of,
)

PAYLOADS = Path(__file__).parent / "payloads"
DAY_END = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)  # midnight in Vietnam

AT_CREATE = {
    "create__too_many_calls": (Unavailable, "zalo_too_many_calls"),
    "create__still_processing": (Unavailable, "zalo_still_processing"),
    "create__sending_failed": (Unavailable, "zalo_sending_failed"),
    "create__title_too_long": (Rejected, "zalo_parameter_refused"),
    "create__cover_invalid": (Rejected, "zalo_cover_refused"),
    "create__photo_url_invalid": (Rejected, "zalo_cover_refused"),
    "create__value_too_long": (Rejected, "zalo_too_long"),
    "create__attachment_expired": (Rejected, "zalo_attachment_expired"),
    "create__oa_removed": (Disconnected, "zalo_oa_gone"),
    "create__oa_unknown": (Disconnected, "zalo_oa_gone"),
    "create__app_not_activated": (Disconnected, "zalo_app_inactive"),
    "create__api_not_granted": (Disconnected, "zalo_api_not_granted"),
    "create__app_removed": (Disconnected, "zalo_app_inactive"),
    "create__oa_unverified": (Disconnected, "zalo_oa_unverified"),
    "create__quota_of_api_or_not_granted": (
        Disconnected,
        "zalo_api_not_granted_or_used_up",
    ),
    "create__package_needed": (Disconnected, "zalo_package_needed"),
    "create__oa_type": (Disconnected, "zalo_oa_type_refused"),
    "create__proof_invalid": (Disconnected, "zalo_app_secret_wrong"),
    "create__standards": (Disconnected, "zalo_standards_violated"),
}
AT_BROADCAST = {
    "message__quota_used": (Unavailable, "zalo_quota_used"),
    "message__quota_of_receiver": (Unavailable, "zalo_quota_used"),
    "message__wallet_missing": (Unavailable, "zalo_no_credit"),
    "message__wallet_empty": (Unavailable, "zalo_no_credit"),
    "message__not_a_follower": (Rejected, "zalo_recipient_refused"),
    "message__invitation_blocked": (Rejected, "zalo_recipient_refused"),
    "message__user_inactive": (Rejected, "zalo_recipient_refused"),
    "message__no_contact_in_seven_days": (Rejected, "zalo_recipient_refused"),
    "message__contact_ended": (Rejected, "zalo_recipient_refused"),
    "message__type_not_supported": (Rejected, "zalo_recipient_refused"),
    "message__type_refused_by_user": (Rejected, "zalo_recipient_refused"),
    "message__night": (Unavailable, "zalo_night"),
    "message__old_api_off": (Rejected, "zalo_message_api_off"),
}
TOKENS = ("invalid", "expired", "of_other_host")


def payload(name):
    return json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))


def raised(call, *given, **named):
    with pytest.raises((Rejected, Disconnected, Unavailable, Unconfirmed)) as error:
        call(*given, **named)
    return error.value


def test_every_number_of_the_table_has_a_payload():
    recorded = {payload(path.stem).get("error") for path in PAYLOADS.glob("*.json")}

    assert {*REJECTED, *DISCONNECTED, *UNAVAILABLE} - recorded == set()


@pytest.mark.parametrize("name", AT_CREATE)
def test_refused_article(desk, zalo, name):
    zalo.script("article/create", payload(name))

    error = raised(desk.adapter.deliver, desk.sending())

    assert (type(error), error.code) == AT_CREATE[name]
    assert json.loads(error.detail) == payload(name)


@pytest.mark.parametrize("name", AT_BROADCAST)
def test_refused_broadcast(desk, zalo, name):
    zalo.script("oa/message", payload(name))

    error = raised(desk.adapter.broadcast, ["a"], target={}, now=desk.now)

    assert (type(error), error.code) == AT_BROADCAST[name]


@pytest.mark.parametrize("case", TOKENS)
def test_refused_token_is_renewed(desk, zalo, case):
    zalo.script("article/create", payload(f"create__token_{case}"))

    assert desk.adapter.deliver(desk.sending()) == Pending(again_in=3)
    assert desk.keeper.renewals == 1


@pytest.mark.parametrize("case", ["article_processed", "media_processed"])
def test_article_in_the_making_is_polled_on(desk, zalo, case):
    sending = desk.sending()
    zalo.script("article/create", payload("create__taken"))
    zalo.script("article/verify", payload(f"verify__{case}"))
    zalo.script("article/verify", payload("verify__made"))

    answers = [desk.adapter.deliver(sending) for _ in range(3)]

    assert answers == [Pending(again_in=3), Pending(again_in=3), Pending(again_in=0)]
    assert sending.notes.get("article") == payload("verify__made")["data"]["id"]


def test_failed_media_at_verify_is_a_wait(desk, zalo):
    sending = desk.sending()
    desk.adapter.deliver(sending)
    zalo.script("article/verify", payload("verify__media_failed"))

    error = raised(desk.adapter.deliver, sending)

    assert (type(error), error.code) == (Unavailable, "zalo_media_failed")
    assert sending.notes.kept == {"failures": 1}


def test_cover_refused_at_verify_counts_as_failed_media(desk, zalo):
    sending = desk.sending()
    desk.adapter.deliver(sending)
    zalo.script("article/verify", payload("create__photo_url_invalid"))

    assert raised(desk.adapter.deliver, sending).code == "zalo_media_failed"


def test_list_over_the_limit_is_refused(desk, zalo):
    zalo.script("article/getslice", payload("getslice__limit_over_ten"))

    assert raised(desk.adapter.find, desk.sending()).code == "zalo_parameter_refused"


def test_used_up_refresh_token_asks_for_a_person(desk, zalo):
    zalo.expire()
    zalo.script("oa/access_token", payload("token__used_up"))

    error = raised(desk.adapter.deliver, desk.sending())

    assert (type(error), error.code) == (Disconnected, "zalo_refresh_refused")


def test_pair_of_the_documents_is_understood(desk, zalo):
    zalo.expire()
    zalo.script("oa/access_token", payload("token__pair"))

    raised(desk.adapter.deliver, desk.sending())

    assert desk.keeper.held["access_token"] == "K1m3aa"


@pytest.mark.parametrize("kind", ["government", "business"])
def test_account_of_the_documents_is_understood(desk, zalo, kind):
    zalo.script("oa/getoa", payload(f"getoa__{kind}"))

    assert desk.adapter.standing().name == "UBND xã Bản Mẫu"


def test_accepted_broadcast_gives_its_message(desk, zalo):
    zalo.script("oa/message", payload("message__accepted"))

    receipt = desk.adapter.broadcast(["a"], target={}, now=desk.now)

    assert receipt.external_id == "7a4d1f0b9c"


def test_unknown_number_at_create_is_not_believed_to_have_done_nothing(desk, zalo):
    zalo.script("article/create", -9999)

    error = raised(desk.adapter.deliver, desk.sending())

    assert (type(error), error.code) == (Unconfirmed, "zalo_unknown_error")


def test_unknown_number_elsewhere_is_a_wait(desk, zalo):
    sending = desk.sending()
    desk.adapter.deliver(sending)
    zalo.script("article/verify", -9999)

    error = raised(desk.adapter.deliver, sending)

    assert (type(error), error.code) == (Unavailable, "zalo_unknown_error")


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "0", "data": {"token": "t"}},
        {"error": False, "data": {"token": "t"}},
        {"error": None, "data": {"token": "t"}},
        {"data": {"token": "t"}},
        {"error": 0, "data": {"token": ""}},
        {"error": 0, "data": {"token": ["t"]}},
        {"error": 0, "data": "t"},
        {"error": 0, "data": None},
    ],
)
def test_success_is_zero_with_a_token_and_nothing_else(desk, zalo, answer):
    zalo.script("article/create", answer)
    sending = desk.sending()

    assert type(raised(desk.adapter.deliver, sending)) is Unconfirmed
    assert sending.notes.kept == {}


@pytest.mark.parametrize(
    "made", [{}, {"id": None}, {"id": ""}, {"id": {}}, {"id": 1.5}]
)
def test_verify_without_an_id_is_a_wait(desk, zalo, made):
    sending = desk.sending()
    desk.adapter.deliver(sending)
    zalo.script("article/verify", {"error": 0, "data": made})

    assert raised(desk.adapter.deliver, sending).code == "zalo_answer_strange"


@pytest.mark.parametrize("said", [-32, "busy"])
def test_minute_that_is_full_waits_for_the_next(desk, zalo, said):
    desk.now = desk.now.replace(second=20)
    zalo.script("article/create", said, before=True)

    error = raised(desk.adapter.deliver, desk.sending())

    assert error.retry_after == 40
    again = raised(desk.account().deliver, desk.sending())
    assert (again.code, again.retry_after) == ("zalo_too_many_calls", 40)
    assert len(zalo.requests) == 1
    desk.now = desk.now.replace(minute=31, second=0)
    assert desk.adapter.deliver(desk.sending()) == Pending(again_in=3)


def test_wait_is_never_shorter_than_a_second(desk, zalo):
    desk.now = desk.now.replace(second=59, microsecond=900_000)
    zalo.script("article/create", -32)

    assert raised(desk.adapter.deliver, desk.sending()).retry_after == 1


def test_calls_stop_before_the_limit_is_hit(desk, zalo):
    zalo.remain = MARGIN + 1
    desk.adapter.deliver(desk.sending())

    error = raised(desk.adapter.deliver, desk.sending())

    assert error.code == "zalo_too_many_calls"
    assert len(zalo.requests) == 1


def test_one_accounts_limit_is_not_anothers(desk, zalo):
    zalo.remain = 1
    desk.adapter.deliver(desk.sending())
    zalo.remain = 4000

    other = desk.account(oa_id="2500000000000000002")

    assert other.deliver(desk.sending()) == Pending(again_in=3)


@pytest.mark.parametrize("name", ["message__quota_used", "message__wallet_empty"])
def test_quota_waits_for_the_next_day_in_vietnam(desk, zalo, name):
    zalo.script("oa/message", payload(name))

    error = raised(desk.adapter.broadcast, ["a"], target={}, now=desk.now)

    assert error.retry_after == (DAY_END - desk.now).total_seconds()


def test_answer_that_echoes_the_token_shows_none(desk, zalo):
    zalo.script("article/create", [zalo.access])

    error = raised(desk.adapter.deliver, desk.sending())

    assert (error.code, zalo.access in error.detail) == ("zalo_answer_lost", False)


def test_detail_of_a_long_answer_is_short(desk, zalo):
    zalo.script("article/create", "garbage")

    error = raised(desk.adapter.deliver, desk.sending())

    assert (error.code, len(error.detail)) == ("zalo_answer_lost", 400)


def test_detail_is_short_and_holds_no_token():
    said = {"error": -1, "data": [{"access_token": "abc"}], "message": "x" * 900}

    detail = detail_of(said)

    assert (len(detail), "abc" in detail) == (400, False)


def test_token_that_zalo_repeats_is_shown_to_nobody(desk, zalo):
    words = f"Access token {zalo.access} may not do this"
    zalo.script("article/create", {"error": -224, "message": words})

    error = raised(desk.deliver, desk.sending())

    assert (error.code, zalo.access in error.detail) == ("zalo_package_needed", False)
