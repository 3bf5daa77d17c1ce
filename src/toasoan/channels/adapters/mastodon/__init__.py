"""A Mastodon account, on any server.

Mastodon keeps a key of each post for about an hour, so a blind repeat is safe that
long; later what may be there is looked for. https://docs.joinmastodon.org/methods/
"""

import html
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, ClassVar
from urllib.parse import unquote

from pydantic import BaseModel

from toasoan.channels.adapters.base import (
    ASKED,
    Disconnected,
    Figures,
    Item,
    Keeper,
    Media,
    Pending,
    Plain,
    Problem,
    Receipt,
    Rejected,
    Sending,
    Standing,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.adapters.limits import fitted, problems_of_post
from toasoan.channels.adapters.uploads import photo, uploaded
from toasoan.core.http import Answer, File, Http, Lost, NotSent

from .keys import MastodonKeys
from .words import WORDS

# What every server takes; some take more, but `check` asks none.
LONGEST_TEXT = 500
LONGEST_ALT = 1500
MOST_PHOTOS = 4
REPEATABLE = timedelta(minutes=50)  # of the hour a key is kept
SLACK = timedelta(minutes=5)  # their clock and ours
AT_ONCE = 40
MOST_PAGES = 6
AGAIN = 3.0  # seconds, while a picture is worked on
REST = 300.0  # seconds, when a limit is reached and no end is told
SHORT = 300  # characters of detail
ADDRESS = re.compile(r"https?://\S*[\w/]")
COUNTED = "x" * 23  # whatever its length, an address counts so much
HREF = re.compile(r'href="([^"]*)"')
TAG = re.compile(r"<[^>]*>")


class Unclear(Exception):
    """The server did not say whether it did it."""


class Mastodon(Plain):
    """Posts as the account of `keys`; `keeper` is not asked: its key never ends."""

    findable: ClassVar[bool] = True
    editable: ClassVar[bool] = True
    withdrawable: ClassVar[bool] = True
    measurable: ClassVar[bool] = True
    looks: ClassVar[int] = 2
    Keys: ClassVar[type[BaseModel] | None] = MastodonKeys
    title: ClassVar[str] = "Mastodon"
    words: ClassVar[Mapping[str, str]] = WORDS

    def __init__(self, *, keys: MastodonKeys, http: Http, keeper: Keeper) -> None:
        self.keeper = keeper
        self._keys = keys
        self._http = http

    def check(self, item: Item) -> list[Problem]:
        return problems_of_post(
            item, "mastodon", most=LONGEST_TEXT, most_pictures=MOST_PHOTOS, size=size
        )

    def deliver(self, sending: Sending) -> Receipt | Pending:
        """Post `sending`: pictures first, where nobody sees them, then the post.

        The same key again is the same post for an hour; a try that comes later looks
        first. What an earlier try may have posted with other words is changed to these.
        Raises the four errors.
        """
        asked = sending.notes.get(ASKED)
        if asked and not _repeatable(sending):
            found = self._look_before(sending)
            if found:
                return self._in_words(sending, found, asked)
        pictures = sending.item.pictures[:MOST_PHOTOS]
        photos = [self._photo(sending, one) for one in pictures]
        if not all(self._is_ready(sending, one) for one in photos):
            return Pending(again_in=AGAIN)
        asked = asked or _words(sending.item)
        sending.notes.keep(**{ASKED: asked})
        return self._in_words(sending, self._create(sending, photos), asked)

    def find(self, sending: Sending) -> Receipt | None:
        """Look for `sending` on the account. Raises Unavailable, Disconnected."""
        account = self._thing("GET", "v1/accounts/verify_credentials")
        path = f"v1/accounts/{account['id']}/statuses"
        query = {"limit": str(AT_ONCE), "exclude_reblogs": "true"}
        for _page in range(MOST_PAGES):
            posts = self._repeat("GET", path, query=query)
            if not isinstance(posts, list) or not all(_identity(one) for one in posts):
                raise Unavailable("mastodon_no_answer", "a list without posts")
            for post in posts:
                if _is_ours(post, sending):
                    return self._receipt(post)
            if not posts or _is_older(posts[-1], sending):
                return None
            query["max_id"] = posts[-1]["id"]
        raise Unavailable("mastodon_too_many_posts")

    def edit(self, receipt: Receipt, sending: Sending) -> Receipt:
        """Change the words of what is there; its pictures stay."""
        path = f"v1/statuses/{receipt.external_id}"
        # A change that does not name the pictures takes them away.
        there = self._thing("GET", path).get("media_attachments")
        photos = there if isinstance(there, list) else []
        value = {"status": _words(sending.item)}
        kept = {"media_ids": [_identity(one) for one in photos]}
        self._thing("PUT", path, value=value | kept)
        return receipt

    def withdraw(self, receipt: Receipt) -> None:
        """Delete what is there; what is gone already counts as done."""
        try:
            self._repeat("DELETE", f"v1/statuses/{receipt.external_id}")
        except Rejected as refusal:
            if refusal.code != "mastodon_gone":
                raise

    def measure(self, receipt: Receipt) -> Figures:
        post = self._thing("GET", f"v1/statuses/{receipt.external_id}")
        counts = [post.get("favourites_count"), post.get("reblogs_count")]
        said = [one for one in counts if type(one) is int]
        return Figures(reactions=sum(said) if said else None)

    def standing(self) -> Standing:
        """Return the account's name. Raises Disconnected when the key is dead."""
        account = self._thing("GET", "v1/accounts/verify_credentials")
        name = account.get("display_name") or account.get("username")
        return Standing(name=name if isinstance(name, str) else "")

    def _look_before(self, sending: Sending) -> Receipt | None:
        """Look for what an earlier try may have posted. Raises Unconfirmed."""
        try:
            return self.find(sending)
        except Unavailable as error:
            detail = str(error)
        # Not "unavailable": the last of many tries would make that a failure.
        raise Unconfirmed("mastodon_maybe_posted", detail)

    def _in_words(self, sending: Sending, there: Receipt, asked: str) -> Receipt:
        """Return `there`, which was `asked` for, with the words of `sending`."""
        if asked == _words(sending.item):
            return there
        try:
            return self.edit(there, sending)
        except Rejected as refusal:
            raise Unconfirmed("mastodon_maybe_posted", str(refusal)) from refusal

    def _photo(self, sending: Sending, picture: Media) -> str:
        """Return the id of `picture` there; the same bytes are uploaded once."""
        file = photo(picture, "mastodon_file_unreadable")
        return uploaded(sending, file, partial(self._upload, picture))

    def _upload(self, picture: Media, file: File) -> str:
        form = {"description": picture.alt[:LONGEST_ALT]}
        made = self._picture("POST", "v2/media", form=form, files={"file": file})
        return str(made["id"])

    def _is_ready(self, sending: Sending, photo: str) -> bool:
        """Say whether the server has finished its work on `photo`."""
        ready = list(sending.notes.get("ready") or [])
        if photo in ready:
            return True
        try:
            # It has no address until then.
            if not self._picture("GET", f"v1/media/{photo}").get("url"):
                return False
        except Rejected as refusal:
            if refusal.code == "mastodon_gone":
                # Not posted for a day, so thrown away: once more from the start.
                sending.notes.keep(photos=None, ready=None)
                return False
            raise
        sending.notes.keep(ready=[*ready, photo])
        return True

    def _picture(self, method: str, path: str, **sent: Any) -> dict[str, Any]:
        """Ask about a picture; what is wrong is the picture's fault."""
        try:
            return self._thing(method, path, **sent)
        except Rejected as refusal:
            if refusal.code != "mastodon_refused":
                raise
            failure = Rejected("mastodon_picture_refused", refusal.detail)
        raise failure

    def _create(self, sending: Sending, photos: list[str]) -> Receipt:
        """Make the post. Raises Unconfirmed when it may be there and no key helps."""
        value = {"status": _words(sending.item), "media_ids": photos}
        headers = {"Idempotency-Key": sending.key}
        try:
            post = self._ask("POST", "v1/statuses", headers=headers, value=value)
        except Unclear as unclear:
            detail = str(unclear)
        else:
            if _identity(post):
                return self._receipt(post)
            detail = "an answer without an id"
        if _repeatable(sending):
            raise Unavailable("mastodon_no_answer", detail)
        raise Unconfirmed("mastodon_maybe_posted", detail)

    def _thing(self, method: str, path: str, **sent: Any) -> dict[str, Any]:
        """Return the one thing with an id that was asked for; raises as `_repeat`."""
        found = self._repeat(method, path, **sent)
        if not _identity(found):
            raise Unavailable("mastodon_no_answer", f"{path}: no id")
        thing: dict[str, Any] = found
        return thing

    def _repeat(self, method: str, path: str, **sent: Any) -> Any:
        """Ask what may be asked twice. Raises Unavailable when no clear answer came."""
        try:
            return self._ask(method, path, **sent)
        except Unclear as unclear:
            detail = str(unclear)
        raise Unavailable("mastodon_no_answer", detail)

    def _ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        **sent: Any,
    ) -> Any:
        """Return what the JSON of the answer says. Raises Unclear too."""
        token = self._keys.access_token.get_secret_value()
        try:
            answer = self._http.ask(
                method,
                f"{self._keys.base_url.rstrip('/')}/api/{path}",
                headers={"Authorization": f"Bearer {token}", **(headers or {})},
                **sent,
            )
        except NotSent as error:
            failure: Exception = Unavailable("mastodon_unreachable", self._clean(error))
        except Lost as error:
            failure = Unclear(self._clean(error))
        else:
            return self._understood(answer)
        # Raised here, so that no words of the server hang on it unseen.
        raise failure

    def _understood(self, answer: Answer) -> Any:
        found = _value(answer)
        told = answer.body[:1000].decode(errors="replace")
        said = self._clean(f"HTTP {answer.status}: {told}")
        if answer.status == 429:
            raise Unavailable("mastodon_rate_limit", said, retry_after=_rest(answer))
        failed = isinstance(found, dict) and "error" in found
        if 200 <= answer.status < 300 and found is not None and not failed:
            return found
        if 400 <= answer.status < 500 and failed:
            raise _refusal(answer.status, self._clean(found["error"]))
        raise Unclear(said)

    def _receipt(self, post: dict[str, Any]) -> Receipt:
        url = post.get("url")
        if not isinstance(url, str) or not url.startswith(("https://", "http://")):
            url = f"{self._keys.base_url.rstrip('/')}/web/statuses/{post['id']}"
        kept = ("id", "uri", "url", "created_at")
        return Receipt(
            external_id=post["id"],
            url=url,
            accepted_at=_moment(post) or datetime.now(UTC),
            raw={name: str(post[name]) for name in kept if post.get(name)},
        )

    def _clean(self, said: object) -> str:
        secret = self._keys.access_token.get_secret_value()
        return str(said).replace(secret, "***")[:SHORT]


def size(text: str) -> int:
    """Return the length of `text` as Mastodon counts it."""
    return len(ADDRESS.sub(COUNTED, text))


def _words(item: Item) -> str:
    return fitted(item.text, item.url, LONGEST_TEXT, size)


def _repeatable(sending: Sending) -> bool:
    """Say whether its key still makes a second sending harmless."""
    return datetime.now(UTC) - sending.since < REPEATABLE


def _refusal(status: int, said: str) -> Exception:
    if status == 401:
        return Disconnected("mastodon_token_dead", said)
    if status == 403:
        return Disconnected("mastodon_not_allowed", said)
    if status in (404, 410):
        return Rejected("mastodon_gone", said)
    return Rejected("mastodon_refused", said)


def _rest(answer: Answer) -> float:
    """Return the seconds until calls are allowed again."""
    try:
        ends = datetime.fromisoformat(answer.headers.get("x-ratelimit-reset", ""))
        left = (ends - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return REST
    return min(max(left, 1.0), 3_600.0)


def _value(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None


def _identity(found: Any) -> str:
    """Return the id of `found`, or nothing when it is none of Mastodon's."""
    one = found.get("id") if isinstance(found, dict) else None
    return one if isinstance(one, str) and one.isalnum() and one.isascii() else ""


def _moment(post: dict[str, Any]) -> datetime | None:
    try:
        found = datetime.fromisoformat(post.get("created_at") or "")
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else None


def _is_older(post: dict[str, Any], sending: Sending) -> bool:
    made = _moment(post)
    return made is not None and made < sending.since - SLACK


def _is_ours(post: dict[str, Any], sending: Sending) -> bool:
    if _identity(post) in sending.others or not _moment(post):
        return False
    if _is_older(post, sending):
        return False
    shown = str(post.get("content"))
    if not sending.item.url:
        # Its marks and blanks are the server's own.
        plain = html.unescape(TAG.sub("", shown))
        return "".join(plain.split()) == "".join(sending.item.text.split())
    links = [_plain(html.unescape(one)) for one in HREF.findall(shown)]
    return _plain(sending.item.url) in links


def _plain(address: str) -> str:
    return unquote(address).rstrip("/")
