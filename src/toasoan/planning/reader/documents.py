"""A file's bytes to text with lines. Files come from strangers: nothing is trusted."""

import re
from pathlib import PurePosixPath

from toasoan.planning.reader.archive import Archive
from toasoan.planning.reader.docx import docx_text
from toasoan.planning.reader.odt import odt_text
from toasoan.planning.reader.refusals import UnreadableDocument

LIMIT = 2 * 1024 * 1024
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_PASSWORD = "EncryptedPackage".encode("utf-16-le")
FOREIGN = (b"%PDF", b"{\\rtf")
KNOWN = {"", ".txt", ".text", ".docx", ".odt"}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a]")
BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def read_document(data: bytes, name: str) -> str:
    """Return the text of a `.txt`, `.docx` or `.odt` file, lines parted by "\\n".

    Printed numbers that Word and Writer count by themselves are written out. Raises
    `UnreadableDocument` with the code `too_big`, `encrypted`, `not_text`,
    `unsupported`, `damaged` or `empty`.
    """
    if len(data) > LIMIT:
        raise UnreadableDocument("too_big")
    suffix = PurePosixPath(name.replace("\\", "/").strip()).suffix.casefold()
    if data.startswith(OLE):
        locked = suffix != ".doc" and OLE_PASSWORD in data
        raise UnreadableDocument("encrypted" if locked else "unsupported")
    if suffix not in KNOWN or data.startswith(FOREIGN):
        raise UnreadableDocument("unsupported")
    if data.startswith(ZIP):
        text = packed_text(data)
    elif suffix in (".docx", ".odt") and data:
        raise UnreadableDocument("damaged")
    else:
        text = decoded(data)
    text = re.sub(r"\r\n|\r", "\n", text)
    if not text.strip():
        raise UnreadableDocument("empty")
    return text


def packed_text(data: bytes) -> str:
    """Return the text of a zip archive that holds a word processor's document."""
    archive = Archive(data)
    if archive.holds("word/document.xml"):
        return docx_text(archive)
    if archive.holds("content.xml"):
        return odt_text(archive)
    raise UnreadableDocument("unsupported")


def decoded(data: bytes) -> str:
    """Return plain text in UTF-8, or in UTF-16 that says so by its first bytes."""
    coding = next((name for bom, name in BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(coding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument("not_text") from error
    if CONTROL.search(text):
        raise UnreadableDocument("not_text")
    return text.removeprefix("\ufeff")
