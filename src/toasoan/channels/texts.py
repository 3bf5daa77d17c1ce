"""A story's words and pictures in the form a channel carries."""

from collections.abc import Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from wagtail.rich_text import RichText

from toasoan.stories.models import StoryPage

from .adapters.base import Item, Media
from .models import Channel, Medium, Rendition
from .spoken import speak


def item_for(story: StoryPage, channel: Channel) -> Item:
    """Return `story` as `channel` carries it: its own words there, or the story's."""
    return compose(story, channel.medium, own_words=own_words(story, channel))


def own_words(story: StoryPage, channel: Channel) -> str:
    """Return the text an editor wrote for just this channel, or nothing."""
    texts: Iterable[Rendition] = story.renditions.all()
    return next((r.text for r in texts if r.channel_id == channel.pk), "").strip()


def compose(story: StoryPage, medium: str, *, own_words: str = "") -> Item:
    """Return `story` as `medium` carries it."""
    return Item(
        headline=story.title,
        lead=story.lead,
        text=own_words or text_for(story, medium),
        url=story.full_url or "",
        medium=medium,
        pictures=tuple(_pictures(story)),
    )


def text_for(story: StoryPage, medium: str) -> str:
    """Return the text that `medium`'s own template makes of `story`."""
    context = {
        "story": story,
        "organisation": story.organisation,
        "paragraphs": paragraphs(story),
        "address": story.full_url or "",
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
