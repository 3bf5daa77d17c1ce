"""The channel itself: an article made hidden, then shown."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from pydantic import BaseModel

from toasoan.channels.adapters.base import (
    ASKED,
    DOUBTED,
    BroadcastRule,
    DeliveryError,
    Disconnected,
    Item,
    Keeper,
    Notes,
    Pending,
    Pictures,
    Plain,
    Problem,
    Receipt,
    Rejected,
    Sending,
    Standing,
    Unavailable,
    Unconfirmed,
)
from toasoan.core.http import Http

from . import articles, broadcasts, checks, times
from .calls import Calls
from .keys import Keys as AccountKeys
from .shelf import MediaFailed, Shelf, Unknown, address
from .tokens import Tokens
from .words import WORDS

# Seconds between two looks at an article in the making; eight looks are usual.
POLL = 3
# How often Zalo may fail to fetch a picture before it is the picture's fault.
MOST_FAILURES = 3
# Their clock and ours.
SKEW = timedelta(minutes=5)
SHORT = timedelta(days=14)


def _now() -> datetime:
    return datetime.now(UTC)


class ZaloOA(Plain):
    """An Official Account that is verified and has a package with the API.

    Notes of a delivery: `token` while the article is made, `article` its id, `update`
    while it is changed, `shown` when the public can read it, `failures` of pictures.
    """

    findable: ClassVar[bool] = True
    editable: ClassVar[bool] = True
    withdrawable: ClassVar[bool] = True
    replaces_pictures: ClassVar[bool] = True
    broadcasting: ClassVar[bool] = True
    # What is still in the making stands in no list yet.
    looks: ClassVar[int] = 2
    # Zalo takes 1 MB at most.
    pictures: ClassVar[Pictures] = Pictures(side=1600, size=950_000)
    Keys: ClassVar[type[BaseModel] | None] = AccountKeys
    title: ClassVar[str] = "Zalo"
    words: ClassVar[Mapping[str, str]] = WORDS

    def __init__(
        self,
        *,
        keys: AccountKeys,
        http: Http,
        keeper: Keeper,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self.keys = keys
        self.tokens = Tokens(keys=keys, http=http, keeper=keeper, clock=clock)
        self.calls = Calls(
            keys=keys, http=http, tokens=self.tokens, keeper=keeper, clock=clock
        )
        self.shelf = Shelf(self.calls)
        self.clock = clock

    def check(self, item: Item) -> list[Problem]:
        return checks.found(item, self.pictures)

    def deliver(self, sending: Sending) -> Receipt | Pending:
        """Make the article hidden, then show it; one step each call.

        Only making it cannot be repeated: Unconfirmed when its answer was lost. What
        is made and not shown yet is taken up where it stopped; should it never be
        found again, the public never saw it either.
        """
        article = sending.notes.get("article")
        if article and sending.notes.get("shown"):
            return self._receipt(article)
        checks.refuse(sending.item, self.pictures)
        if article:
            return self._show(sending, article)
        if sending.notes.get("token"):
            return self._look_whether_made(sending.notes)
        hidden = articles.payload(sending.item, status="hide")
        sending.notes.keep(token=self.shelf.create(hidden))
        return Pending(again_in=POLL)

    def _look_whether_made(self, notes: Notes) -> Pending:
        try:
            article = self.shelf.made(notes.get("token"))
        except MediaFailed as error:
            raise _failure(notes, str(error)) from error
        except Unknown as error:
            notes.keep(token=None)
            raise Unconfirmed("zalo_token_unknown", str(error)) from error
        if article is None:
            return Pending(again_in=POLL)
        notes.keep(article=article, token=None)
        return Pending(again_in=0)

    def _show(self, sending: Sending, article: str) -> Receipt | Pending:
        """Bring `article` to what the item says, for all to read; may be repeated."""
        notes = sending.notes
        value = {**articles.payload(sending.item, status="show"), "id": article}
        digest = articles.digest(value)
        begun = notes.get("update") or {}
        if begun.get("digest") != digest:
            token = self._update(value, notes)
            notes.keep(update={"token": token, "digest": digest})
            return Pending(again_in=POLL)
        try:
            made = self.shelf.made(begun["token"])
        except MediaFailed as error:
            raise _failure(notes, str(error)) from error
        except Unknown as error:
            notes.keep(update=None)
            raise Unavailable("zalo_token_unknown", str(error)) from error
        if made is None:
            return Pending(again_in=POLL)
        over = dict.fromkeys(("update", "failures", ASKED))
        notes.keep(article=article, shown=True, **over)
        return self._receipt(article)

    def _update(self, value: dict[str, Any], notes: Notes) -> str:
        notes.keep(**{ASKED: True})
        try:
            return self.shelf.update(value)
        except Rejected as error:
            if self.shelf.detail(value["id"]) is None:
                _forget(notes)
                raise Rejected("zalo_article_gone", error.detail) from error
            raise

    def _receipt(self, article: str) -> Receipt:
        """Return the proof; Zalo's not saying where it stands does not undo it."""
        detail: dict[str, Any] = {}
        with suppress(DeliveryError):
            detail = self.shelf.detail(article) or {}
        return self._proof(article, detail)

    def _proof(self, article: str, detail: dict[str, Any]) -> Receipt:
        kept = ("id", "title", "status", "create_date", "link_view", "link")
        return Receipt(
            external_id=article,
            url=address(detail),
            accepted_at=self.clock(),
            raw={name: str(detail[name])[:500] for name in kept if detail.get(name)},
        )

    def find(self, sending: Sending) -> Receipt | Pending | None:
        """Look for the article by what was noted, else by title and address.

        One that is there but hidden is noted, and `deliver` goes on with it: None.
        """
        notes = sending.notes
        if notes.get("token") and self._in_the_making(notes):
            return Pending(again_in=POLL)
        article = notes.get("article") or self._search(sending)
        return self._if_shown(article, notes) if article else None

    def _in_the_making(self, notes: Notes) -> bool:
        """Say whether it is still made; what came of it is noted."""
        try:
            article = self.shelf.made(notes.get("token"))
        except (MediaFailed, Unknown):
            notes.keep(token=None)
            return False
        if article:
            notes.keep(article=article, token=None)
        return article is None

    def _search(self, sending: Sending) -> str | None:
        item = sending.item
        for article, listed in self.shelf.newest(sending.since - SKEW):
            if article in sending.others:
                continue
            # After a backup was brought back its headline may be an older one.
            doubted = sending.notes.get(DOUBTED)
            if not doubted and not articles.same_title(item, listed.get("title")):
                continue
            if articles.is_of(item, self.shelf.detail(article) or {}):
                return article
        return None

    def _if_shown(self, article: str, notes: Notes) -> Receipt | None:
        detail = self.shelf.detail(article)
        if detail is None:
            _forget(notes)
            return None
        known = {"show": True, "hide": False}
        shown = known.get(str(detail.get("status")), bool(notes.get("shown")))
        notes.keep(article=article, shown=shown or None)
        if not shown:
            return None
        return self._proof(article, detail)

    def edit(self, receipt: Receipt, sending: Sending) -> Receipt | Pending:
        """Replace the whole article; Pending while Zalo is at it.

        Raises Rejected when it is gone.
        """
        checks.refuse(sending.item, self.pictures)
        return self._show(sending, receipt.external_id)

    def withdraw(self, receipt: Receipt) -> None:
        """Remove the article; one that is gone already is no error."""
        try:
            self.shelf.remove(receipt.external_id)
        except Rejected:
            if self.shelf.detail(receipt.external_id) is not None:
                raise

    def standing(self) -> Standing:
        """Ask Zalo who we are. Raises Disconnected, also for another account."""
        data = self.calls.get("/v2.0/oa/getoa", {})
        there = str(data.get("oa_id") or data.get("oaid") or "")
        if there != self.keys.oa_id:
            raise Disconnected("zalo_wrong_oa", there[:40])
        until = self.tokens.until()
        warnings = []
        if data.get("is_verified") is False:
            warnings.append("zalo_oa_unverified")
        if until and until - self.clock() < SHORT:
            warnings.append("zalo_token_ends_soon")
        return Standing(
            name=str(data.get("name") or ""), until=until, warnings=tuple(warnings)
        )

    def rule(self, now: datetime) -> BroadcastRule:
        """Return how often the package allows, and until when Zalo's night lasts."""
        return BroadcastRule(
            a_month=self.keys.broadcasts_a_month,
            most=broadcasts.MOST,
            opens_at=times.next_morning(now) if times.at_night(now) else None,
        )

    def broadcast(
        self, posts: Sequence[str], *, target: Mapping[str, Any], now: datetime
    ) -> Receipt:
        """Send one to five articles to followers; an empty `target` means all.

        Only ever by a person's hand: an account may do so one to four times a month.
        Raises the four errors; after Unconfirmed a person looks at the account.
        """
        broadcasts.refuse(posts, now)
        value = broadcasts.message(posts, target)
        data = self.calls.post("/v2.0/oa/message", value, once=True)
        message = str(data.get("message_id") or "")
        if not message:
            raise Unconfirmed("zalo_answer_strange")
        return Receipt(external_id=message, url="", accepted_at=now)


def _failure(notes: Notes, detail: str) -> DeliveryError:
    """Return what follows: nothing was made, so it may be begun again, not for ever."""
    failures = (notes.get("failures") or 0) + 1
    if failures >= MOST_FAILURES:
        notes.keep(token=None, update=None, failures=None)
        return Rejected("zalo_cover_refused", detail)
    notes.keep(token=None, update=None, failures=failures)
    return Unavailable("zalo_media_failed", detail)


def _forget(notes: Notes) -> None:
    notes.keep(**dict.fromkeys(("article", "shown", "update", ASKED)))
