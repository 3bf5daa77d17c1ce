"""A commune's installation to measure: database, pictures, snapshots in one folder."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.data import filled
from bench.portal import FOLDER
from bench.portal.dressing import Wardrobe, furnish
from bench.portal.rows import note
from toasoan.cli.serve import static_changed

FEW, MANY = 200, 20_000


@contextmanager
def house(stories: int) -> Iterator[Path]:
    """Give a copy of an installation with `stories` stories; the connection is on it.

    Yields the database file. Pictures are shared by all houses; snapshots are empty.
    PostgreSQL has no file to copy: it is filled anew and thrown away.
    """
    if static_changed():
        call_command("collectstatic", interactive=False, verbosity=0)
    if connection.vendor == "postgresql":
        note(f"filling PostgreSQL with {stories:,} stories…")
        with furnished(stories):
            yield Path()
        return
    made = _made(stories)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        copy = Path(shutil.copy(made, folder))
        shutil.rmtree(settings.SNAPSHOTS, ignore_errors=True)
        before = connection.settings_dict["NAME"]
        enter(copy)
        try:
            yield copy
        finally:
            enter(before)


def enter(database: Path | str) -> None:
    """Put the connection of this process on `database`."""
    connection.close()
    connection.settings_dict["NAME"] = str(database)


def _made(stories: int) -> Path:
    file = FOLDER / f"{stories}.sqlite3"
    part = file.with_suffix(f".{os.getpid()}.part")
    if not file.exists():
        note(f"making a house of {stories:,} stories…")
        with furnished(stories), connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(part)])
        part.replace(file)
    return file


@contextmanager
def furnished(stories: int) -> Iterator[None]:
    """Fill a database with a whole portal of `stories` stories."""
    with filled(1, stories, 0, Wardrobe().dress) as rooms:
        furnish(rooms[0])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield
