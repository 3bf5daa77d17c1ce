"""Feeds of a portal, a column, a topic or a register: RSS 2.0, Atom, JSON Feed 1.1.

They depend on what they tell of alone: the same stories give the same bytes.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape

from toasoan.stories.models import StoryPage

A_FEED = 20
LANGUAGE = "vi"
# Before there is a story; a feed must say when it changed.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# XML 1.0, 2.2: what no document may hold.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing a feed tells of; `name` is its own on its portal, as `tin/7`."""

    name: str
    address: str
    title: str
    text: str
    kinds: list[str]
    shown_at: datetime
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Feed:
    """What a feed says; `site` begins every address, `page` is what it follows."""

    title: str
    issuer: str
    site: str
    page: str
    own: str
    items: list[Item]

    @property
    def updated(self) -> datetime:
        """When anything it tells of last changed."""
        return max((item.changed_at for item in self.items), default=NEVER)

    def key_of(self, item: Item) -> str:
        """Return a name of `item` that stays when it moves (RFC 4151)."""
        host = self.site.split("//", 1)[1].split(":", 1)[0]
        return f"tag:{host},{item.shown_at:%Y-%m-%d}:{item.name}"


def changed_at(story: StoryPage) -> datetime:
    """Return when the public text of `story` last changed."""
    moment: datetime = story.last_published_at or story.first_published_at
    return moment


def told_of(story: StoryPage) -> Item:
    """Return what a feed says of `story`, which knows its address."""
    return Item(
        name=f"tin/{story.pk}",
        address=story.address,
        title=story.title,
        text=story.lead,
        kinds=[str(story.get_genre_display())],
        shown_at=story.first_published_at,
        changed_at=changed_at(story),
    )


class Rss(Rss201rev2Feed):
    content_type = "application/rss+xml; charset=utf-8"

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated


class Atom(Atom1Feed):
    content_type = "application/atom+xml; charset=utf-8"
    latest_post_date = Rss.latest_post_date


def write_xml(kind: type[SyndicationFeed], feed: Feed) -> str:
    """Return `feed` as RSS or Atom."""
    writer = kind(
        title=clean(feed.title),
        link=feed.site + feed.page,
        description=clean(feed.issuer),
        language=LANGUAGE,
        author_name=clean(feed.issuer),
        feed_url=feed.site + feed.own,
        updated=feed.updated,
    )
    for item in feed.items:
        writer.add_item(
            title=clean(item.title),
            link=feed.site + item.address,
            description=escape(clean(item.text)),
            unique_id=feed.key_of(item),
            unique_id_is_permalink=False,
            pubdate=item.shown_at,
            updateddate=item.changed_at,
            categories=[clean(kind) for kind in item.kinds],
        )
    written: str = writer.writeString("utf-8")
    return written


def write_json(feed: Feed) -> str:
    """Return `feed` as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.site + feed.page,
        "feed_url": feed.site + feed.own,
        "language": LANGUAGE,
        "authors": [{"name": feed.issuer}],
        "items": [_json_item(feed, item) for item in feed.items],
    }
    return json.dumps(told, ensure_ascii=False)


def _json_item(feed: Feed, item: Item) -> dict[str, Any]:
    return {
        "id": feed.key_of(item),
        "url": feed.site + item.address,
        "title": item.title,
        "content_text": item.text or item.title,
        "date_published": item.shown_at.isoformat(),
        "date_modified": item.changed_at.isoformat(),
        "tags": item.kinds,
    }


def clean(text: str) -> str:
    """Return `text` without what XML cannot hold."""
    return NOT_XML.sub("", text)
