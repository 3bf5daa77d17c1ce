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

from toasoan.organisations.models import Organisation

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
#
# The newest of all hits are sorted out of the index's own list of them, which is there
# at once however many they are; led by the hours, each text would have to be taken
# apart. Left to itself PostgreSQL takes the one way or the other, by what it guesses of
# two words together.
POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION stories_words_of(text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10000
    AS $$ BEGIN RETURN to_tsvector('pg_catalog.simple', $1); END $$""",
    "DROP FUNCTION IF EXISTS stories_hold(text, text[])",
    """CREATE OR REPLACE FUNCTION stories_newest(
      words text, newsroom bigint, most integer
    ) RETURNS SETOF integer LANGUAGE sql STABLE
    SET enable_seqscan = off SET enable_indexscan = off
    AS $$ SELECT page_ptr_id FROM stories_storypage
      WHERE stories_words_of(search_text) @@ plainto_tsquery('simple', words)
      AND organisation_id = newsroom AND listed_at IS NOT NULL
      ORDER BY listed_at DESC, page_ptr_id DESC LIMIT most $$""",
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
ASK_POSTGRESQL = "SELECT stories_newest(%s, %s, %s)"
# One value, whatever their number: hundreds of them take longer to write than to find.
KNOWN_KEYS_POSTGRESQL = "stories_storypage.page_ptr_id = ANY(%s)"
# So many stories hold a common word that the newest are better looked for one by one.
COMMON = 2_000
# So many of the hits may not be public; of more, PostgreSQL is asked again.
SLACK = 100
TEXTS = ("pk", "search_text")


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

    def newest(
        self,
        stories: QuerySet[Any],
        organisation: Organisation,
        most: int,
        using: str = DEFAULT_DB_ALIAS,
    ) -> dict[int, str]:
        """Return the newest `most` of `stories` that hold the words: key → text.

        `stories` are listed ones of `organisation`, the newest first.
        """
        if connections[using].vendor == "sqlite":
            return dict(self._among(stories, using).values_list(*TEXTS)[:most])
        looked = most + SLACK
        while True:
            with connections[using].cursor() as cursor:
                cursor.execute(ASK_POSTGRESQL, [self.text, organisation.pk, looked])
                hits = [row[0] for row in cursor.fetchall()]
            known = RawSQL(KNOWN_KEYS_POSTGRESQL, [hits], BooleanField())  # noqa: S611
            found = dict(stories.filter(known).values_list(*TEXTS)[:most])
            if len(found) == most or len(hits) < looked:
                return found
            looked *= 8

    def _among(self, stories: QuerySet[Any], using: str) -> QuerySet[Any]:
        """Return those of `stories` that hold the words, on SQLite.

        Going by the hits it reads all of them before it sorts; of many, the order of
        `stories` leads to the newest sooner. So it is told which.
        """
        parts = [self.text] if self.in_a_row else self.text.split()
        asked = " ".join(f'"{one}"' for one in parts)
        with connections[using].cursor() as cursor:
            cursor.execute(COUNT_SQLITE, [asked, COMMON])
            common = cursor.fetchone()[0] == COMMON
        hits = RawSQL(ASK_SQLITE, [asked])  # noqa: S611
        if not common:
            return stories.filter(pk__in=hits)
        return stories.alias(key=F("pk") + 0).filter(key__in=hits)

    def finds_more_than(self, other: "Words", using: str = DEFAULT_DB_ALIAS) -> bool:
        """Say whether the newest that hold these words may be others than `other`'s."""
        in_a_row = self.in_a_row and connections[using].vendor == "sqlite"
        return in_a_row or self.text != other.text
