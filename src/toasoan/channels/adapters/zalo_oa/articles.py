"""A story as an article: what is sent, and how ours is known again."""

import hashlib
import html
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from toasoan.channels.adapters.base import Item, Media

TITLE = 140
DESCRIPTION = 250
AUTHOR = 50
# What an address may hold as it is; "%" too: what is encoded stays so.
PLAIN = "/%:@!$&'()*+,;=~-._?"


def payload(item: Item, *, status: str) -> dict[str, Any]:
    """Return the whole article; `status` is "hide" or "show".

    Zalo refuses a title of 150 or a description of 300 although it says it takes
    them, and addresses with blanks or letters beyond ASCII.
    """
    cover, *others = item.pictures
    return {
        "type": "normal",
        "title": title(item),
        "author": cut(item.source or urlsplit(item.url).hostname or "", AUTHOR),
        "cover": {
            "cover_type": "photo",
            "photo_url": encoded(cover.url),
            "status": "show",
        },
        "description": cut(item.lead or item.headline, DESCRIPTION),
        "body": [*_words(item), *(_image(one) for one in others)],
        "status": status,
        "comment": "hide",
    }


def title(item: Item) -> str:
    return cut(item.headline, TITLE)


def _words(item: Item) -> list[dict[str, str]]:
    """Return the text, a block each paragraph; the title stands above it already."""
    paragraphs = [one for one in map(_line, item.text.splitlines()) if one]
    if paragraphs and paragraphs[0] == _line(item.headline):
        del paragraphs[0]
    if item.url and not names(item.text, item.url):
        paragraphs.append(item.url)
    return [{"type": "text", "content": one} for one in paragraphs]


def _image(picture: Media) -> dict[str, str]:
    return {"type": "image", "url": encoded(picture.url), "caption": picture.alt}


def cut(text: str, most: int) -> str:
    """Return `text` on one line in at most `most` characters, cut at a word."""
    line = _line(text)
    if len(line) <= most:
        return line
    head = line[: most - 1]
    if line[most - 1] != " " and " " in head:
        head = head.rpartition(" ")[0]
    return head.rstrip(" ,.;:–-") + "…"


def _line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def encoded(url: str) -> str:
    """Return `url` in ASCII; what is encoded already stays as it is."""
    parts = urlsplit(url.strip())
    host = parts.netloc.encode("idna").decode("ascii") if parts.netloc else ""
    path, query = (quote(_percents(one), PLAIN) for one in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path, query, ""))


def _percents(text: str) -> str:
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)


def names(text: str, url: str) -> bool:
    """Say whether `text` holds just this address, not only one that begins so."""
    words = re.split(r"[\s\"'<>()]+", html.unescape(text))
    return any(url in (word, word.rstrip(".,;:!?")) for word in words)


def digest(article: dict[str, Any]) -> str:
    """Return a short name for this very content."""
    whole = json.dumps(article, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def is_of(item: Item, detail: dict[str, Any]) -> bool:
    """Say whether an article read from Zalo carries `item`: by its address.

    One without an address is known by its first words.
    """
    text = " ".join(_strings(detail.get("body")))
    if item.url:
        return names(text, item.url)
    mark = next((one for one in map(_line, item.text.splitlines()) if one), "")
    return bool(mark) and mark in _line(html.unescape(text))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def same_title(item: Item, there: Any) -> bool:
    return isinstance(there, str) and _line(html.unescape(there)) == title(item)
