"""What every adapter speaks: Item in, Receipt or one of four errors out."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar, Protocol, runtime_checkable


class Way(Enum):
    """Who carries a story to the channel."""

    PUSHED = "pushed"  # the worker calls the adapter
    HANDED = "handed"  # a person posts it and says so
    PUBLISHED = "published"  # publishing the page is the delivery


@dataclass(frozen=True, kw_only=True)
class Media:
    """A picture that goes with an item; `path` is a file on this machine."""

    path: str
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, kw_only=True)
class Item:
    """One story in the form one channel carries."""

    headline: str
    text: str
    url: str
    medium: str
    pictures: tuple[Media, ...] = ()
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Proof that a channel has an item."""

    external_id: str
    url: str
    accepted_at: datetime | None = None
    raw: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a channel would not carry an item, or would cut it.

    `code` is translated by the screens, with `values` filled in.
    """

    code: str
    blocking: bool
    values: dict[str, Any] = field(default_factory=dict)


class DeliveryError(Exception):
    """Something went wrong; the subclass says what must happen next.

    `code` is a stable word the screens translate, `detail` the service's own words.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class Rejected(DeliveryError):
    """The channel refuses this story: edit it."""


class Disconnected(DeliveryError):
    """The channel does not know us any more: connect the account again."""


class Unavailable(DeliveryError):
    """The channel cannot take it now: wait `retry_after` seconds."""

    def __init__(
        self, code: str, detail: str = "", *, retry_after: float | None = None
    ) -> None:
        super().__init__(code, detail)
        self.retry_after = retry_after


class Unconfirmed(DeliveryError):
    """We do not know whether it arrived: ask `find` first, never send blindly."""


@runtime_checkable
class Adapter(Protocol):
    """One kind of channel.

    `deliver` is called once per claim with the delivery's own `key`; `find` says
    whether the channel already has what was sent under `key`. An adapter that cannot
    look things up says so in `findable`, one that cannot take things back in
    `withdrawable`.
    """

    way: ClassVar[Way]
    exercise: ClassVar[bool]
    findable: ClassVar[bool]
    withdrawable: ClassVar[bool]

    def check(self, item: Item) -> list[Problem]: ...

    def deliver(self, item: Item, key: str) -> Receipt: ...

    def find(self, key: str) -> Receipt | None: ...

    def withdraw(self, receipt: Receipt) -> None: ...
