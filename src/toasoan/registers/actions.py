"""Bring a checked sheet into a register."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from toasoan.organisations.models import Organisation

from .sheets.check import DryRun, dry_run
from .sheets.forms import SheetForm
from .sheets.table import Row
from .signals import entries_brought_in


@transaction.atomic
def bring_in(
    *, form: SheetForm, table: list[Row], organisation: Organisation, by: Any
) -> DryRun:
    """Write what is new in `table` and return the run that was carried out.

    The sheet is checked again here, so that nothing is made twice: rows that are there
    by now are left as they are, wrong rows are left out. All or nothing. Raises
    UnreadableSheet.
    """
    # Two people may confirm the same sheet: the second waits, and finds it all there.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    run = dry_run(form, table, organisation)
    for entry in run.new:
        entry.in_bulk = True
        entry.save()
        log(entry, "registers.entry.import", user=by)
    for register in {type(entry) for entry in run.new}:
        entries_brought_in.send(register, organisation=organisation, entries=run.new)
    return run
