"""The exercise wall: what would have been posted, never taken for real."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_datetime

from toasoan.channels.actions import adapter_for
from toasoan.channels.models import Channel
from toasoan.desk.door import open_to
from toasoan.organisations.models import Organisation

SHOWN = 50


@dataclass(frozen=True)
class Shown:
    url: str
    alt: str


@dataclass(frozen=True)
class Post:
    key: str
    text: str
    accepted_at: Any
    pictures: list[Shown]


@open_to()
def show(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Show the latest posts of an exercise channel; 404 for any other channel."""
    channel = get_object_or_404(Channel.objects.of(organisation), pk=pk)
    if not channel.exercise:
        raise Http404
    posts = adapter_for(channel).posts()[:SHOWN]  # type: ignore[attr-defined]
    context = {
        "channel": channel,
        "organisation": organisation,
        "posts": _with_pictures(posts),
    }
    return render(request, "desk/wall.html", context)


def _with_pictures(posts: list[dict[str, Any]]) -> list[Post]:
    return [
        Post(
            key=post["key"],
            text=post["text"],
            accepted_at=parse_datetime(post["accepted_at"]),
            pictures=[_shown(one) for one in post["pictures"]],
        )
        for post in posts
    ]


def _shown(picture: dict[str, str]) -> Shown:
    """Return a post's picture by its address below our own media folder."""
    name = Path(picture["path"]).relative_to(settings.MEDIA_ROOT)
    return Shown(default_storage.url(name.as_posix()), picture["alt"])
