"""A story's words and pictures in the form a channel carries."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from wagtail.rich_text import RichText

from toasoan.stories.models import Correction, StoryPage

from .adapters.base import Item, Media
from .models import Channel, Delivery, Medium, Rendition
from .spoken import speak

FILMS = (".mp4", ".webm")


def item_of(delivery: Delivery) -> Item:
    """Return what `delivery` carries: its story, or what was wrong in it."""
    item = item_for(delivery.story, delivery.channel)
    if not delivery.correction:
        return item
    words = correction_text(delivery.story, delivery.channel, right=item.text)
    return replace(item, text=words, pictures=(), film=None)


def item_for(story: StoryPage, channel: Channel) -> Item:
    """Return `story` as `channel` carries it: its own words there, or the story's."""
    return compose(
        story,
        channel.medium,
        own_words=own_words(story, channel),
        address=address_on(story, channel),
    )


def address_on(story: StoryPage, channel: Channel) -> str:
    """Return where `channel`'s readers and service find `story`.

    A service may know the site by another name than the newsroom does.
    """
    address = story.full_url or ""
    base = str(channel.config.get("public_base_url") or "")
    if not address or not base:
        return address
    return urljoin(base, urlsplit(address).path)


def correction_text(story: StoryPage, channel: Channel, right: str) -> str:
    """Return the words by which `channel` says what was wrong, and what is `right`."""
    context = {
        "story": story,
        "organisation": story.organisation,
        "corrections": [one.text for one in story.corrections.all()],
        "address": address_on(story, channel),
        "right": right,
    }
    own = f"channels/{channel.medium}/correction.txt"
    text = render_to_string([own, "channels/correction.txt"], context).strip()
    return speak(text) if channel.medium == Medium.LOUDSPEAKER else text


def own_words(story: StoryPage, channel: Channel) -> str:
    """Return the text an editor wrote for just this channel, or nothing."""
    texts: Iterable[Rendition] = story.renditions.all()
    return next((r.text for r in texts if r.channel_id == channel.pk), "").strip()


def compose(
    story: StoryPage, medium: str, *, own_words: str = "", address: str | None = None
) -> Item:
    """Return `story` as `medium` carries it, with `address` for its own."""
    address = (story.full_url or "") if address is None else address
    return Item(
        headline=story.title,
        lead=story.lead,
        text=_with_corrections(
            story, medium, own_words or text_for(story, medium, address)
        ),
        url=address,
        medium=medium,
        pictures=tuple(_pictures(story)),
        film=_film(story),
        source=story.organisation.name,
    )


def _with_corrections(story: StoryPage, medium: str, text: str) -> str:
    """Return `text` below what was wrong in it, where it is read first.

    Law 104/2016/QH13, article 22.
    """
    notes = [
        render_to_string(
            "channels/correction_note.txt",
            {"day": _day(story, one), "correction": one},
        ).strip()
        for one in story.corrections.all()
    ]
    if medium == Medium.LOUDSPEAKER:
        notes = [speak(note) for note in notes]
    return "\n\n".join([*notes, text])


def _day(story: StoryPage, correction: Correction) -> date:
    return story.organisation.local_day(correction.corrected_at)


def text_for(story: StoryPage, medium: str, address: str | None = None) -> str:
    """Return the text that `medium`'s own template makes of `story`."""
    address = (story.full_url or "") if address is None else address
    context = {
        "story": story,
        "organisation": story.organisation,
        "paragraphs": paragraphs(story),
        "address": address,
    }
    template = f"channels/{medium}/post.txt"
    text = render_to_string([template, "channels/other/post.txt"], context).strip()
    return speak(text) if medium == Medium.LOUDSPEAKER else text


def paragraphs(story: StoryPage) -> list[str]:
    """Return the body's words, a paragraph each, without marks."""
    found: list[str] = []
    for block in story.body:
        found.extend(_block_paragraphs(block.block_type, block.value))
    return [text for text in found if text]


def _block_paragraphs(kind: str, value: Any) -> list[str]:
    if kind == "text":
        return _rich_paragraphs(value)
    if kind == "quote":
        speaker = f" ({value['speaker']})" if value["speaker"] else ""
        return [f"“{value['text']}”{speaker}"]
    if kind == "callout":
        return [value["title"], *_rich_paragraphs(value["text"])]
    if kind == "contact":
        fields = ("name", "telephone", "email", "place")
        return [", ".join(value[field] for field in fields if value[field])]
    if kind == "media":
        return [value["transcript"]]
    return []


def _rich_paragraphs(value: RichText) -> list[str]:
    broken = value.source
    for end in ("</p>", "</h2>", "</h3>", "</li>", "<br/>"):
        broken = broken.replace(end, end + "\n")
    return [line.strip() for line in strip_tags(broken).splitlines()]


def _pictures(story: StoryPage) -> list[Media]:
    shown = [(story.cover, story.cover_alt)] if story.cover else []
    for block in story.body:
        if block.block_type == "picture":
            shown.append((block.value["picture"], block.value["alt"]))
        elif block.block_type == "gallery":
            shown.extend((one["picture"], one["alt"]) for one in block.value)
    return [
        Media(path=p.file.name, alt=alt, width=p.width, height=p.height)
        for p, alt in shown
        if p is not None and p.publishable
    ]


def _film(story: StoryPage) -> Media | None:
    files = (block.value["file"] for block in story.body if block.block_type == "media")
    names = (one.file.name for one in files if one)
    name = next((n for n in names if n.lower().endswith(FILMS)), "")
    return Media(path=name) if name else None
