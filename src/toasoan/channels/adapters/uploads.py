"""Pictures as a form of a service takes them, each sent once."""

import hashlib
import mimetypes
from collections.abc import Callable
from pathlib import Path

from toasoan.channels.adapters.base import Media, Rejected, Sending
from toasoan.core.http import File


def photo(picture: Media, unreadable: str) -> File:
    """Return `picture` under a name that tells nothing of where it lay.

    Raises Rejected with the code `unreadable` when the file cannot be read.
    """
    path = Path(picture.path)
    suffix = path.suffix.lower()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Rejected(unreadable, path.name) from error
    kind = mimetypes.types_map.get(suffix, "image/jpeg")
    return File(f"photo{suffix}", data, kind)


def uploaded(sending: Sending, file: File, upload: Callable[[File], str]) -> str:
    """Return the id the service gave to the bytes of `file`; asked for it once.

    The notes of `sending` keep it, so a later try posts with what is there already.
    """
    name = hashlib.sha256(file.data).hexdigest()
    photos = dict(sending.notes.get("photos") or {})
    if name not in photos:
        photos[name] = upload(file)
        sending.notes.keep(photos=photos)
    return str(photos[name])
