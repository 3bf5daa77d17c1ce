"""The document as it is shown: numbered lines, each marked by what became of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toasoan.planning.reader import PlanDraft, split_lines


@dataclass(frozen=True)
class Remark:
    """A finding in words; `place` is its number in the list of findings."""

    place: int
    line: int
    severity: str
    message: str


@dataclass(frozen=True)
class DocumentLine:
    """One line of the document; `mark` is understood, unread or nothing."""

    number: int
    text: str
    mark: str
    remarks: tuple[Remark, ...]


def remarks_of(draft: PlanDraft, language: str) -> list[Remark]:
    """Return the findings of a draft in words, in the order of the document."""
    spoken = language if language == "en" else "vi"
    return [
        Remark(place, one.line, one.severity, one.message(spoken))
        for place, one in enumerate(draft.findings, 1)
    ]


def document_lines(
    text: str, draft: PlanDraft, remarks: Iterable[Remark]
) -> list[DocumentLine]:
    """Return the lines of `text` with what the reader made of each."""
    understood = set(understood_lines(draft))
    unread = {one.line for one in draft.unread}
    by_line: dict[int, list[Remark]] = {}
    for remark in remarks:
        by_line.setdefault(remark.line, []).append(remark)
    return [
        DocumentLine(
            number,
            line.strip(),
            _mark(number, understood, unread),
            tuple(by_line.get(number, ())),
        )
        for number, line in enumerate(split_lines(text), 1)
    ]


def _mark(number: int, understood: set[int], unread: set[int]) -> str:
    if number in unread:
        return "unread"
    return "understood" if number in understood else ""


def understood_lines(draft: PlanDraft) -> Iterator[int]:
    """Yield every line that some value of a draft came from."""
    yield from draft.document.lines.values()
    for one in (draft.funding, draft.signer):
        if one.line is not None:
            yield one.line
    for part in (draft.legal_bases, draft.aims, draft.assignments, draft.recipients):
        yield from (one.line for one in part)
    for column in draft.columns:
        yield column.line
        for values in (column.topics, column.forms, column.channels, column.cadences):
            yield from (one.line for one in values)
