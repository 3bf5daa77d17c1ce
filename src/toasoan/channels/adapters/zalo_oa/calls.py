"""One call to the account's API: paced, with a living token, its answer understood."""

import hmac
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from toasoan.channels.adapters.base import (
    DeliveryError,
    Keeper,
    Unavailable,
    Unconfirmed,
)
from toasoan.core.http import Answer, Forbidden, Http, Lost, NotSent

from . import times
from .errors import (
    LONGEST_DETAIL,
    TOKEN_DEAD,
    TOO_MANY_CALLS,
    Refused,
    detail_of,
    error_of,
)
from .keys import Keys
from .tokens import Tokens

# Calls are counted by the minute. A delivery takes a few; what others of the app need
# must not hit the wall.
MARGIN = 5
NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Call:
    """What is asked.

    `own` are numbers whoever calls understands better than the table; `once` says
    that asking twice does it twice.
    """

    method: str
    path: str
    query: Mapping[str, str] | None = None
    value: Any = None
    own: Collection[int] = ()
    once: bool = False


class Calls:
    """Asks the account's API."""

    def __init__(
        self,
        *,
        keys: Keys,
        http: Http,
        tokens: Tokens,
        keeper: Keeper,
        clock: Callable[[], datetime],
    ) -> None:
        self.http = http
        self.tokens = tokens
        self.clock = clock
        self.base = keys.openapi_base_url.rstrip("/")
        self.keeper = keeper

    def get(
        self, path: str, query: Mapping[str, str], own: Collection[int] = ()
    ) -> dict[str, Any]:
        return self._ask(Call(method="GET", path=path, query=query, own=own))

    def post(
        self, path: str, value: Any, *, own: Collection[int] = (), once: bool = False
    ) -> dict[str, Any]:
        return self._ask(
            Call(method="POST", path=path, value=value, own=own, once=once)
        )

    def _ask(self, call: Call) -> dict[str, Any]:
        """Return the answer's `data`.

        A dead token is renewed and the call made once more, once. Raises Refused for
        `call.own`, else the four errors; Unconfirmed only when `call.once`.
        """
        token = self.tokens.current()
        try:
            try:
                return self._try(call, token)
            except Refused as refused:
                if refused.number not in TOKEN_DEAD:
                    raise
            return self._try(call, self.tokens.after(token))
        except Refused as refused:
            if refused.number in call.own:
                raise
            raise self._error(call, refused) from refused

    def _error(self, call: Call, refused: Refused) -> DeliveryError:
        if refused.number == TOO_MANY_CALLS:
            self._rest()
        if call.once and not refused.known:
            return Unconfirmed("zalo_unknown_error", detail_of(refused.answer))
        return error_of(refused, self.clock())

    def _try(self, call: Call, token: str) -> dict[str, Any]:
        wait = self.keeper.rests()
        if wait:
            raise Unavailable("zalo_too_many_calls", retry_after=wait)
        try:
            answer = self.http.ask(
                call.method,
                self.base + call.path,
                headers=self._headers(token),
                query=call.query,
                value=call.value,
            )
            left = answer.headers.get("x-ratelimit-remain", "")
            if NUMBER.fullmatch(left) and int(left) <= MARGIN:
                self._rest()
            return _data(self._without_secrets(answer, token))
        except Forbidden as error:
            raise Unavailable("zalo_address_forbidden", str(error)) from error
        except NotSent as error:
            raise Unavailable("zalo_unreachable", str(error)) from error
        except Lost as error:
            detail = str(error).replace(token, "…")[:LONGEST_DETAIL]
            lost = Unconfirmed if call.once else Unavailable
            raise lost("zalo_answer_lost", detail) from None

    def _rest(self) -> None:
        """Ask nothing before the next minute."""
        now = self.clock()
        self.keeper.rest(times.seconds(now, times.next_minute(now)))

    def _without_secrets(self, answer: Answer, token: str) -> Answer:
        """Return `answer` fit to be shown: a service may repeat what it was sent."""
        body = answer.body
        for secret in self._headers(token).values():
            body = body.replace(secret.encode(), b"***")
        return replace(answer, body=body)

    def _headers(self, token: str) -> dict[str, str]:
        secret = self.tokens.secret
        if not secret:
            return {"access_token": token}
        proof = hmac.new(secret.encode(), token.encode(), sha256).hexdigest()
        return {"access_token": token, "appsecret_proof": proof}


def _data(answer: Answer) -> dict[str, Any]:
    """Return what `answer` brings. Raises Refused, and Lost for what means nothing.

    Success is the number 0 and nothing else, whatever HTTP says.
    """
    if answer.status == 429:
        raise Refused(TOO_MANY_CALLS, {"message": "HTTP 429"})
    found = answer.object()
    number = found.get("error")
    if type(number) is not int or (number == 0 and answer.status != 200):
        raise Lost(f"HTTP {answer.status} {detail_of(found)}")
    if number:
        raise Refused(number, found)
    data = found.get("data")
    return data if isinstance(data, dict) else {}
