"""The tokens of one account, and how they are renewed.

A refresh token works once, and the old access token dies with the new one's birth: so
the keeper lets one ask at a time and stores the pair before anybody uses it.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from toasoan.channels.adapters.base import Disconnected, Keeper, Unavailable
from toasoan.core.http import Http, Lost, NotSent

from .errors import TOO_MANY_CALLS, detail_of
from .keys import Keys

SOON = timedelta(hours=2)
LIVES = timedelta(hours=25)
REFRESH_LIVES = timedelta(days=90)
SECONDS = re.compile(r"\d{1,8}", re.ASCII)


class Tokens:
    """Gives the access token that stands, and asks for the next one."""

    def __init__(
        self, *, keys: Keys, http: Http, keeper: Keeper, clock: Callable[[], datetime]
    ) -> None:
        self.keys = keys
        self.http = http
        self.keeper = keeper
        self.clock = clock
        self.secret = keys.app_secret.get_secret_value().strip()

    def current(self) -> str:
        """Return the access token, renewed when it ends soon or is missing.

        Raises Disconnected, and Unavailable only when none is alive.
        """
        secrets = self.keeper.secrets()
        token = secrets.get("access_token", "").strip()
        ends = _time(secrets, "expires_at")
        if not _plain(token + self.secret):
            raise Disconnected("zalo_key_garbled")
        if token and (ends is None or ends - self.clock() > SOON):
            return token
        try:
            return self.after(token)
        except Unavailable:
            if token and ends is not None and ends > self.clock():
                return token
            raise

    def after(self, stale: str) -> str:
        """Return a newer token than `stale`. Raises Disconnected, Unavailable."""
        return self.keeper.renew(stale, self._ask)["access_token"]

    def until(self) -> datetime | None:
        """Return when the refresh token dies, if we saw it come."""
        return _time(self.keeper.secrets(), "refresh_until")

    def _ask(self, secrets: dict[str, str]) -> dict[str, str]:
        if not secrets.get("refresh_token", "").strip():
            raise Disconnected("zalo_not_connected")
        try:
            return self._renewed(secrets)
        except Lost:
            return self._last_try(secrets)

    def _last_try(self, secrets: dict[str, str]) -> dict[str, str]:
        """Ask once more with a refresh token that may be used up already.

        When it is, the only living pair was in the answer that got lost.
        """
        try:
            return self._renewed(secrets)
        except (Lost, Disconnected) as error:
            detail = error.detail if isinstance(error, Disconnected) else ""
            raise Disconnected("zalo_token_chain_broken", detail) from None

    def _renewed(self, secrets: dict[str, str]) -> dict[str, str]:
        """Return `secrets` with a new pair. Raises Lost, Disconnected, Unavailable."""
        try:
            answer = self.http.ask(
                "POST",
                f"{self.keys.oauth_base_url.rstrip('/')}/v4/oa/access_token",
                headers={"secret_key": self.secret},
                form={
                    "grant_type": "refresh_token",
                    "refresh_token": secrets["refresh_token"].strip(),
                    "app_id": self.keys.app_id,
                },
            )
            found = answer.object()
        except NotSent as error:
            raise Unavailable("zalo_unreachable", str(error)) from error
        except Lost:
            # What it says may hold half of the answer, so a token: no log gets it.
            raise Lost("the answer with the new tokens") from None
        told = self._told(found, secrets)
        return {**secrets, **self._pair(answer.status, found, told)}

    def _told(self, found: dict[str, Any], secrets: dict[str, str]) -> str:
        """Return what Zalo said, without what it was sent."""
        told = detail_of(found)
        for secret in (secrets["refresh_token"].strip(), self.secret):
            told = told.replace(secret, "***") if secret else told
        return told

    def _pair(self, status: int, found: dict[str, Any], told: str) -> dict[str, str]:
        access, refresh = found.get("access_token"), found.get("refresh_token")
        if status == 200 and _word(access) and _word(refresh):
            now = self.clock()
            return {
                "access_token": str(access),
                "refresh_token": str(refresh),
                "expires_at": (now + _life(found.get("expires_in"))).isoformat(),
                "refresh_until": (now + REFRESH_LIVES).isoformat(),
            }
        if status in (429, 503) or found.get("error") == TOO_MANY_CALLS:
            raise Unavailable("zalo_too_many_calls", told, retry_after=60)
        if found.get("error_name") or found.get("error"):
            raise Disconnected("zalo_refresh_refused", told)
        raise Lost("an answer without tokens and without an error")


def _word(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and _plain(value)


def _plain(text: str) -> bool:
    """Say whether `text` can stand in a header; what was pasted in may hold more."""
    return text.isascii() and text.isprintable() and " " not in text


def _life(text: Any) -> timedelta:
    """Return how long the access token lives; Zalo says it in seconds, as text."""
    said = str(text)
    return timedelta(seconds=int(said)) if SECONDS.fullmatch(said) else LIVES


def _time(secrets: dict[str, str], name: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(secrets.get(name, ""))
    except ValueError:
        return None
    return found if found.tzinfo else None
