"""One line of an old site's stories, read and checked; nothing is written here."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

import nh3
from django.utils.translation import gettext as _

from toasoan.core.text import nfc, squeeze

from .models import Credit, Picture, StoryPage

FIELDS = {
    "column",
    "genre",
    "headline",
    "lead",
    "body",
    "cover",
    "cover_alt",
    "consent",
    "event_at",
    "place",
    "credits",
    "publish_at",
    "key",
}
LONGEST = {"headline": 255, "lead": 600, "place": 120, "cover_alt": 250, "key": 200}
MARKUP = re.compile(r"</?(p|div|br|h[1-6]|ul|ol|li|b|strong|i|em|a|span|img)\b[^>]*>")
ALLOWED = {"h2", "h3", "p", "b", "i", "ol", "ul", "li", "a", "br"}
SPELLINGS = {"strong": "b", "em": "i", "div": "p", "h1": "h2", "h4": "h3"}
TAG = re.compile(r"<(/?)(strong|em|div|h1|h4)\b")


class Unfit(Exception):
    """This line cannot become a story; the message says why."""


@dataclass(frozen=True, kw_only=True)
class IncomingCredit:
    name: str
    role: str
    share: Decimal


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """A story as its line tells it. `body` is HTML of the kinds the editor allows."""

    key: str
    column: str
    headline: str
    genre: str
    lead: str
    body: str
    place: str
    cover: Path | None
    cover_alt: str
    consent: str
    event_at: datetime | None
    publish_at: datetime | None
    credits: tuple[IncomingCredit, ...]


def read_line(line: str, *, folder: Path, zone: ZoneInfo) -> Incoming:
    """Return the story of one JSON `line`; its pictures lie below `folder`.

    Times without a zone are of `zone`. Raises Unfit.
    """
    told = _fields(line)
    return Incoming(
        key=_text(told, "key") or hashlib.sha256(line.strip().encode()).hexdigest(),
        column=_needed(told, "column"),
        headline=_needed(told, "headline"),
        genre=_choice(told, "genre", StoryPage.Genre, StoryPage.Genre.NEWS),
        lead=_text(told, "lead"),
        body=body_html(told.get("body") or ""),
        place=_text(told, "place"),
        cover=_cover(told.get("cover"), folder),
        cover_alt=_text(told, "cover_alt"),
        consent=_choice(told, "consent", Picture.Consent, Picture.Consent.UNKNOWN),
        event_at=_moment(told, "event_at", zone),
        publish_at=_moment(told, "publish_at", zone),
        credits=_credits(told.get("credits") or []),
    )


def _fields(line: str) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except ValueError as error:
        raise Unfit(_("not JSON: %(error)s") % {"error": error}) from error
    if not isinstance(told, dict):
        raise Unfit(_("not an object in braces"))
    unknown = ", ".join(sorted(set(told) - FIELDS))
    if unknown:
        raise Unfit(_("unknown fields: %(names)s") % {"names": unknown})
    return told


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unfit(_("%(field)s is not text") % {"field": name})
    text = squeeze(value.replace("\n", " "))
    limit = LONGEST.get(name)
    if limit and len(text) > limit:
        raise Unfit(
            _("%(field)s has %(length)s characters, %(limit)s at most")
            % {"field": name, "length": len(text), "limit": limit}
        )
    return text


def _needed(told: Mapping[str, Any], name: str) -> str:
    text = _text(told, name)
    if not text:
        raise Unfit(_("%(field)s is missing") % {"field": name})
    return text


def _choice(told: Mapping[str, Any], name: str, choices: Any, default: str) -> str:
    value = _text(told, name) or str(default)
    if value not in choices.values:
        raise Unfit(
            _("%(field)s is “%(value)s”, not one of %(choices)s")
            % {"field": name, "value": value, "choices": ", ".join(choices.values)}
        )
    return value


def body_html(body: Any) -> str:
    """Return text, HTML or a list of paragraphs as HTML that the editor allows."""
    parts = body if isinstance(body, list) else [body]
    if not all(isinstance(part, str) for part in parts):
        raise Unfit(_("%(field)s is not text") % {"field": "body"})
    if any(MARKUP.search(part) for part in parts):
        joined = "".join(
            part if MARKUP.search(part) else plain_html(part) for part in parts
        )
        return clean_html(nfc(joined))
    return "".join(plain_html(nfc(part)) for part in parts)


def plain_html(text: str) -> str:
    """Return plain text as paragraphs; blank lines part them."""
    pieces = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    filled = [piece.strip() for piece in pieces if piece.strip()]
    return "".join(
        "<p>{}</p>".format(escape(piece, quote=False).replace("\n", "<br/>"))
        for piece in filled
    )


def clean_html(html: str) -> str:
    """Return `html` with only what the story editor itself can write."""
    spelled = TAG.sub(lambda tag: f"<{tag[1]}{SPELLINGS[tag[2]]}", html)
    return nh3.clean(
        spelled,
        tags=ALLOWED,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    ).replace("<br>", "<br/>")


def _cover(value: Any, folder: Path) -> Path | None:
    if value in (None, ""):
        return None
    if not isinstance(value, str):
        raise Unfit(_("%(field)s is not text") % {"field": "cover"})
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts:
        raise Unfit(
            _("cover must lie beside the file, not at “%(path)s”") % {"path": value}
        )
    found = folder / path
    if not found.is_file():
        raise Unfit(_("there is no picture “%(path)s”") % {"path": value})
    return found


def _moment(told: Mapping[str, Any], name: str, zone: ZoneInfo) -> datetime | None:
    value = _text(told, name)
    if not value:
        return None
    try:
        if len(value) == len("2024-01-31"):
            return datetime.combine(date.fromisoformat(value), time(), zone)
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise Unfit(
            _("%(field)s “%(value)s” is not a time like 2024-01-31T07:30")
            % {"field": name, "value": value}
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _credits(value: Any) -> tuple[IncomingCredit, ...]:
    if not isinstance(value, list):
        raise Unfit(_("credits is not a list"))
    credits = tuple(_credit(one) for one in value)
    for role in Credit.Role.values:
        if sum(one.share for one in credits if one.role == role) > 100:
            raise Unfit(_("the shares of one kind of work add up to more than 100"))
    return credits


def _credit(value: Any) -> IncomingCredit:
    told = {"name": value} if isinstance(value, str) else value
    if not isinstance(told, dict):
        raise Unfit(_("a credit is neither a name nor an object in braces"))
    try:
        share = Decimal(str(told.get("share", 100)))
    except InvalidOperation as error:
        raise Unfit(_("a share is not a number")) from error
    if not 0 <= share <= 100:
        raise Unfit(_("a share is not between 0 and 100"))
    return IncomingCredit(
        name=_needed(told, "name")[:120],
        role=_choice(told, "role", Credit.Role, Credit.Role.AUTHOR),
        share=share,
    )
