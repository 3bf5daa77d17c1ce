"""By which words public entries are found.

A search that reads the text of 5,000 documents takes 60 to 300 ms, on SQLite and on
PostgreSQL; one that reads the words it was asked for takes a few.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count

from toasoan.core.text import TITLE_END, fold, folded_words
from toasoan.organisations.models import Organisation, OwnedQuerySet

LONGEST = 60
MOST_WORDS = 12


class WordQuerySet(OwnedQuerySet):
    def holding(self, text: str) -> Any:
        """Return (register, entry, on) of what holds each word of `text`, folded.

        Nothing when `text` has no words.
        """
        asked = words_in(text)
        rows = self.filter(word__in=asked).values("register", "entry", "on").order_by()
        return rows.annotate(held=Count("pk")).filter(held=len(asked) or -1)

    def entries(self, register: type[models.Model], text: str) -> Any:
        """Return the keys of what `register` has that holds each word of `text`."""
        own = self.filter(register=register._meta.model_name)
        return own.holding(text).values("entry")


class EntryWord(models.Model):
    """A word, folded, of a public entry; `on` is the day lists put the entry at."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+"
    )
    register = models.CharField(max_length=20)
    entry = models.BigIntegerField()
    on = models.DateField()
    word = models.CharField(max_length=LONGEST)

    objects = WordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "word", "register", "entry", "on"],
                name="entry_word",
            ),
            models.Index(fields=["register", "entry"], name="entry_words"),
        ]

    def __str__(self) -> str:
        return self.word


def words_in(text: str) -> list[str]:
    """Return the words of a question, folded, each once."""
    found = dict.fromkeys(word[:LONGEST] for word in folded_words(text).split())
    return list(found)[:MOST_WORDS]


def words_of(search_text: str) -> set[str]:
    """Return the words of what `core.text.findable` made, folded."""
    found = {fold(word)[:LONGEST] for word in search_text.split()}
    return found - {TITLE_END, ""}


def keep_words(entry: Any, on: date) -> None:
    """Make the words of `entry` those it has now; none while it is not public."""
    register = entry._meta.model_name
    forget_words(register, entry.pk)
    if entry.public:
        EntryWord.objects.bulk_create(
            EntryWord(
                organisation_id=entry.organisation_id,
                register=register,
                entry=entry.pk,
                on=on,
                word=word,
            )
            for word in sorted(words_of(entry.search_text))
        )


def forget_words(register: str, pk: int) -> None:
    """Take away the words of an entry."""
    EntryWord.objects.filter(register=register, entry=pk).delete()
