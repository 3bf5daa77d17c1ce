"""A draft as plain data, in the shape that docs/plan-json.md promises."""

from typing import Any

from toasoan.planning.reader.draft import (
    AssignmentDraft,
    CadenceDraft,
    ChannelGroup,
    ColumnDraft,
    Finding,
    Heading,
    LegalBasis,
    Passage,
    PlanDraft,
    Signer,
)

Json = dict[str, Any]


def as_json(draft: PlanDraft, language: str = "vi") -> Json:
    """Return a draft as JSON data; findings speak `language` ("vi" or "en")."""
    return {
        "document": document(draft.document),
        "legal_bases": [legal_basis(one) for one in draft.legal_bases],
        "aims": [passage(one) for one in draft.aims],
        "columns": [column(one) for one in draft.columns],
        "funding": {
            "amount": draft.funding.amount,
            "bases": [*draft.funding.bases],
        },
        "assignments": [assignment(one) for one in draft.assignments],
        "recipients": [one.text for one in draft.recipients],
        "signer": signer(draft.signer),
        "findings": [finding(one, language) for one in draft.findings],
        "unread": [passage(one) for one in draft.unread],
    }


def document(heading: Heading) -> Json:
    """Return the head."""
    return {
        "number": heading.number,
        "symbol": heading.symbol,
        "date": heading.date.isoformat() if heading.date else None,
        "place": heading.place,
        "issuer": heading.issuer,
        "kind": heading.kind,
        "title": heading.title,
        "year": heading.year,
    }


def legal_basis(basis: LegalBasis) -> Json:
    """Return a cited document."""
    return {
        "kind": basis.kind,
        "number": basis.number,
        "date": basis.date.isoformat() if basis.date else None,
        "issuer": basis.issuer,
        "title": basis.title,
        "line": basis.line,
    }


def passage(one: Passage) -> Json:
    """Return a piece of text with its line."""
    return {"text": one.text, "line": one.line}


def column(one: ColumnDraft) -> Json:
    """Return a column; topics and forms are bare texts here."""
    return {
        "name": one.name,
        "line": one.line,
        "topics": [topic.text for topic in one.topics],
        "forms": [form.text for form in one.forms],
        "channels": [channel(group) for group in one.channels],
        "cadences": [cadence(promise) for promise in one.cadences],
    }


def channel(group: ChannelGroup) -> Json:
    """Return a channel group."""
    return {
        "kind": group.kind,
        "whose": [*group.whose],
        "name": group.name,
        "line": group.line,
    }


def cadence(one: CadenceDraft) -> Json:
    """Return a cadence."""
    season = one.season
    return {
        "channel": channel(one.channel) if one.channel else None,
        "period": one.period,
        "count": one.count,
        "every": one.every,
        "unit": one.unit,
        "weekdays": [*one.weekdays],
        "season": season
        and {"from_month": season.from_month, "to_month": season.to_month},
        "times": [f"{moment:%H:%M}" for moment in one.times],
        "conditional": one.conditional,
        "text": one.text,
        "line": one.line,
    }


def assignment(one: AssignmentDraft) -> Json:
    """Return a task."""
    again = one.recurring
    return {
        "unit": one.unit,
        "role": one.role,
        "task": one.task,
        "deadline": one.deadline.isoformat() if one.deadline else None,
        "recurring": again and {"period": again.period, "day": again.day},
        "line": one.line,
    }


def signer(one: Signer) -> Json:
    """Return who signed."""
    return {"on_behalf_of": one.on_behalf_of, "role": one.role, "name": one.name}


def finding(one: Finding, language: str) -> Json:
    """Return a finding in words."""
    return {
        "line": one.line,
        "code": one.code,
        "severity": one.severity,
        "message": one.message(language),
    }
