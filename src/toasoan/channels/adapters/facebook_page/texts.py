"""Words and addresses in the form Facebook shows and keeps them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from toasoan.channels.adapters.base import Item, Receipt

SITE = "https://www.facebook.com/"
ADDRESS = re.compile(r"https?://\S+")
AROUND = ".,;:!?)]}>»”’\"'"


def message(item: Item) -> str:
    """Return the text of a post; with the story's address where no card shows it."""
    if not (item.pictures or item.film) or not item.url or mentions(item.text, item):
        return item.text
    return f"{item.text}\n\n{item.url}"


def mentions(text: str, item: Item) -> bool:
    """Say whether `text` names the address of `item`, not only a longer one."""
    return any(same_address(one, item.url) for one in _addresses(text))


def _addresses(text: str) -> Iterator[str]:
    return (one.rstrip(AROUND) for one in ADDRESS.findall(text))


def same_address(one: str, other: str) -> bool:
    """Say whether both lead to the same page, however Facebook wrote it down."""
    return _plain(one) == _plain(other)


def _plain(address: str) -> tuple[str, str, list[tuple[str, str]]]:
    try:
        parts = urlsplit(address)
        host = parts.netloc.lower()
    except ValueError:
        return "", address, []
    query = [pair for pair in parse_qsl(parts.query) if pair[0] != "fbclid"]
    return host, unquote(parts.path).rstrip("/"), query


def receipt(external_id: str, found: dict[str, Any]) -> Receipt:
    """Return the receipt of `external_id` from the fields that Facebook gave of it."""
    kept = ("id", "permalink_url", "created_time", "post_id")
    link = found.get("permalink_url")
    url = urljoin(SITE, link if isinstance(link, str) and link else external_id)
    return Receipt(
        external_id=external_id,
        url=url if url.startswith(("https://", "http://")) else SITE + external_id,
        accepted_at=moment(found.get("created_time")) or datetime.now(UTC),
        raw={name: str(found[name]) for name in kept if found.get(name)},
    )


def moment(text: Any) -> datetime | None:
    """Return the aware time that `text` says, None when it says none."""
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else None
