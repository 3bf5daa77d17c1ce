"""An index of the words of stories, kept by the database itself.

Wagtail's own index serves the desk. Its rows carry whole texts and stand in the order
they were first saved, so that the newest of many hits cost as much as all of them.
Here a story's key leads straight to its words: SQLite keeps an FTS5 table beside the
stories by triggers, PostgreSQL an index of theirs.
"""

from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, F, QuerySet
from django.db.models.expressions import RawSQL

SQLITE = (
    """CREATE TRIGGER IF NOT EXISTS stories_words_added
    AFTER INSERT ON stories_storypage BEGIN
      INSERT INTO stories_words (rowid, search_text)
      VALUES (new.page_ptr_id, new.search_text);
    END""",
    """CREATE TRIGGER IF NOT EXISTS stories_words_removed
    AFTER DELETE ON stories_storypage BEGIN
      INSERT INTO stories_words (stories_words, rowid, search_text)
      VALUES ('delete', old.page_ptr_id, old.search_text);
    END""",
    """CREATE TRIGGER IF NOT EXISTS stories_words_changed
    AFTER UPDATE OF search_text ON stories_storypage
    WHEN old.search_text <> new.search_text BEGIN
      INSERT INTO stories_words (stories_words, rowid, search_text)
      VALUES ('delete', old.page_ptr_id, old.search_text);
      INSERT INTO stories_words (rowid, search_text)
      VALUES (new.page_ptr_id, new.search_text);
    END""",
)
SQLITE_TABLE = """CREATE VIRTUAL TABLE stories_words USING fts5 (
  search_text, content='stories_storypage', content_rowid='page_ptr_id',
  tokenize='unicode61 remove_diacritics 0'
)"""
SQLITE_FILL = "INSERT INTO stories_words (stories_words) VALUES ('rebuild')"
# Half a millisecond for each story. Told that, PostgreSQL goes by the index; believing
# it cheap it read all stories one by one.
POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION stories_words_of(text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000
    AS $$ BEGIN RETURN to_tsvector('pg_catalog.simple', $1); END $$""",
    """CREATE OR REPLACE FUNCTION stories_hold(whole text, parts text[])
    RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000
    AS $$ DECLARE unpacked text := whole || ''; BEGIN
      FOR place IN 1 .. cardinality(parts) LOOP
        IF strpos(unpacked, parts[place]) = 0 THEN RETURN false; END IF;
      END LOOP;
      RETURN true;
    END $$""",
    """CREATE OR REPLACE FUNCTION stories_counted(words text, most integer)
    RETURNS bigint LANGUAGE sql STABLE SET enable_seqscan = off
    AS $$ SELECT count(*) FROM (
      SELECT 1 FROM stories_storypage
      WHERE stories_words_of(search_text) @@ plainto_tsquery('simple', words)
      LIMIT most
    ) AS hits $$""",
)
POSTGRESQL_INDEX = (
    "DROP INDEX IF EXISTS stories_words",
    """CREATE INDEX stories_words_index ON stories_storypage
    USING gin (stories_words_of(search_text))""",
)
KNOWN_SQLITE = "SELECT name FROM sqlite_master WHERE name = 'stories_words'"
KNOWN_POSTGRESQL = "SELECT to_regclass('stories_words_index')"

ASK_SQLITE = "SELECT rowid FROM stories_words WHERE stories_words MATCH %s"
COUNT_SQLITE = f"SELECT count(*) FROM ({ASK_SQLITE} LIMIT %s) AS hits"  # noqa: S608
# A word of nearly every story would be looked for in each; by the index it is not.
COUNT_POSTGRESQL = "SELECT stories_counted(%s, %s)"
ASK_POSTGRESQL = (
    "SELECT page_ptr_id FROM stories_storypage"
    " WHERE stories_words_of(search_text) @@ plainto_tsquery('simple', %s)"
)
# Of many hits the newest are read one by one, each text as it stands: taking it apart
# again takes PostgreSQL twenty times as long.
HOLDS_POSTGRESQL = "stories_hold(stories_storypage.search_text, %s::text[])"
HOLDS = BooleanField()
# So many stories hold a common word that the newest are better looked for one by one.
COMMON = 2_000


def keep_index(using: str) -> None:
    """Make what of the index is missing in the database `using`.

    Asked after each migration: Django alters a table of SQLite by making another in
    its place, and the triggers go with the old one.
    """
    connection = connections[using]
    if "stories_storypage" not in connection.introspection.table_names():
        return
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(KNOWN_SQLITE if sqlite else KNOWN_POSTGRESQL)
        known = any(cursor.fetchone() or ())
        table = () if known else (SQLITE_TABLE, SQLITE_FILL)
        index = () if known else POSTGRESQL_INDEX
        # What is kept by name is made anew each time: a newer version may differ.
        for statement in (*table, *SQLITE) if sqlite else (*POSTGRESQL, *index):
            cursor.execute(statement)


@dataclass(frozen=True, kw_only=True)
class Words:
    """Letters and digits, one blank apart, spelled or folded as `core.text.findable`.

    `in_a_row` asks for them one after the other, else each may stand anywhere. It is a
    wish: PostgreSQL's index holds no places, and reading hundreds of texts for them
    takes too long. Who must know looks at what was found.
    """

    text: str
    in_a_row: bool = False

    def among(self, stories: QuerySet[Any], using: str = DEFAULT_DB_ALIAS) -> Any:
        """Return those of `stories` that hold the words.

        A database that goes by the hits reads all of them before it sorts; of many,
        the order of `stories` leads to the newest sooner. So it is told which.
        """
        sql, asked = self._question(connections[using].vendor)
        hits = RawSQL(sql, asked)  # noqa: S611
        with connections[using].cursor() as cursor:
            sqlite = connections[using].vendor == "sqlite"
            count = COUNT_SQLITE if sqlite else COUNT_POSTGRESQL
            cursor.execute(count, [*asked, COMMON])
            common = cursor.fetchone()[0] == COMMON
        if not common:
            return stories.filter(pk__in=hits)
        if not sqlite:
            held = RawSQL(HOLDS_POSTGRESQL, [self._blanked()], HOLDS)  # noqa: S611
            return stories.filter(held)
        return stories.alias(key=F("pk") + 0).filter(key__in=hits)

    def _blanked(self) -> list[str]:
        """Return the words as `core.text.findable` has them in a text."""
        return [f" {one} " for one in self.text.split()]

    def finds_more_than(self, other: "Words", using: str = DEFAULT_DB_ALIAS) -> bool:
        """Say whether the newest that hold these words may be others than `other`'s."""
        in_a_row = self.in_a_row and connections[using].vendor == "sqlite"
        return in_a_row or self.text != other.text

    def _question(self, vendor: str) -> tuple[str, list[str]]:
        if vendor == "postgresql":
            return ASK_POSTGRESQL, [self.text]
        asked = [self.text] if self.in_a_row else self.text.split()
        return ASK_SQLITE, [" ".join(f'"{one}"' for one in asked)]
