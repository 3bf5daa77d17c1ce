"""`toasoan coverage`: promised against delivered, on the terminal or as a file."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from toasoan.organisations.models import Organisation
from toasoan.reports.figures import coverage_json
from toasoan.reports.workbook import write_coverage

from .newsroom import organisation_option

DAY = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])


@click.command(help=_("Print what a plan promised and what was delivered."))
@organisation_option()
@click.option("--from", "since", type=DAY, help=_("First day; 1 January by default."))
@click.option("--to", "until", type=DAY, help=_("Last day; today by default."))
@click.option("--json", "as_data", is_flag=True, help=_("Print it as JSON."))
@click.option(
    "--xlsx",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help=_("Write a workbook with the same figures into this file."),
)
def coverage(
    organisation: Organisation,
    since: datetime | None,
    until: datetime | None,
    as_data: bool,
    xlsx: Path | None,
) -> None:
    today = organisation.local_day(timezone.now())
    last = until.date() if until else today
    first = since.date() if since else date(last.year, 1, 1)
    if first > last:
        raise click.ClickException(_("The first day is after the last."))
    if xlsx:
        with xlsx.open("wb") as file:
            write_coverage(organisation, first, last, today, file)
    data = coverage_json(organisation, first, last, today)
    if as_data:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    elif xlsx:
        click.echo(_("Written: %(file)s") % {"file": xlsx})
    else:
        show(data)


def show(data: dict[str, Any]) -> None:
    """Print the sums of each column and channel as a table."""
    names = [
        f"{row['column']['name']} · {row['channel']['name']}" for row in data["rows"]
    ]
    width = max(map(len, names), default=0)
    heads = (
        pgettext("coverage", "promised"),
        pgettext("coverage", "delivered"),
        pgettext("coverage", "missed"),
    )
    first, last = (date.fromisoformat(data[end]) for end in ("from", "to"))
    click.echo(f"{data['organisation']['name']}, {first:%d/%m/%Y} – {last:%d/%m/%Y}")
    click.echo("  ".join([" " * width, *heads]))
    for name, row in zip(names, data["rows"], strict=True):
        figures = (row["total"][key] for key in ("promised", "delivered", "missed"))
        cells = (
            f"{figure:>{len(head)}}"
            for figure, head in zip(figures, heads, strict=True)
        )
        click.echo("  ".join([name.ljust(width), *cells]))
