"""The addresses of a house that are measured, by what they are."""

from datetime import date
from functools import cache
from typing import Any

from django.test import Client

from bench.portal import HOST
from toasoan.portal import addresses, archive, newest
from toasoan.portal.registers import address_of
from toasoan.registers.models import DirectiveDocument, Event, Exemplar
from toasoan.stories.models import ColumnPage, StoryPage


def reader() -> Client:
    """Return a stranger, who asks Django itself: no file answers in its place."""
    return Client(headers={"host": HOST})


def columns() -> list[ColumnPage]:
    return list(ColumnPage.objects.order_by("path"))


def story() -> str:
    """Return the address of the newest story that nobody has published since."""
    column = columns()[3]
    shown = newest.in_column(StoryPage.objects.live(), column)
    return addresses.story_address(shown.latest("first_published_at"), column)


def main_pages() -> dict[str, str]:
    """Return the three pages that most readers see."""
    return {
        "front page": "/",
        "column": addresses.column_address(columns()[0]),
        "story": story(),
    }


def lists() -> dict[str, str]:
    """Return every kind of list, each with as many lines in every house."""
    column, brought_over = columns()[:2]
    topic = column.topics.all()[0]
    of_topic = addresses.topic_address(topic, column)
    return {
        "front page": "/",
        "column": addresses.column_address(column),
        "topic": of_topic,
        "archive": addresses.archive_address(column),
        "month": addresses.month_address(brought_over, date(2026, 11, 1)),
        "feed of the portal": "/rss.xml",
        "feed of a column": f"{addresses.column_address(column)}atom.xml",
        "feed of a topic": f"{of_topic}feed.json",
        "sitemap": "/sitemap.xml",
        "documents": "/van-ban/",
        "documents of a kind": "/van-ban/ke-hoach/",
        "search": "/tim-kiem/?q=quyt+hong",
    }


def deepest(many: int) -> dict[str, tuple[str, str]]:
    """Return the first and the deepest full part of the long lists of a house."""
    column = columns()[1]
    old = date(2022, 3, 1)
    last = many // 5 // 2 // archive.A_PART
    return {
        "month": (
            addresses.month_address(column, old),
            addresses.month_address(column, old, last),
        ),
        "documents": ("/van-ban/trang-2/", f"/van-ban/trang-{many // 30}/"),
    }


@cache
def page_types() -> dict[str, str]:
    """Return one address of every kind of page."""
    shown: dict[str, Any] = {
        "document": DirectiveDocument.objects.first(),
        "event": Event.objects.first(),
        "exemplar": Exemplar.objects.first(),
    }
    found = lists()
    return {
        **main_pages(),
        **{name: found[name] for name in ("topic", "archive", "month", "search")},
        "documents": found["documents"],
        "calendar": "/lich/",
        "exemplars": "/guong-dien-hinh/",
        **{name: address_of(one) for name, one in shown.items()},
        "contact": "/lien-he/",
        "site map": "/so-do-cong/",
        "channels": "/kenh-chinh-thuc/",
        "accessibility": "/kha-nang-tiep-can/",
    }
