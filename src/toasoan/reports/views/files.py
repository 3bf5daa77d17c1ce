"""Coverage as a file to take away."""

from tempfile import TemporaryFile

from django.http import FileResponse, HttpRequest
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from toasoan.core.text import slug
from toasoan.organisations.scope import require
from toasoan.reports.selection import selection_of
from toasoan.reports.workbook import write_coverage

from .page import today_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def workbook(request: HttpRequest) -> FileResponse:
    """Send the figures and the items behind them as an .xlsx file."""
    organisation = require(request)
    today = today_of(organisation)
    chosen = selection_of(request, organisation, today)
    file = TemporaryFile()  # noqa: SIM115, the response closes it
    write_coverage(
        organisation, chosen.since, chosen.until, today, file, plan=chosen.plan
    )
    file.seek(0)
    word = slug(pgettext("file name", "coverage"))
    name = f"{word}-{organisation.code}-{chosen.since}-{chosen.until}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
