"""A zip archive from a stranger: sizes are capped, XML entities refused."""

import io
import zipfile
import zlib
from xml.etree.ElementTree import (
    Element,
    ParseError,
)

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from toasoan.planning.reader.refusals import UnreadableDocument

# A 2 MB document unpacks to some 20 MB of XML at the very most; a bomb to gigabytes.
PART_LIMIT = 16 * 1024 * 1024
ENTRIES_LIMIT = 2000
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    IndexError,
    KeyError,
)


class Archive:
    """The parts of a document by name."""

    def __init__(self, data: bytes) -> None:
        try:
            self.file = zipfile.ZipFile(io.BytesIO(data))
            self.names = set(self.file.namelist())
        except BROKEN as error:
            raise UnreadableDocument("damaged") from error
        if len(self.names) > ENTRIES_LIMIT:
            raise UnreadableDocument("too_big")
        if any(entry.flag_bits & 1 for entry in self.file.infolist()):
            raise UnreadableDocument("encrypted")

    def holds(self, name: str) -> bool:
        """Tell whether the archive has a part of that name."""
        return name in self.names

    def read(self, name: str) -> bytes:
        """Return a part; what the archive says of its size is not believed."""
        try:
            with self.file.open(name) as part:
                data = part.read(PART_LIMIT + 1)
        except (*BROKEN, RuntimeError) as error:
            raise UnreadableDocument("damaged") from error
        if len(data) > PART_LIMIT:
            raise UnreadableDocument("too_big")
        return data

    def xml(self, name: str) -> Element | None:
        """Return a part as a tree, None if the archive has no such part."""
        if not self.holds(name):
            return None
        try:
            tree: Element = fromstring(self.read(name), forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise UnreadableDocument("damaged") from error
        return tree
