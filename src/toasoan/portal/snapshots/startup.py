"""Before the doors open: files and database agree, whatever happened meanwhile.

A crash, a restored backup, a lost folder, a new version of the program: each leaves
files that nobody would ever take away, or rows whose files are not there.
"""

import hashlib
import importlib.metadata
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from toasoan.portal.everything import addresses
from toasoan.portal.models import Snapshot
from toasoan.stories.models import HomePage

from . import files
from .headers import headers_of
from .keep import expect, host_of, leave_hosts, site_of

STAMP = ".version"
BATCH = 500


def agree() -> None:
    """Make the files below SNAPSHOTS what the database says stands.

    Pages of another version of the program, or of other settings, are all thrown away:
    they may look different now.
    """
    version = version_stamp()
    root = Path(settings.SNAPSHOTS)
    root.mkdir(parents=True, exist_ok=True)
    stamp = root / STAMP
    if not stamp.exists() or stamp.read_text("ascii") != version:
        _clear(root)
    for home in HomePage.objects.all():
        _agree_on(home, root)
    leave_hosts()
    stamp.write_text(version, "ascii")


def version_stamp() -> str:
    """Return a mark of the program, of its libraries and of what it is set to."""
    parts = (*_files(), *_libraries(), *map(str, _settings()))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _files() -> Iterator[str]:
    for file in sorted(Path(settings.PACKAGE).rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            state = file.stat()
            yield f"{file} {state.st_size} {state.st_mtime_ns}"


def _libraries() -> list[str]:
    found = importlib.metadata.distributions()
    return sorted(f"{one.name} {one.version}" for one in found)


def _settings() -> list[Any]:
    """Return what pages show of the settings."""
    headers = sorted(headers_of("/").items())
    return [settings.MEDIA_URL, settings.STATIC_URL, settings.TIME_ZONE, headers]


def _clear(root: Path) -> None:
    """Throw away every page; the stamp goes first, so that a crash begins anew."""
    (root / STAMP).unlink(missing_ok=True)
    for folder in root.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)


def _agree_on(home: HomePage, root: Path) -> None:
    host = host_of(site_of(home.organisation_id) or "")
    if not host:
        return
    standing = Snapshot.objects.of(home.organisation).filter(stale=False)
    marks = dict(standing.values_list("address", "mark"))
    places = {files.place(root, host, address): address for address in marks}
    kept = set()
    for file, mark in _standing(root / host):
        address = places.get(file, "")
        if address and marks[address] == mark:
            kept.add(address)
        else:
            files.drop(file)
    with transaction.atomic():
        lost = sorted(set(marks) - kept)
        for start in range(0, len(lost), BATCH):
            part = lost[start : start + BATCH]
            standing.filter(address__in=part).update(stale=True)
        expect(home.organisation_id, addresses(home))


def _standing(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each page below `folder`, whole or not, and the mark of its content.

    nginx serves a page that a crash left without its head.
    """
    for file in sorted({files.page_of(file) for file in folder.rglob("*.*")}):
        try:
            head = file.with_name(file.name + files.HEAD).read_bytes()
            yield file, str(json.loads(head)["mark"])
        except (OSError, ValueError, KeyError):
            yield file, ""
