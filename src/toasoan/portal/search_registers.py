"""Search of the registers: documents, events and exemplars beside the stories."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from toasoan.organisations.models import Organisation
from toasoan.registers.models import DirectiveDocument, Entry, EntryWord, Event
from toasoan.registers.public import public_documents, public_events, public_exemplars

from .registers import PLACES, address_of
from .search import tiers

# Of more than this the newest are put in order; nobody reads on to the rest.
MOST_RANKED = 100

Hit = tuple[date, int]


@dataclass(frozen=True, kw_only=True)
class Hits:
    """What one register holds of a question: the keys of all, newest first."""

    register: type[Entry]
    keys: list[int] = field(default_factory=list)

    @property
    def place(self) -> str:
        """The name of the register in addresses."""
        return PLACES[self.register]

    @property
    def total(self) -> int:
        return len(self.keys)


def search_registers(organisation: Organisation, asked: str) -> list[Hits]:
    """Return what each register shows that holds every word of `asked`. One query."""
    found: dict[str, list[Hit]] = {}
    rows = EntryWord.objects.of(organisation).holding(asked)
    for register, entry, on in rows.values_list("register", "entry", "on"):
        found.setdefault(register, []).append((on, entry))
    return [
        Hits(
            register=register,
            keys=[key for _on, key in sorted(found.get(_name(register), []))[::-1]],
        )
        for register in PLACES
    ]


def _name(register: type[Entry]) -> str:
    return register._meta.model_name or ""


def best(
    hits: Hits, organisation: Organisation, asked: str, *, start: int = 0, count: int
) -> tuple[list[Any], bool]:
    """Return `count` entries from `start`, best first, and whether the first is exact.

    As for stories: spelled as asked before folded, the title before the rest, the
    newest first among equals. Two queries.
    """
    candidates = hits.keys[:MOST_RANKED]
    shown = PUBLIC[hits.register](organisation)
    texts = dict(shown.filter(pk__in=candidates).values_list("pk", "search_text"))
    how_well = tiers(texts, asked)
    shown_now = (pk for pk in candidates if pk in how_well)
    ranked = sorted(shown_now, key=how_well.__getitem__)
    wanted = [*ranked, *hits.keys[MOST_RANKED:]][start : start + count]
    found = shown.defer("search_text").in_bulk(wanted)
    exact = bool(ranked) and how_well[ranked[0]] == 0
    return [_placed(found[pk]) for pk in wanted if pk in found], exact


def _placed(entry: Any) -> Any:
    entry.address = address_of(entry)
    return entry


def text_of(entry: Any) -> str:
    """Return what an entry says below its heading, as one line."""
    if isinstance(entry, DirectiveDocument):
        told = entry.abstract if entry.number else ""
    elif isinstance(entry, Event):
        told = entry.agenda
    else:
        told = entry.deed
    return " ".join(told.split())


PUBLIC = dict(
    zip(PLACES, (public_documents, public_events, public_exemplars), strict=True)
)
