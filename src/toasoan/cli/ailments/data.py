"""The database."""

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from .finding import Finding, Level, judged

# Of PRAGMA synchronous: what is committed is on the disk.
FULL = 2


def database_answers() -> Finding:
    name = _("database")
    try:
        connection.ensure_connection()
    except OperationalError as error:
        return Finding(
            name,
            Level.FAIL,
            str(error).strip(),
            _("Start the database, or mend TOASOAN_DATABASE_URL."),
        )
    version = ".".join(map(str, connection.get_database_version()))
    return Finding(name, Level.OK, f"{connection.display_name} {version}")


def database_is_up_to_date() -> Finding:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return judged(
        _("tables"),
        not plan,
        _("%(count)s migrations to do") % {"count": len(plan)},
        _("Run: toasoan manage migrate (toasoan serve does so by itself)"),
    )


def database_survives_a_crash() -> Finding:
    name = _("crash safety")
    if connection.vendor != "sqlite":
        return Finding(name, Level.OK, connection.display_name)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
        cursor.execute("PRAGMA synchronous")
        level = cursor.fetchone()[0]
    return judged(
        name,
        mode == "wal" and level >= FULL,
        _("SQLite journal: %(mode)s") % {"mode": mode},
        _("Keep the database on a local disk: WAL does not work on network drives."),
    )
