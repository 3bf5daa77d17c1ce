"""Search of all that the portal shows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from toasoan.organisations.models import Organisation
from toasoan.registers.models import DirectiveDocument, Event

from .feeds_registers import name_of
from .identity import asked_home
from .newest import columns_of, placed
from .registers import PLACES, asked_page
from .search import A_PAGE, LAST_PAGE, Found, excerpt, find, marked, part_with, within
from .search_registers import Hits, best, search_registers, text_of
from .views_calendar import times_from
from .views_registers import with_validity

STORIES = "tin-bai"
KINDS = (STORIES, *PLACES.values())
AT_FIRST = 3


@dataclass(frozen=True, kw_only=True)
class Group:
    """What one register holds of a question, as it is shown."""

    name: str
    hits: Hits
    rows: list[dict[str, Any]]
    exact: bool


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search this portal: `?q=` the words, `?loai=` of what, `?trang=` the page.

    Without `?loai=`, stories and the first few of each register.
    """
    home = asked_home(request)
    kind = request.GET.get("loai", "")
    kind = kind if kind in KINDS else ""
    page = within(asked_page(request))
    found = find(
        home.organisation,
        request.GET.get("q", ""),
        now=timezone.now(),
        page=page,
        listed=kind in ("", STORIES),
    )
    registers = search_registers(home.organisation, found.question)
    groups = _groups(home.organisation, registers, found.question, kind, page)
    chosen = next((one for one in registers if one.place == kind), None)
    context = {
        "found": found,
        "hits": _stories(home, found),
        "kind": kind,
        "page": page,
        "kinds": _kinds(found, registers),
        "total": found.total + sum(one.total for one in registers),
        "before": [group for group in groups if group.exact or kind],
        "after": [group for group in groups if not group.exact and not kind],
        "grouped": bool(groups) and not kind,
        "more": _more(chosen, page) if chosen else found.more and (kind or not groups),
    }
    return render(request, "portal/search.html", context)


def _more(chosen: Hits, page: int) -> bool:
    return chosen.total > page * A_PAGE and page < LAST_PAGE


def _stories(home: Any, found: Found) -> list[dict[str, Any]]:
    return [
        {
            "story": story,
            "title": marked(story.title, found.question),
            "excerpt": marked(excerpt(story, found.question), found.question),
        }
        for story in placed(found.stories, columns_of(home))
    ]


def _kinds(found: Found, registers: list[Hits]) -> list[tuple[str, str, int]]:
    """Return what there is to choose from: (value, name, how many)."""
    kinds = [(one.place, name_of(one.register), one.total) for one in registers]
    return [kind for kind in ((STORIES, "", found.total), *kinds) if kind[2]]


def _groups(
    organisation: Organisation, registers: list[Hits], asked: str, kind: str, page: int
) -> list[Group]:
    """Return the registers to show: of `kind`, or the first of each on page 1."""
    if not kind and page > 1:
        return []
    start, count = ((page - 1) * A_PAGE, A_PAGE) if kind else (0, AT_FIRST)
    shown = [one for one in registers if one.total and kind in ("", one.place)]
    return [_group(organisation, one, asked, start, count) for one in shown]


def _group(
    organisation: Organisation, hits: Hits, asked: str, start: int, count: int
) -> Group:
    entries, exact = best(hits, organisation, asked, start=start, count=count)
    now = timezone.now()
    if hits.register is DirectiveDocument:
        with_validity(entries, organisation.local_day(now), organisation)
    elif hits.register is Event:
        for one in entries:
            # Over: when it was.
            one.time = next(iter(times_from(one, now)), one)
    rows = [
        {
            "entry": one,
            "title": marked(one.heading, asked),
            "text": marked(part_with([text_of(one)], asked), asked),
        }
        for one in entries
    ]
    return Group(name=name_of(hits.register), hits=hits, rows=rows, exact=exact)
