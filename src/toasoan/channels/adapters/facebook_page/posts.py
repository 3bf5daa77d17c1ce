"""Posts of words, a link or photos."""

import json
from datetime import timedelta
from functools import partial
from typing import Any

from toasoan.channels.adapters.base import (
    Media,
    Receipt,
    Sending,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.adapters.uploads import photo, uploaded
from toasoan.core.http import File

from .graph import Graph, identity
from .texts import mentions, message, moment, receipt, same_address

MOST_PHOTOS = 10
POST = "id,permalink_url,created_time"
LISTED = "id,message,created_time,permalink_url,attachments{unshimmed_url}"
SLACK = timedelta(minutes=5)  # their clock and ours
AT_ONCE = 50
MOST_PAGES = 6


def deliver(graph: Graph, sending: Sending) -> Receipt:
    """Post `sending`: photos first, where nobody sees them, then the post.

    A try that follows one that may have posted looks before it posts.
    """
    if sending.notes.get("asked"):
        found = find(graph, sending)
        if found:
            return found
    form = _form(graph, sending)
    sending.notes.keep(asked=True)
    made = graph.create(f"{graph.page_id}/feed", form, POST)
    if not identity(made):
        raise Unconfirmed("facebook_maybe_posted", "an answer without an id")
    return receipt(identity(made), made)


def _form(graph: Graph, sending: Sending) -> dict[str, str]:
    item = sending.item
    form = {"message": message(item)}
    for place, picture in enumerate(item.pictures[:MOST_PHOTOS]):
        photo = _photo(graph, sending, picture)
        form[f"attached_media[{place}]"] = json.dumps({"media_fbid": photo})
    if item.url and not item.pictures:
        form["link"] = item.url
    return form


def _photo(graph: Graph, sending: Sending, picture: Media) -> str:
    """Return the id of `picture` there; the same bytes are uploaded once.

    Facebook refuses a photo that was posted already, so keeping to the same ids also
    keeps a post from being made twice.
    """
    file = photo(picture, "facebook_file_unreadable")
    return uploaded(sending, file, partial(_upload, graph, picture))


def _upload(graph: Graph, picture: Media, file: File) -> str:
    form = {"published": "false"}
    if picture.alt:
        form["alt_text_custom"] = picture.alt
    made = identity(graph.write(f"{graph.page_id}/photos", form, {"source": file}))
    if not made:
        raise Unavailable("facebook_no_answer", "a photo without an id")
    return made


def find(graph: Graph, sending: Sending) -> Receipt | None:
    """Return the receipt of what the page shows of `sending`, None when nothing.

    Raises Unavailable when not all that was posted since could be looked at.
    """
    query = {
        "fields": LISTED,
        "since": str(int((sending.since - SLACK).timestamp())),
        "limit": str(AT_ONCE),
    }
    for _page in range(MOST_PAGES):
        answer = graph.read(f"{graph.page_id}/published_posts", **query)
        posts = answer.get("data")
        if not isinstance(posts, list):
            raise Unavailable("facebook_no_answer", "a list of posts without posts")
        for post in posts:
            if isinstance(post, dict) and _is_ours(post, sending):
                return receipt(identity(post), post)
        # Never its own address of the next page: the token stands in it.
        query["after"] = _next(answer)
        if not query["after"]:
            return None
    raise Unavailable("facebook_too_many_posts")


def _is_ours(post: dict[str, Any], sending: Sending) -> bool:
    made = moment(post.get("created_time"))
    if not identity(post) or identity(post) in sending.others:
        return False
    if made is None or made < sending.since - SLACK:
        return False
    text = str(post.get("message") or "")
    if not sending.item.url:
        return text.split() == sending.item.text.split()
    return mentions(text, sending.item) or any(
        same_address(one, sending.item.url) for one in _links(post)
    )


def _links(post: dict[str, Any]) -> list[str]:
    attachments = post.get("attachments")
    rows = attachments.get("data") if isinstance(attachments, dict) else None
    return [
        str(row["unshimmed_url"])
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and row.get("unshimmed_url")
    ]


def _next(answer: dict[str, Any]) -> str:
    paging = answer.get("paging")
    if not isinstance(paging, dict) or not paging.get("next"):
        return ""
    cursors = paging.get("cursors")
    after = cursors.get("after") if isinstance(cursors, dict) else None
    if not after:
        raise Unavailable("facebook_no_answer", "a next page without a way there")
    return str(after)
