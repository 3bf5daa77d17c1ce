"""What every adapter speaks: Item in, Receipt or one of four errors out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar, Protocol, runtime_checkable

from pydantic import BaseModel


def gettext_noop(text: str) -> str:
    """Mark `text` for the catalogue; the screens translate it when they show it."""
    return text


# Among the notes of a delivery: it may be there from before a backup was brought back.
DOUBTED = "doubted"
# Among them too: the service was asked for what the public sees, noted before it is.
ASKED = "asked"


class Way(Enum):
    """Who carries a story to the channel."""

    PUSHED = "pushed"  # the worker calls the adapter
    HANDED = "handed"  # a person posts it and says so
    PUBLISHED = "published"  # publishing the page is the delivery


@dataclass(frozen=True, kw_only=True)
class Media:
    """A picture or a film that goes with an item.

    `path` is a file on this machine, `url` where all can fetch it, `size` its bytes.
    """

    path: str
    url: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0
    size: int = 0


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """What a service takes of a picture: longest side, and bytes at most."""

    side: int = 2048
    size: int = 4_000_000


@dataclass(frozen=True, kw_only=True)
class Item:
    """One story in the form one channel carries; `source` is who issues it."""

    headline: str
    text: str
    url: str
    medium: str
    pictures: tuple[Media, ...] = ()
    film: Media | None = None
    lead: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Proof that a channel has an item."""

    external_id: str
    url: str
    accepted_at: datetime | None = None
    raw: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Pending:
    """The service is still at work: call the same verb again after `again_in` s."""

    again_in: float


class Notes(Protocol):
    """What earlier steps of one delivery left; it outlives the program.

    What a service gave is kept before the next step asks it for anything.
    """

    def get(self, name: str) -> Any:
        """Return what was kept as `name`, or None."""
        ...

    def keep(self, **values: Any) -> None:
        """Keep `values`, which JSON can hold; None forgets one."""
        ...


@dataclass(frozen=True, kw_only=True)
class Sending:
    """One delivery on its way.

    `key` is its own for good; `since` when it was first tried: nothing older is it.
    `others` are posts on the same channel that belong to other deliveries.
    """

    key: str
    item: Item
    since: datetime
    notes: Notes
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How a post did, as the service counts; None where it does not say."""

    views: int | None = None
    reached: int | None = None
    reactions: int | None = None
    clicks: int | None = None


@dataclass(frozen=True, kw_only=True)
class BroadcastRule:
    """How often a month a broadcast may go, with how many posts at the most.

    `opens_at` when the service takes none before that hour.
    """

    a_month: int
    most: int
    opens_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a service says of a connection when asked.

    `until` is when its token dies, None for never or unknown; `warnings` are codes
    the screens translate.
    """

    name: str
    until: datetime | None = None
    warnings: tuple[str, ...] = ()


class Keeper(Protocol):
    """Keeps what all that talk to one service must know.

    Secrets that the service changes by itself, and until when it is to be left alone.
    """

    def secrets(self) -> dict[str, str]:
        """Return the secrets as they stand now."""
        ...

    def renew(
        self, stale: str, ask: Callable[[dict[str, str]], dict[str, str]]
    ) -> dict[str, str]:
        """Return secrets newer than the token `stale`, by `ask` if nobody did yet.

        One at a time over reading, asking and storing; what `ask` gives is stored
        before anybody uses it. Raises Unavailable while another one asks, and what
        `ask` raises.
        """
        ...

    def rest(self, seconds: float) -> None:
        """Have nobody call the service for `seconds`; a longer rest stands."""
        ...

    def rests(self) -> float:
        """Return for how many seconds it is to be left alone, 0 when it is not."""
        ...


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

    `deliver` is called once per claim, and again while it answers Pending; `find` says
    whether the channel already has what was sent, `edit` and `withdraw` change what is
    there and may be repeated. An adapter says in its attributes which of them it can:
    `findable`, `editable` (with its pictures when it `replaces_pictures`),
    `withdrawable`, `measurable`. One that is `broadcasting`
    can bring what is there to its followers' phones, as its `rule` allows. `looks` is
    how often `find` must find nothing, a minute apart, before it surely is not there;
    `pictures` what the service takes. One with keys names them in `Keys`, a pydantic
    model whose secrets are SecretStr, and is built with `keys`, `http` and `keeper`.
    `title` is the service's name, `words` what its own codes mean and what to do, in
    English; not whether it is tried again, which the screens say.
    """

    way: ClassVar[Way]
    exercise: ClassVar[bool]
    findable: ClassVar[bool]
    editable: ClassVar[bool]
    withdrawable: ClassVar[bool]
    replaces_pictures: ClassVar[bool]
    measurable: ClassVar[bool]
    broadcasting: ClassVar[bool]
    looks: ClassVar[int]
    pictures: ClassVar[Pictures]
    Keys: ClassVar[type[BaseModel] | None]
    title: ClassVar[str]
    words: ClassVar[Mapping[str, str]]

    def check(self, item: Item) -> list[Problem]: ...

    def deliver(self, sending: Sending) -> Receipt | Pending: ...

    def find(self, sending: Sending) -> Receipt | Pending | None: ...

    def edit(self, receipt: Receipt, sending: Sending) -> Receipt | Pending: ...

    def withdraw(self, receipt: Receipt) -> None: ...

    def measure(self, receipt: Receipt) -> Figures: ...

    def standing(self) -> Standing: ...

    def rule(self, now: datetime) -> BroadcastRule: ...

    def broadcast(
        self, posts: Sequence[str], *, target: Mapping[str, Any], now: datetime
    ) -> Receipt: ...


class Plain:
    """What an adapter is unless it says otherwise: no keys, nothing it can undo."""

    way: ClassVar[Way] = Way.PUSHED
    exercise: ClassVar[bool] = False
    findable: ClassVar[bool] = False
    editable: ClassVar[bool] = False
    withdrawable: ClassVar[bool] = False
    replaces_pictures: ClassVar[bool] = False
    measurable: ClassVar[bool] = False
    broadcasting: ClassVar[bool] = False
    looks: ClassVar[int] = 1
    pictures: ClassVar[Pictures] = Pictures()
    Keys: ClassVar[type[BaseModel] | None] = None
    title: ClassVar[str] = ""
    words: ClassVar[Mapping[str, str]] = {}

    def check(self, item: Item) -> list[Problem]:
        return []

    def deliver(self, sending: Sending) -> Receipt | Pending:
        """Raise Rejected: no program delivers here."""
        raise Rejected("by_hand_only")

    def find(self, sending: Sending) -> Receipt | Pending | None:
        return None

    def edit(self, receipt: Receipt, sending: Sending) -> Receipt | Pending:
        """Raise Rejected: what is there stays as it is."""
        raise Rejected("by_hand_only")

    def withdraw(self, receipt: Receipt) -> None:
        """Raise Rejected: who posted it takes it down."""
        raise Rejected("by_hand_only")

    def measure(self, receipt: Receipt) -> Figures:
        return Figures()

    def standing(self) -> Standing:
        return Standing(name="")

    def rule(self, now: datetime) -> BroadcastRule:
        return BroadcastRule(a_month=0, most=0)

    def broadcast(
        self, posts: Sequence[str], *, target: Mapping[str, Any], now: datetime
    ) -> Receipt:
        """Raise Rejected: nobody follows here."""
        raise Rejected("by_hand_only")
