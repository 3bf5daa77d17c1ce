"""How often stories were read: by day or month, by column, by story."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from toasoan.channels.models import StoryViews
from toasoan.organisations.models import Organisation
from toasoan.organisations.scope import require
from toasoan.reports.reading import Asked, Line, asked_by, named, reading_of
from toasoan.reports.reading_book import reading_book

from .files import sent
from .page import screen, today_of

PAGE = 50


@require_GET
def readers(request: HttpRequest) -> HttpResponse:
    """Show the views of the days asked for; each number opens what it adds up."""
    organisation = require(request)
    today = today_of(organisation)
    asked = asked_by(request, organisation, today)
    reading = reading_of(asked)
    page = Paginator(reading.stories, PAGE).get_page(request.GET.get("page", "1"))
    context = {
        "asked": asked,
        "reading": reading,
        "spans": [(_head(asked, line), line) for line in reading.spans],
        "page": page,
        "stories": named(list(page.object_list), organisation),
        "years": _years(organisation, asked, today),
        "selection": asked,
    }
    title = asked.story.title if asked.story else _("Readers")
    above = [(_("Readers"), reverse("readers:readers"))] if asked.story else []
    return screen(request, "readers", context, title, *above)


def _head(asked: Asked, line: Line) -> str:
    """Return how a day or a month stands at the head of its line."""
    return date_format(line.about.starts_on, "D d/m" if asked.by == "day" else "m/Y")


def _years(organisation: Organisation, asked: Asked, today: date) -> range:
    """Return the years there can be views of."""
    views = StoryViews.objects.of(organisation)
    first: Any = views.aggregate(day=Min("read_on"))["day"]
    known = [today.year, asked.since.year, *([first.year] if first else [])]
    return range(min(known), max(known) + 1)


@require_GET
def workbook(request: HttpRequest) -> StreamingHttpResponse:
    """Send the sums and the days behind them as an .xlsx file."""
    organisation = require(request)
    asked = asked_by(request, organisation, today_of(organisation))
    word = pgettext("file name", "readers")
    return sent(reading_book(asked), word, organisation, asked.since, asked.until)
