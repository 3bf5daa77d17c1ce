import json
from pathlib import Path

import pytest

from tests.services.graph import SECRET, TOKEN, Fault, body
from toasoan.channels.adapters.base import (
    DeliveryError,
    Disconnected,
    Rejected,
    Unavailable,
    Unconfirmed,
)

PAYLOADS = Path(__file__).parent / "payloads"
MEANINGS = {
    "unknown_error": (Unconfirmed, "facebook_maybe_posted"),
    "service_down": (Unconfirmed, "facebook_maybe_posted"),
    "rate_limit_app": (Unavailable, "facebook_rate_limit"),
    "rate_limit_user": (Unavailable, "facebook_rate_limit"),
    "rate_limit_page_by_user": (Unavailable, "facebook_rate_limit"),
    "rate_limit_custom": (Unavailable, "facebook_rate_limit"),
    "rate_limit_page": (Unavailable, "facebook_rate_limit"),
    "app_limit": (Unavailable, "facebook_rate_limit"),
    "blocked_for_policy": (Unavailable, "facebook_blocked_for_policy"),
    "posting_too_fast": (Unavailable, "facebook_posting_too_fast"),
    "duplicate": (Unconfirmed, "facebook_duplicate"),
    "token_dead": (Disconnected, "facebook_token_dead"),
    "app_removed": (Disconnected, "facebook_app_removed"),
    "checkpoint": (Disconnected, "facebook_checkpoint"),
    "password_changed": (Disconnected, "facebook_password_changed"),
    "token_expired": (Disconnected, "facebook_token_expired"),
    "user_unconfirmed": (Disconnected, "facebook_checkpoint"),
    "token_invalid": (Disconnected, "facebook_token_dead"),
    "no_role": (Disconnected, "facebook_no_role"),
    "session_dead": (Disconnected, "facebook_token_dead"),
    "no_token": (Disconnected, "facebook_token_dead"),
    "feature_missing": (Disconnected, "facebook_permission_missing"),
    "permission_denied": (Disconnected, "facebook_permission_missing"),
    "permission_missing": (Disconnected, "facebook_permission_missing"),
    "permission_extended": (Disconnected, "facebook_permission_missing"),
    "permission_last": (Disconnected, "facebook_permission_missing"),
    "bad_parameter": (Rejected, "facebook_bad_parameter"),
    "gone": (Rejected, "facebook_gone"),
    "proof_wrong": (Disconnected, "facebook_app_keys_wrong"),
    "parameter_missing": (Rejected, "facebook_empty_post"),
    "empty_post": (Rejected, "facebook_empty_post"),
    "bad_link": (Rejected, "facebook_bad_link"),
    "picture_refused": (Rejected, "facebook_picture_refused"),
    "film_format": (Rejected, "facebook_film_refused"),
    "film_upload": (Rejected, "facebook_film_refused"),
    "link_unreadable": (Rejected, "facebook_link_unreadable"),
    "picture_too_big": (Rejected, "facebook_picture_too_big"),
    "already_posted": (Unconfirmed, "facebook_already_posted"),
    "abusive": (Rejected, "facebook_abusive"),
    "standards": (Rejected, "facebook_standards"),
    "page_authorization": (Disconnected, "facebook_page_authorization"),
    "own_link": (Rejected, "facebook_own_link"),
    "confirm_identity": (Disconnected, "facebook_confirm_identity"),
    "metric_missing": (Rejected, "facebook_bad_parameter"),
    "never_heard_of": (Rejected, "facebook_refused"),
}


def payload(case):
    return (PAYLOADS / f"error__{case}.json").read_bytes()


def refusal_of(page, sending):
    with pytest.raises(DeliveryError) as refusal:
        page.deliver(sending)
    return refusal.value


def test_every_payload_has_its_meaning():
    assert {one.stem for one in PAYLOADS.iterdir()} == {
        f"error__{case}" for case in MEANINGS
    }


@pytest.mark.parametrize("status", [200, 400, 403])
@pytest.mark.parametrize("case", MEANINGS)
def test_error_means_the_same_whatever_the_http_status(
    page, service, make_sending, case, status
):
    service.fault("feed", body(payload(case), status=status, done=False))

    refusal = refusal_of(page, make_sending())

    assert (type(refusal), refusal.code) == MEANINGS[case]


@pytest.mark.parametrize("case", set(MEANINGS) - {"never_heard_of"})
def test_known_error_means_the_same_with_a_server_error(
    page, service, make_sending, case
):
    service.fault("feed", body(payload(case), status=500, done=False))

    refusal = refusal_of(page, make_sending())

    assert (type(refusal), refusal.code) == MEANINGS[case]


def test_unknown_error_with_a_server_error_may_have_posted(page, service, make_sending):
    service.fault("feed", body(payload("never_heard_of"), status=500))

    assert refusal_of(page, make_sending()).code == "facebook_maybe_posted"


def test_detail_holds_the_answer_with_its_trace(page, service, make_sending):
    service.fault("feed", body(payload("duplicate"), status=400, done=False))

    assert json.loads(refusal_of(page, make_sending()).detail) == {
        "message": "(#506) Duplicate status message",
        "type": "OAuthException",
        "code": 506,
        "error_subcode": 1455006,
        "is_transient": False,
        "fbtrace_id": "AhJ3kP0s9dQxYb7LmNvTr2e",
    }


def test_long_answer_is_shortened_and_keeps_its_trace(page, service, make_sending):
    error = json.loads(payload("empty_post"))["error"] | {"message": "a" * 100_000}
    told = json.dumps({"error": error}).encode()
    service.fault("feed", body(told, status=400, done=False))

    detail = refusal_of(page, make_sending()).detail

    assert len(detail) < 1_000
    assert json.loads(detail)["fbtrace_id"] == "AhJ3kP0s9dQxYb7LmNvTr2e"


def echoing(template):
    """Answer with whatever the client said in its header and body."""

    def send(handler, _answer):
        said = handler.service.requests[-1]
        everything = f"{TOKEN} {SECRET} {said.form} {said.headers}"
        handler.send(400, template.replace(b"ECHO", everything.encode()))

    return Fault(send)


ECHOES = [
    b'{"error": {"code": 190, "message": "ECHO", "fbtrace_id": "x"}}',
    b'{"error": {"code": 2, "message": "ECHO"}}',
    b"<html>ECHO</html>",
    b'{"ECHO": 1}',
    b'{"error": "ECHO"}',
]


@pytest.mark.parametrize("template", ECHOES)
@pytest.mark.parametrize("call", ["feed", "debug_token"])
def test_secrets_that_a_service_echoes_go_nowhere(
    page, service, make_sending, call, template
):
    service.fault(call, echoing(template))

    with pytest.raises(DeliveryError) as refusal:
        page.deliver(make_sending()) if call == "feed" else page.standing()

    told = [str(refusal.value), repr(refusal.value), refusal.value.detail]
    before = refusal.value.__context__
    while before:
        told += [str(before), repr(before)]
        before = before.__context__
    proof = service.requests[-1].form["appsecret_proof"]
    assert [s for s in (TOKEN, SECRET, proof) if s in " ".join(told)] == []


def test_secrets_stay_out_of_what_the_adapter_prints(page):
    told = f"{page!r} {page.graph!r} {vars(page)!r}"

    assert [secret for secret in (TOKEN, SECRET) if secret in told] == []
