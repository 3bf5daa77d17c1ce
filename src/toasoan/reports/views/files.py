"""Coverage as a file to take away."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import translation
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from toasoan.core.text import slug
from toasoan.organisations.models import Organisation
from toasoan.organisations.scope import require
from toasoan.reports.selection import selection_of
from toasoan.reports.workbook import coverage_book

from .page import today_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def workbook(request: HttpRequest) -> StreamingHttpResponse:
    """Send the figures and the items behind them as an .xlsx file."""
    organisation = require(request)
    today = today_of(organisation)
    chosen = selection_of(request, organisation, today)
    book = coverage_book(
        organisation, chosen.since, chosen.until, today, plan=chosen.plan
    )
    word = pgettext("file name", "coverage")
    return sent(book, word, organisation, chosen.since, chosen.until)


def sent(
    book: Iterator[bytes],
    word: str,
    organisation: Organisation,
    since: date,
    until: date,
) -> StreamingHttpResponse:
    """Send `book` while it is made: the browser shows how far it is.

    docs/decisions/0010-files-made-while-sent.md says why there is no waiting room.
    """
    name = f"{slug(word)}-{organisation.code}-{since}-{until}.xlsx"
    pieces = speaking(book, translation.get_language())
    response = StreamingHttpResponse(pieces, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def speaking(book: Iterator[bytes], language: str) -> Iterator[bytes]:
    """Make each piece in the `language` of who asked: it comes after the view."""
    while True:
        with translation.override(language):
            piece = next(book, None)
        if piece is None:
            return
        yield piece
