"""`toasoan doctor`: look at everything a newsroom needs and say what to do."""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict

import click
from django.utils.translation import gettext as _

from .ailments import data, machine, work
from .ailments.finding import Finding, Level

SIGNS = {Level.OK: "✓", Level.WARN: "!", Level.FAIL: "✗"}
CHECKS: tuple[Callable[[], Finding], ...] = (
    machine.settings_are_safe,
    machine.folders_are_writable,
    machine.disk_has_room,
    machine.time_zones_are_known,
    machine.fonts_know_vietnamese,
    machine.catalogues_are_compiled,
    data.database_answers,
    data.database_is_up_to_date,
    data.database_survives_a_crash,
    work.worker_is_alive,
    work.clock_is_right,
    work.deliveries_are_settled,
    work.channels_are_connected,
)


@click.command(help=_("Check this installation and say what to do."))
@click.option("--json", "as_data", is_flag=True, help=_("Print it as JSON."))
def doctor(as_data: bool) -> None:
    findings = [look(check) for check in CHECKS]
    if as_data:
        rows = [asdict(finding) for finding in findings]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            click.echo(line(finding))
    if any(finding.level is Level.FAIL for finding in findings):
        sys.exit(1)


def look(check: Callable[[], Finding]) -> Finding:
    """Return what `check` finds; one that cannot be made is a finding too."""
    try:
        return check()
    except Exception as error:  # noqa: BLE001 - a doctor says what is wrong, whatever it is
        name = check.__name__.replace("_", " ")
        return Finding(
            name, Level.FAIL, repr(error), _("Mend what stands above first.")
        )


def line(finding: Finding) -> str:
    words = f"{SIGNS[finding.level]} {finding.name}: {finding.found}"
    return f"{words}\n    → {finding.to_do}" if finding.to_do else words
