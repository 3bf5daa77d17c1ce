"""The plan reader: a plan's document in, a `PlanDraft` out. Pure: it stores nothing."""

from toasoan.planning.reader.documents import read_document
from toasoan.planning.reader.draft import (
    AssignmentDraft,
    CadenceDraft,
    ChannelGroup,
    ColumnDraft,
    Finding,
    Funding,
    Heading,
    LegalBasis,
    Passage,
    PlanDraft,
    Recurring,
    Season,
    Signer,
)
from toasoan.planning.reader.json import as_json
from toasoan.planning.reader.lines import split_lines
from toasoan.planning.reader.read import read_plan
from toasoan.planning.reader.refusals import UnreadableDocument

__all__ = [
    "AssignmentDraft",
    "CadenceDraft",
    "ChannelGroup",
    "ColumnDraft",
    "Finding",
    "Funding",
    "Heading",
    "LegalBasis",
    "Passage",
    "PlanDraft",
    "Recurring",
    "Season",
    "Signer",
    "UnreadableDocument",
    "as_json",
    "read_document",
    "read_plan",
    "split_lines",
]
