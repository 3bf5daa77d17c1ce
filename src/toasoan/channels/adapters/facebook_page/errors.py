"""Facebook's error codes -> what must happen next.

By code and subcode, never by HTTP status or message.
https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from toasoan.channels.adapters.base import (
    DeliveryError,
    Disconnected,
    Rejected,
    Unavailable,
    Unconfirmed,
)

HOUR = 3_600.0
LONGEST = 900  # characters of detail
KEPT = (
    "message",
    "type",
    "code",
    "error_subcode",
    "error_user_title",
    "error_user_msg",
    "is_transient",
    "fbtrace_id",
)


class Unclear(Exception):
    """Facebook did not say whether it did it."""


@dataclass(frozen=True)
class Meaning:
    error: type[DeliveryError]
    code: str
    wait: float | None = None


RATE_LIMIT = Meaning(Unavailable, "facebook_rate_limit")
TOKEN_DEAD = Meaning(Disconnected, "facebook_token_dead")
PERMISSION = Meaning(Disconnected, "facebook_permission_missing")
EMPTY = Meaning(Rejected, "facebook_empty_post")
FILM = Meaning(Rejected, "facebook_film_refused")
LINK = Meaning(Rejected, "facebook_link_unreadable")
WRONG_APP = Meaning(Disconnected, "facebook_app_keys_wrong")

# Small subcodes mean something only beside their code.
PAIRS = {
    (100, 33): Meaning(Rejected, "facebook_gone"),
    (190, 458): Meaning(Disconnected, "facebook_app_removed"),
    (190, 459): Meaning(Disconnected, "facebook_checkpoint"),
    (190, 460): Meaning(Disconnected, "facebook_password_changed"),
    (190, 463): Meaning(Disconnected, "facebook_token_expired"),
    (190, 464): Meaning(Disconnected, "facebook_checkpoint"),
    (190, 467): TOKEN_DEAD,
    (190, 492): Meaning(Disconnected, "facebook_no_role"),
}
SUBCODES = {
    1346003: Meaning(Rejected, "facebook_abusive"),
    1363045: FILM,
    1366046: Meaning(Rejected, "facebook_picture_too_big"),
    1366051: Meaning(Unconfirmed, "facebook_already_posted"),
    1390008: Meaning(Unavailable, "facebook_posting_too_fast", HOUR),
    1404078: Meaning(Disconnected, "facebook_page_authorization"),
    1404102: Meaning(Rejected, "facebook_standards"),
    1504028: Meaning(Rejected, "facebook_bad_parameter"),
    1609005: LINK,
    1609008: Meaning(Rejected, "facebook_own_link"),
    4854002: Meaning(Disconnected, "facebook_confirm_identity"),
}
CODES = {
    3: PERMISSION,
    4: RATE_LIMIT,
    10: PERMISSION,
    17: RATE_LIMIT,
    32: RATE_LIMIT,
    100: Meaning(Rejected, "facebook_bad_parameter"),
    101: WRONG_APP,
    102: TOKEN_DEAD,
    104: TOKEN_DEAD,
    190: TOKEN_DEAD,
    194: EMPTY,
    197: EMPTY,
    324: Meaning(Rejected, "facebook_picture_refused"),
    341: RATE_LIMIT,
    352: FILM,
    # Long: to knock again while blocked makes the block longer.
    368: Meaning(Unavailable, "facebook_blocked_for_policy", 6 * HOUR),
    506: Meaning(Unconfirmed, "facebook_duplicate"),
    613: RATE_LIMIT,
    1500: Meaning(Rejected, "facebook_bad_link"),
    3001: Meaning(Rejected, "facebook_bad_parameter"),
    6000: FILM,
    80001: RATE_LIMIT,
    1609005: LINK,
}
UNKNOWN = Meaning(Rejected, "facebook_refused")
UNCLEAR = {1, 2}


def refusal(error: dict[str, Any], status: int, detail: str) -> DeliveryError:
    """Return what an `error` object of an answer with `status` means.

    Raises Unclear when what was asked may have been done all the same: observed, posts
    made several times over by trying again after code 2.
    """
    meaning = _meaning(error)
    if meaning is None:
        if _number(error, "code") in UNCLEAR or status >= 500 or _passing(error):
            raise Unclear(detail)
        meaning = UNKNOWN
    if meaning.error is Unavailable:
        return Unavailable(meaning.code, detail, retry_after=meaning.wait)
    return meaning.error(meaning.code, detail)


@contextmanager
def of_one_post() -> Iterator[None]:
    """Let a missing permission stand in the way of one post only, not of the page.

    Facebook lets an app change what it posted itself, and says of all else that a
    permission is missing. Raises Rejected.
    """
    try:
        yield
    except Disconnected as refused:
        if refused.code != PERMISSION.code:
            raise
        raise Rejected("facebook_change_by_hand", refused.detail) from None


def _meaning(error: dict[str, Any]) -> Meaning | None:
    code, subcode = _number(error, "code"), _number(error, "error_subcode")
    found = PAIRS.get((code, subcode)) or SUBCODES.get(subcode) or CODES.get(code)
    if found is None and 200 <= code <= 299:
        return PERMISSION
    # A missing or wrong appsecret_proof has this type and no subcode.
    if code == 100 and not subcode and error.get("type") == "GraphMethodException":
        return WRONG_APP
    return found


def _number(error: dict[str, Any], name: str) -> int:
    try:
        return int(error.get(name) or 0)
    except (TypeError, ValueError, OverflowError):
        return 0


def _passing(error: dict[str, Any]) -> bool:
    return error.get("is_transient") is True or not _number(error, "code")


def told(error: dict[str, Any]) -> str:
    """Return what the service said, shortened, the trace id always with it."""
    kept = {name: error[name] for name in KEPT if name in error}
    for name in ("message", "error_user_title", "error_user_msg"):
        if name in kept:
            kept[name] = str(kept[name])[:250]
    return json.dumps(kept, ensure_ascii=False)[:LONGEST]
