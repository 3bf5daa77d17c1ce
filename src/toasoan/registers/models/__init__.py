"""What the office keeps in its three registers."""

from .document import DirectiveDocument, DocumentFile, Replacement
from .entry import Entry
from .event import Event, EventFile
from .exemplar import Exemplar, ExemplarStory
from .word import EntryWord

__all__ = [
    "DirectiveDocument",
    "DocumentFile",
    "Entry",
    "EntryWord",
    "Event",
    "EventFile",
    "Exemplar",
    "ExemplarStory",
    "Replacement",
]
