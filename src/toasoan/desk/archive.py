"""A zip made while it is sent, so that twenty large pictures take no memory."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

BLOCK = 64 * 1024
Entry = tuple[str, Callable[[], IO[bytes]]]


class _Outlet(io.RawIOBase):
    """Keeps what was written until it is taken."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def zipped(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield a zip of `entries` (name, opener) piece by piece, nothing compressed twice.

    Each file is opened when its turn comes and closed after.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for name, opener in entries:
            with archive.open(name, "w") as place, opener() as source:
                while block := source.read(BLOCK):
                    place.write(block)
                    yield outlet.take()
            yield outlet.take()
    yield outlet.take()
