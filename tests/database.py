"""SQLite tests start from one migrated file instead of migrating in each process.

The file is kept in pytest's cache under a name made of every migration's bytes, so a
changed migration makes a new one. PostgreSQL goes the ordinary way.
"""

import hashlib
import os
import sqlite3
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"


def template_in(folder: Path) -> Path:
    """Return a migrated and otherwise empty SQLite file, made when there is none."""
    template = folder / f"{fingerprint()}.sqlite3"
    if not template.exists():
        migrate_into(template)
    return template


def fill_from_template(folder: Path) -> None:
    """Give this process a migrated database in memory."""
    template = template_in(folder)
    connection.close()
    connection.settings_dict["NAME"] = IN_MEMORY
    connection.connect()
    source = sqlite3.connect(template)
    source.backup(connection.connection)
    source.close()


def migrate_into(template: Path) -> None:
    part = template.with_suffix(f".{os.getpid()}.part")
    connection.close()
    connection.settings_dict["NAME"] = str(part)
    call_command("migrate", verbosity=0, interactive=False)
    connection.cursor().execute("PRAGMA journal_mode=DELETE")
    connection.close()
    part.replace(template)


def fingerprint() -> str:
    digest = hashlib.sha256()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for key, migration in sorted(loader.disk_migrations.items()):
        digest.update(str(key).encode())
        module = __import__(type(migration).__module__, fromlist=["x"])
        digest.update(Path(module.__file__).read_bytes())
    return digest.hexdigest()[:20]
