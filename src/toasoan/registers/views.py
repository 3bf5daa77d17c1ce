"""From a sheet to the register: upload, dry run, confirm."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.organisations.models import Organisation
from toasoan.organisations.scope import require

from .actions import bring_in
from .policy import WRITERS
from .sheets.check import Fate, dry_run
from .sheets.empty import write_empty
from .sheets.forms import SheetForm as Columns
from .sheets.forms import form_of
from .sheets.table import Row, UnreadableSheet
from .upload import REFUSALS, SheetForm, packed, unpacked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INDEXES = {
    "directivedocument": "register-documents:index",
    "event": "register-events:index",
    "exemplar": "register-exemplars:index",
}
SHOWN = 500


@require_http_methods(["GET", "POST"])
def import_sheet(request: HttpRequest, register: str) -> HttpResponse:
    """Take a sheet, show what it would bring in, write it once it is confirmed."""
    organisation = require(request, *WRITERS)
    columns = _columns(register, organisation)
    if request.method == "POST" and "rows" in request.POST:
        return _confirmed(request, columns, organisation)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, columns, form=form)
    if not form.is_valid():
        return _page(request, columns, status=422, form=form)
    return _checked(request, columns, organisation, form.cleaned_data["file"])


def _checked(
    request: HttpRequest, columns: Columns, organisation: Organisation, table: list[Row]
) -> HttpResponse:
    try:
        run = dry_run(columns, table, organisation)
    except UnreadableSheet as error:
        refusal = REFUSALS[error.code]
        return _page(request, columns, status=422, form=SheetForm(), refusal=refusal)
    context: dict[str, Any] = {
        "run": run,
        "shown": run.rows[:SHOWN],
        "fates": [(fate, run.count(fate)) for fate in Fate],
        "rows": packed(table),
    }
    return _page(request, columns, **context)


def _confirmed(
    request: HttpRequest, columns: Columns, organisation: Organisation
) -> HttpResponse:
    try:
        table = unpacked(request.POST["rows"])
        run = bring_in(
            form=columns, table=table, organisation=organisation, by=request.user
        )
    except UnreadableSheet as error:
        refusal = REFUSALS[error.code]
        return _page(request, columns, status=422, form=SheetForm(), refusal=refusal)
    count = len(run.new)
    words = ngettext("%(count)d entry came in.", "%(count)d entries came in.", count)
    messages.success(request, words % {"count": count})
    return redirect(INDEXES[columns.name])


@require_safe
def empty_sheet(request: HttpRequest, register: str) -> HttpResponse:
    """Give the empty form of a register's sheet."""
    organisation = require(request, *WRITERS)
    columns = _columns(register, organisation)
    file = BytesIO()
    write_empty(columns, file)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{register}.xlsx"'
    return response


def _columns(register: str, organisation: Organisation) -> Columns:
    columns = form_of(register, organisation)
    if columns is None:
        raise Http404
    return columns


def _page(
    request: HttpRequest, columns: Columns, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {
        "register": columns.name,
        "index": INDEXES[columns.name],
        "title": _("Bring in a sheet"),
        "subtitle": capfirst(str(columns.model._meta.verbose_name_plural)),
    }
    return render(request, "registers/import.html", context, status=status)
