"""The articles of one account, as Zalo keeps them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from toasoan.channels.adapters.base import Unavailable, Unconfirmed

from .calls import Calls
from .errors import INVALID, MEDIA_FAILED, PROCESSING, Refused, detail_of

# Where ours is looked for: the newest so many pages of ten, the most it gives.
PAGES = 5
PAGE = 10
# Larger numbers are milliseconds.
MOST_SECONDS = 100_000_000_000
STAMP = re.compile(r"\d{1,15}", re.ASCII)


class MediaFailed(Exception):
    """Zalo could not fetch a picture: nothing was made or changed."""


class Unknown(Exception):
    """Zalo does not know this token (any more)."""


class Shelf:
    """Making and changing is asynchronous: it gives a token to ask with later."""

    def __init__(self, calls: Calls) -> None:
        self.calls = calls

    def create(self, article: dict[str, Any]) -> str:
        """Return the token of a new one. Raises Unconfirmed when it may be there."""
        data = self.calls.post("/v2.0/article/create", article, once=True)
        token = _text(data.get("token"))
        if not token:
            raise Unconfirmed("zalo_answer_strange", detail_of(data))
        return token

    def update(self, article: dict[str, Any]) -> str:
        """Return the token of a change; `article` is the whole of it, with its id."""
        data = self.calls.post("/v2.0/article/update", article)
        return _text(data.get("token")) or _strange(data)

    def made(self, token: str) -> str | None:
        """Return the id of what `token` stands for, None while it is in the making.

        Raises MediaFailed and Unknown.
        """
        own = (PROCESSING, MEDIA_FAILED, INVALID)
        try:
            data = self.calls.post("/v2.0/article/verify", {"token": token}, own=own)
        except Refused as refused:
            if refused.number == PROCESSING:
                return None
            failed = refused.number == MEDIA_FAILED or refused.about_cover
            kind = MediaFailed if failed else Unknown
            raise kind(detail_of(refused.answer)) from refused
        return _text(data.get("id")) or _strange(data)

    def detail(self, article: str) -> dict[str, Any] | None:
        """Return the article as it is there, None when it is not."""
        query = {"id": article}
        try:
            data = self.calls.get("/v2.0/article/getdetail", query, own=(INVALID,))
        except Refused:
            return None
        return data or _strange(data)

    def remove(self, article: str) -> None:
        """Take it away. Raises Rejected, also when it is gone already."""
        self.calls.post("/v2.0/article/remove", {"id": article})

    def newest(self, since: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield id and what the list says of articles not older than `since`.

        Newest first; those whose age is not said are taken too. Raises Unavailable
        when there are more than can be looked at.
        """
        for page in range(PAGES):
            found = self._page(page * PAGE)
            young = [one for one in found if not _older(one, since)]
            for one in young:
                article = _text(one.get("id"))
                if article:
                    yield article, one
            if len(found) < PAGE or not young:
                return
        raise Unavailable("zalo_too_many_articles")

    def _page(self, offset: int) -> list[dict[str, Any]]:
        query = {"offset": str(offset), "limit": str(PAGE), "type": "normal"}
        data = self.calls.get("/v2.0/article/getslice", query)
        found = data.get("medias")
        if not isinstance(found, list):
            raise Unavailable("zalo_answer_strange", detail_of(data))
        return [one for one in found if isinstance(one, dict)]


def address(detail: dict[str, Any]) -> str:
    """Return where all can read it, if Zalo says so."""
    for name in ("link_view", "link"):
        found = _text(detail.get(name))
        if found.startswith(("https://", "http://")):
            return found[:500]
    return ""


def _older(listed: dict[str, Any], since: datetime) -> bool:
    said = _text(listed.get("create_date"))
    if not STAMP.fullmatch(said):
        return False
    number = int(said)
    stamp = number / 1000 if number > MOST_SECONDS else number
    return stamp < since.astimezone(UTC).timestamp()


def _text(value: Any) -> str:
    """Return an id or a word, though it came as a number; nothing for the rest."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if type(value) is int else ""


def _strange(data: dict[str, Any]) -> Any:
    raise Unavailable("zalo_answer_strange", detail_of(data))
