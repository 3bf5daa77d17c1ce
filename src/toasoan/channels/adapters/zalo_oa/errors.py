"""What Zalo's numbers mean for us: one of the four errors, with a stable code.

Numbers from the account API's table of errors; the same come with HTTP 200.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from toasoan.channels.adapters.base import (
    DeliveryError,
    Disconnected,
    Rejected,
    Unavailable,
)

from . import times

INVALID = -201
MEDIA_FAILED = -200
PROCESSING = -214
TOO_MANY_CALLS = -32
# -124 says the same on another host of Zalo's.
TOKEN_DEAD = frozenset({-216, -220, -124})

LONGEST_DETAIL = 400

REJECTED = {
    -100: "zalo_attachment_expired",
    INVALID: "zalo_parameter_refused",
    -210: "zalo_too_long",
    **dict.fromkeys(
        (-213, -217, -227, -230, -232, -233, -244), "zalo_recipient_refused"
    ),
    -240: "zalo_message_api_off",
}

DISCONNECTED = {
    **dict.fromkeys(TOKEN_DEAD, "zalo_token_refused"),
    -204: "zalo_oa_gone",
    -205: "zalo_oa_gone",
    -209: "zalo_app_inactive",
    -212: "zalo_api_not_granted",
    -219: "zalo_app_inactive",
    -221: "zalo_oa_unverified",
    -223: "zalo_api_not_granted_or_used_up",
    -224: "zalo_package_needed",
    -235: "zalo_oa_type_refused",
    -242: "zalo_app_secret_wrong",
    -248: "zalo_standards_violated",
}

UNAVAILABLE: dict[int, tuple[str, Callable[[datetime], datetime] | None]] = {
    TOO_MANY_CALLS: ("zalo_too_many_calls", times.next_minute),
    MEDIA_FAILED: ("zalo_sending_failed", None),
    PROCESSING: ("zalo_still_processing", None),
    -211: ("zalo_quota_used", times.next_day),
    -218: ("zalo_quota_used", times.next_day),
    -320: ("zalo_no_credit", times.next_day),
    -321: ("zalo_no_credit", times.next_day),
    -234: ("zalo_night", times.next_morning),
}


class Refused(Exception):
    """Zalo answered with an error number: surely nothing was done."""

    def __init__(self, number: int, answer: Mapping[str, Any]) -> None:
        super().__init__(number)
        self.number = number
        self.answer = answer

    @property
    def about_cover(self) -> bool:
        """Whether the cover is what it does not take; only the words tell."""
        words = str(self.answer.get("message", "")).lower()
        return self.number == INVALID and ("cover" in words or "photo" in words)

    @property
    def known(self) -> bool:
        """Whether the number stands in the table."""
        return any(self.number in one for one in (REJECTED, DISCONNECTED, UNAVAILABLE))


def error_of(refused: Refused, now: datetime) -> DeliveryError:
    """Return what `refused` means at `now`; an unknown number is worth waiting for."""
    number, detail = refused.number, detail_of(refused.answer)
    if refused.about_cover:
        return Rejected("zalo_cover_refused", detail)
    if number in REJECTED:
        return Rejected(REJECTED[number], detail)
    if number in DISCONNECTED:
        return Disconnected(DISCONNECTED[number], detail)
    code, until = UNAVAILABLE.get(number, ("zalo_unknown_error", None))
    wait = times.seconds(now, until(now)) if until else None
    return Unavailable(code, detail, retry_after=wait)


def detail_of(answer: Any) -> str:
    """Return what Zalo said, short and without tokens."""
    return json.dumps(_plain(answer), ensure_ascii=False)[:LONGEST_DETAIL]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            key: "…" if "token" in str(key).lower() else _plain(one)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value
