"""Films: an id before a byte moves, bytes in pieces, then publish."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toasoan.channels.adapters.base import (
    ASKED,
    Media,
    Pending,
    Receipt,
    Rejected,
    Sending,
    Unavailable,
    Unconfirmed,
)
from toasoan.core.http import File

from .graph import Graph
from .texts import message, receipt

PIECE = 1024 * 1024  # bytes; a slow line must get one through within the time-out
STEP = 15.0  # seconds of sending before others get their turn
SOON = 1.0
LATER = 15.0  # seconds between two looks at a film in work
MOST_MISSES = 8
TITLE = 250
FILM = "status,permalink_url,post_id,published,created_time"
REFUSED = "facebook_film_refused"
FAILED = {"error", "upload_failed", "expired"}


def deliver(graph: Graph, sending: Sending, film: Media) -> Receipt | Pending:
    """Take `film` one step further, Pending until all can see it.

    What Facebook gave is kept in the notes as `film`: its id, the session, the bytes it
    wants next and how far we are; `unsure` while it may have a piece we do not know of.
    """
    kept = _session(graph, sending, film)
    if kept["stage"] == "bytes" and not _sent(graph, sending, film, kept):
        return Pending(again_in=SOON)
    if kept["stage"] == "finishing":
        found = _look(graph, kept["video_id"])
        if found:
            return found
    if kept["stage"] != "finished":
        _finish(graph, sending, kept)
    return _in_work(graph, sending, kept)


def find(graph: Graph, sending: Sending) -> Receipt | Pending | None:
    """Return the receipt of the film in the notes; None when all cannot see it."""
    kept = sending.notes.get("film")
    if not kept or kept["stage"] == "bytes":
        return None
    try:
        return _look(graph, kept["video_id"])
    except Rejected as refusal:
        if refusal.code != REFUSED:
            raise
        return None


def _session(graph: Graph, sending: Sending, film: Media) -> dict[str, Any]:
    kept = dict(sending.notes.get("film") or {})
    size = _size(film)
    same = kept.get("name") == Path(film.path).name and kept.get("size") == size
    if kept and (same or kept["stage"] != "bytes"):
        return kept
    form = {"upload_phase": "start", "file_size": str(size)}
    made = graph.write(f"{graph.page_id}/videos", form)
    video, session = made.get("video_id"), made.get("upload_session_id")
    if not _digits(video) or not _digits(session):
        raise Unavailable("facebook_no_answer", "a film without an id")
    return {
        "name": Path(film.path).name,
        "size": size,
        "video_id": str(video),
        "session": str(session),
        "stage": "bytes",
        "unsure": False,
        "misses": 0,
        **_wanted(made),
    }


def _digits(value: Any) -> bool:
    return isinstance(value, str | int) and str(value).isdecimal()


def _wanted(answer: dict[str, Any]) -> dict[str, int]:
    """Return which bytes the service wants next."""
    start, end = answer.get("start_offset"), answer.get("end_offset")
    if not _digits(start) or not _digits(end):
        raise Unavailable("facebook_no_answer", "no word on which bytes come next")
    return {"start": int(str(start)), "end": int(str(end))}


def _size(film: Media) -> int:
    try:
        return Path(film.path).stat().st_size
    except OSError as error:
        raise Rejected("facebook_file_unreadable", Path(film.path).name) from error


def _sent(graph: Graph, sending: Sending, film: Media, kept: dict[str, Any]) -> bool:
    """Send pieces until all are there or the step is over; say whether all are."""
    ends = graph.clock() + STEP
    doubtful = kept["unsure"]
    # Before a byte moves: the id is known whatever becomes of us.
    _keep(sending, kept, unsure=True)
    for data in _pieces(film, kept):
        _send(graph, sending, kept, data, doubtful=doubtful)
        doubtful = False
        if graph.clock() > ends:
            break
    _keep(sending, kept, unsure=False)
    return bool(kept["start"] >= kept["end"])


def _keep(sending: Sending, kept: dict[str, Any], **changed: Any) -> None:
    kept.update(changed)
    sending.notes.keep(film=dict(kept))


def _pieces(film: Media, kept: dict[str, Any]) -> Iterator[bytes]:
    """Yield what the service wants next, as `kept` says by then."""
    try:
        with Path(film.path).open("rb") as file:
            while kept["start"] < kept["end"]:
                file.seek(kept["start"])
                data = file.read(min(kept["end"] - kept["start"], PIECE))
                if not data:
                    raise Rejected("facebook_file_unreadable", Path(film.path).name)
                yield data
    except OSError as error:
        raise Rejected("facebook_file_unreadable", Path(film.path).name) from error


def _send(
    graph: Graph,
    sending: Sending,
    kept: dict[str, Any],
    data: bytes,
    *,
    doubtful: bool,
) -> None:
    form = {
        "upload_phase": "transfer",
        "upload_session_id": kept["session"],
        "start_offset": str(kept["start"]),
    }
    files = {"video_file_chunk": File("film", data, "application/octet-stream")}
    try:
        wanted = _wanted(graph.write(f"{graph.page_id}/videos", form, files))
    except Rejected as refusal:
        # Nobody sees anything yet: another try begins with a new session.
        sending.notes.keep(film=None)
        if doubtful:
            raise Unavailable("facebook_upload_broken", refusal.detail) from None
        raise
    if wanted["start"] <= kept["start"]:
        raise Unavailable("facebook_no_answer", "the same bytes are wanted again")
    _keep(sending, kept, **wanted)


def _finish(graph: Graph, sending: Sending, kept: dict[str, Any]) -> None:
    sending.notes.keep(**{ASKED: True})
    _keep(sending, kept, stage="finishing")
    form = {
        "upload_phase": "finish",
        "upload_session_id": kept["session"],
        "title": sending.item.headline[:TITLE],
        "description": message(sending.item),
        "published": "true",
    }
    if graph.create(f"{graph.page_id}/videos", form, "").get("success") is not True:
        raise Unconfirmed("facebook_maybe_posted", "an answer without success")
    _keep(sending, kept, stage="finished")


def _in_work(graph: Graph, sending: Sending, kept: dict[str, Any]) -> Receipt | Pending:
    found = _look(graph, kept["video_id"])
    if found:
        return found
    _keep(sending, kept, misses=kept["misses"] + 1)
    if kept["misses"] > MOST_MISSES:
        raise Unconfirmed("facebook_film_missing", kept["video_id"])
    return Pending(again_in=LATER)


def _look(graph: Graph, video_id: str) -> Receipt | Pending | None:
    try:
        found = graph.read(video_id, fields=FILM)
    except Rejected as refusal:
        # A film just made may not be known everywhere yet.
        if refusal.code != "facebook_gone":
            raise
        return None
    status = found.get("status")
    state = status.get("video_status") if isinstance(status, dict) else None
    if state in FAILED:
        raise Rejected(REFUSED, f"{video_id}: {status}"[:300])
    if state == "processing":
        return Pending(again_in=LATER)
    if state == "ready" and found.get("published") is True:
        return receipt(video_id, found)
    return None
