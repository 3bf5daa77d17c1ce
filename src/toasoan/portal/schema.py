"""What search engines read beside the page: schema.org, as JSON-LD.

A data block is no script: browsers never run it, and the policy lets it stand.
"""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from toasoan.organisations.models import Organisation
from toasoan.registers.models import Event
from toasoan.registers.occurrences import Occurrence
from toasoan.stories.models import ColumnPage, HomePage, StoryPage

from .addresses import column_address, story_address
from .corrections import corrections_of
from .feeds import changed_at
from .identity import site_of

# What could end the block early, or begin a comment in it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def block(told: dict[str, Any]) -> SafeString:
    """Return `told` as the content of a data block."""
    text = json.dumps(
        {"@context": "https://schema.org", **told},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return mark_safe(text.translate(ESCAPES))  # noqa: S308


def issuer(organisation: Organisation, site: str) -> dict[str, Any]:
    """Return `organisation` as a GovernmentOrganization."""
    told = {
        "@type": "GovernmentOrganization",
        "@id": f"{site}/#issuer",
        "name": organisation.name,
        "url": f"{site}/",
        "address": organisation.address,
        "telephone": organisation.telephone,
        "email": organisation.email,
    }
    return {key: value for key, value in told.items() if value}


def article(
    story: StoryPage, column: ColumnPage, home: HomePage, image: str
) -> dict[str, Any]:
    """Return a NewsArticle with its place in the portal; `image` may be empty."""
    site = site_of(home)
    address = site + story_address(story, column)
    told: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": address,
        "headline": story.title,
        "description": story.lead,
        "inLanguage": "vi",
        "articleSection": column.title,
        "image": image,
        "publisher": issuer(home.organisation, site),
        "author": {"@id": f"{site}/#issuer"},
    }
    told["correction"] = " ".join(one.text for one in corrections_of(story))
    if story.first_published_at:
        told["datePublished"] = story.first_published_at.isoformat()
        told["dateModified"] = changed_at(story).isoformat()
    trail = [(column.title, site + column_address(column)), (story.title, address)]
    kept = {key: value for key, value in told.items() if value}
    return {"@graph": [kept, crumbs(home.organisation.name, site, trail)]}


def event(
    one: Event, time: Occurrence | Event, home: HomePage, address: str
) -> dict[str, Any]:
    """Return an Event at `address`; `time` is when it takes place next, or did."""
    site = site_of(home)
    off = "EventCancelled" if one.cancelled else "EventScheduled"
    told: dict[str, Any] = {
        "@type": "Event",
        "@id": address,
        "name": one.title,
        "url": address,
        "startDate": time.starts_at.isoformat(),
        "endDate": time.ends_at.isoformat() if time.ends_at else "",
        "eventStatus": f"https://schema.org/{off}",
        "location": {"@type": "Place", "name": one.place or home.organisation.name},
        "organizer": issuer(home.organisation, site),
    }
    trail = [(one.title, address)]
    kept = {key: value for key, value in told.items() if value}
    return {"@graph": [kept, crumbs(home.organisation.name, site, trail)]}


def crumbs(name: str, site: str, trail: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the way from the front page, called `name`, down `trail`."""
    places = [(name, f"{site}/"), *trail]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": title, "item": address}
            for place, (title, address) in enumerate(places, 1)
        ],
    }
