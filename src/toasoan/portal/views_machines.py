"""What machines ask a portal for: robots.txt, the XML sitemaps, its colours."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from toasoan.registers.models import Entry

from . import addresses, archive, newest, theme
from .identity import asked_home, site_of
from .registers import PLACES, address_of, asked_list
from .snapshots.collect import shows_list

XML = "application/xml; charset=utf-8"
# What one sitemap may hold (sitemaps.org/protocol.html).
MOST = 50_000


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let every machine read all but the desk and the endless search."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /tim-kiem/",
        f"Sitemap: {site_of(asked_home(request))}/sitemap.xml",
    ]
    return HttpResponse(
        "\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"
    )


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the sitemaps: of the lists, of each register, of each month of stories."""
    home = asked_home(request)
    for column in newest.columns_of(home):
        shows_list(f"column:{column.pk}")
    stories = newest.public_stories(home.organisation, timezone.now())
    months = archive.months_with(stories, home.organisation)
    context = {
        "site": site_of(home),
        "registers": PLACES.values(),
        "months": months,
    }
    return render(request, "portal/sitemap.xml", context, content_type=XML)


@require_safe
def sitemap_of_lists(request: HttpRequest) -> HttpResponse:
    """List the front page, columns with archives and topics, and what is about us."""
    home = asked_home(request)
    columns = [one for one in newest.columns_of(home) if one.live]
    topics = newest.topics_by_column(home)
    places = [
        "/",
        *(addresses.column_address(column) for column in columns),
        *(addresses.archive_address(column) for column in columns),
        *(
            addresses.topic_address(topic, column)
            for column in columns
            for topic in topics.get(column.pk, ())
        ),
        *(f"/{slug}/" for slug in addresses.ABOUT),
    ]
    context = {"site": site_of(home), "places": places}
    return render(request, "portal/sitemap_urls.xml", context, content_type=XML)


@require_safe
def sitemap_of_month(request: HttpRequest, month: date) -> HttpResponse:
    """List the stories of one month, and this month of each column that has any."""
    home = asked_home(request)
    columns = newest.columns_of(home)
    for column in columns:
        shows_list(f"month:{column.pk}:{month:%Y-%m}")
    found = archive.within(
        newest.for_titles(
            newest.public_stories(home.organisation, timezone.now())
        ).order_by("listed_at", "pk"),
        month,
        home.organisation.zone,
    )
    stories = newest.placed(found, columns)
    if not stories:
        raise Http404
    filled = {story.column_id for story in stories}
    context = {
        "site": site_of(home),
        "places": [
            addresses.month_address(column, month)
            for column in columns
            if column.live and column.pk in filled
        ],
        "stories": stories,
    }
    return render(request, "portal/sitemap_urls.xml", context, content_type=XML)


@require_safe
def sitemap_of_register(request: HttpRequest, register: type[Entry]) -> HttpResponse:
    """List one register: its first page, and each entry, the newest first."""
    home = asked_list(request, register)
    entries = register.objects.public_of(home.organisation).defer("search_text")
    found = list(entries.order_by("-shown_at", "-pk")[: MOST - 1])
    for one in found:
        one.address = address_of(one)
    context = {
        "site": site_of(home),
        "places": [f"/{PLACES[register]}/"],
        "entries": found,
    }
    return render(request, "portal/sitemap_urls.xml", context, content_type=XML)


@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """Answer with the commune's own colours, as a style sheet."""
    sheet = theme.style_sheet(asked_home(request))
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")
