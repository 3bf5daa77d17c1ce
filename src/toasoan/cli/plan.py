"""`toasoan plan`: read a plan's document, write it into a newsroom."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from toasoan.organisations.models import Organisation
from toasoan.planning.actions import confirm_plan
from toasoan.planning.matching import propose
from toasoan.planning.models import Plan
from toasoan.planning.reader import (
    ColumnDraft,
    PlanDraft,
    UnreadableDocument,
    as_json,
    read_document,
    read_plan,
)

from .newsroom import organisation_option

DOCUMENT = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(help=_("Read a plan's document; bring it into a newsroom."))
def plan() -> None:
    pass


@plan.command(
    help=_("Print what is understood of a plan (.txt, .docx, .odt); nothing is saved.")
)
@click.argument("file", type=DOCUMENT)
@click.option("--json", "as_data", is_flag=True, help=_("Print it as JSON."))
def read(file: Path, as_data: bool) -> None:
    draft = read_plan(text_of(file))
    if as_data:
        data = as_json(draft, language())
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for line in summary(draft):
        click.echo(line)


@plan.command(
    "import",
    help=_(
        "Read a plan's document and confirm it as it is understood: columns and "
        "channels of the same name are used, others are opened. Look at it with "
        "`plan read` first; in the desk every value can be corrected before."
    ),
)
@click.argument("file", type=DOCUMENT)
@organisation_option()
@click.option(
    "--replaces",
    type=int,
    metavar="ID",
    help=_("Number of the plan that this one replaces."),
)
def import_(file: Path, organisation: Organisation, replaces: int | None) -> None:
    now = timezone.now()
    text = text_of(file)
    proposal = propose(
        read_plan(text),
        organisation,
        text=text,
        day=organisation.local_day(now),
        file_name=file.name,
    )
    try:
        made = confirm_plan(
            organisation=organisation,
            plan=proposal,
            by=None,
            now=now,
            replaces=replaced(organisation, replaces),
        )
    except ValidationError as error:
        raise click.ClickException("\n".join(error.messages)) from error
    click.echo(confirmed(made))


def replaced(organisation: Organisation, number: int | None) -> Plan | None:
    """Return the plan of `organisation` with that number; None for no number."""
    if number is None:
        return None
    found: Plan | None = Plan.objects.of(organisation).filter(pk=number).first()
    if found is None:
        raise click.ClickException(_("There is no such plan here."))
    return found


def confirmed(made: Plan) -> str:
    """Return what was made, in one line."""
    return _(
        "Plan %(number)s “%(title)s”: %(columns)s columns, %(cadences)s promises, "
        "%(assignments)s assignments, in force from %(since)s until %(until)s."
    ) % {
        "number": made.pk,
        "title": made.title,
        "columns": made.cadences.values("column").distinct().count(),
        "cadences": made.cadences.count(),
        "assignments": made.assignments.count(),
        "since": f"{made.valid_from:%d/%m/%Y}",
        "until": f"{made.valid_until:%d/%m/%Y}",
    }


def text_of(file: Path) -> str:
    """Return the text of a document; raises click.ClickException in plain words."""
    try:
        return read_document(file.read_bytes(), file.name)
    except UnreadableDocument as error:
        raise click.ClickException(error.message(language())) from error


def language() -> str:
    """Return the reader's language that is nearest to the one in use."""
    return "en" if (get_language() or "vi").startswith("en") else "vi"


def summary(draft: PlanDraft) -> Iterator[str]:
    """Say what was understood, with the lines it stands in."""
    heading = draft.document
    named = (heading.kind, heading.title)
    yield " ".join(part for part in named if part) or _("A plan without a title")
    yield _("  %(issuer)s · number %(number)s · %(day)s") % {
        "issuer": heading.issuer or "–",
        "number": f"{heading.number or ''}{heading.symbol or ''}" or "–",
        "day": day_of(heading.date),
    }
    for place, column in enumerate(draft.columns, 1):
        yield from column_summary(place, column)
    yield ""
    counts = (
        ngettext(
            "%(count)s legal basis", "%(count)s legal bases", len(draft.legal_bases)
        )
        % {"count": len(draft.legal_bases)},
        ngettext(
            "%(count)s assignment", "%(count)s assignments", len(draft.assignments)
        )
        % {"count": len(draft.assignments)},
        ngettext("%(count)s recipient", "%(count)s recipients", len(draft.recipients))
        % {"count": len(draft.recipients)},
    )
    yield ", ".join(counts)
    yield from remarks(draft)


def column_summary(place: int, column: ColumnDraft) -> Iterator[str]:
    """Say what a column promises, a line for each cadence."""
    topics = ngettext("%(count)s topic", "%(count)s topics", len(column.topics))
    yield ""
    yield f"{place}. {column.name} ({topics % {'count': len(column.topics)}})"
    for cadence in column.cadences:
        yield f"{cadence.line:>6}  {cadence.text}"


def remarks(draft: PlanDraft) -> Iterator[str]:
    """Say what a person should look at, and what could not be read."""
    signs = {"info": "·", "warning": "!", "error": "✗"}
    if draft.findings or draft.unread:
        yield ""
        yield _("To look at (line of the document first):")
    for finding in draft.findings:
        words = finding.message(language())
        yield f"{finding.line:>6} {signs[finding.severity]} {words}"
    for passage in draft.unread:
        yield f"{passage.line:>6} ? {passage.text}"


def day_of(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "–"
