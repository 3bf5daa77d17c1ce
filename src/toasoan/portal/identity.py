"""Whose portal an address is."""

from copy import copy
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.http.request import split_domain_port
from django.shortcuts import get_object_or_404
from wagtail.models import Page, Site

from toasoan.stories.models import ColumnPage, HomePage

from .models import Edition
from .newest import columns_of
from .snapshots.collect import is_collecting


@dataclass(frozen=True)
class Known:
    """Who answers at a host, as read when `edition` was the newest of the newsroom."""

    organisation: int
    edition: int | None = None
    site: Site | None = None
    home: HomePage | None = None


# By host and port. Whatever changes a home page counts the edition of its newsroom up.
KNOWN: dict[str, Known] = {}
MOST_KNOWN = 1000


def home_of(request: HttpRequest) -> HomePage | None:
    """Return the home page of the commune whose host was asked; read once.

    None for a host that is nobody's: Wagtail would answer with the default site, so
    with another commune's pages. The only newsroom of a machine answers to any name
    of it: a phone opens it by the number of the machine.
    """
    if not hasattr(request, "_home_page"):
        # What a snapshot shows is noted as it is read.
        found = _find_home(request) if is_collecting() else _known_home(request)
        request._home_page = found  # type: ignore[attr-defined]
    home: HomePage | None = request._home_page  # type: ignore[attr-defined]
    return home


def edition_of(request: HttpRequest) -> int | None:
    """Return the edition of the portal that was asked, read before anything of it.

    None while it is not known.
    """
    home_of(request)
    edition: int | None = getattr(request, "_edition", None)
    return edition


def _known_home(request: HttpRequest) -> HomePage | None:
    """Return the home page as it was read last, or read anew if anything changed."""
    host = request.get_host()
    known = KNOWN.get(host)
    edition = Edition.number_of(known.organisation) if known else None
    request._edition = edition  # type: ignore[attr-defined]
    if known and known.home and known.edition == edition:
        return _set_out(request, copy(known.site), copy(known.home))
    # Another process may have given the site another host since.
    Site.clear_site_root_paths_cache()
    home = _find_home(request)
    if not home or not known or home.organisation_id != known.organisation:
        request._edition = edition = None  # type: ignore[attr-defined]
    site = Site.find_for_request(request)
    if home and site and site.hostname.lower() == split_domain_port(host)[0]:
        if len(KNOWN) >= MOST_KNOWN:
            KNOWN.clear()
        columns_of(home)
        KNOWN[host] = (
            Known(home.organisation_id)
            if edition is None
            else Known(home.organisation_id, edition, copy(site), copy(home))
        )
    return home


def _set_out(request: HttpRequest, site: Site | None, home: HomePage) -> HomePage:
    """Let Wagtail's way to a page begin at `home`: it need not read it again."""
    if site:
        site.root_page = home
    request._wagtail_site = site  # type: ignore[attr-defined]
    return home


def _find_home(request: HttpRequest) -> HomePage | None:
    site = Site.find_for_request(request)
    host = split_domain_port(request.get_host())[0]
    if site is None:
        return None
    if site.hostname.lower() != host and HomePage.objects.count() > 1:
        return None
    homes = HomePage.objects.live().select_related("organisation", "logo", "banner")
    home: HomePage | None = homes.filter(pk=site.root_page_id).order_by().first()
    return _set_out(request, site, home) if home else None


def asked_home(request: HttpRequest) -> HomePage:
    """Return the home page of the portal that was asked. Raises Http404."""
    home = home_of(request)
    if home is None:
        raise Http404
    return home


def open_column(request: HttpRequest, slug: str) -> ColumnPage:
    """Return the column `slug` of the portal that was asked. Raises Http404."""
    home = asked_home(request)
    column: ColumnPage = get_object_or_404(
        ColumnPage.objects.live(), organisation=home.organisation, slug=slug
    )
    column.organisation = home.organisation
    return column


def site_of(home: HomePage) -> str:
    """Return how the addresses of a portal begin: scheme and host, no stroke."""
    return whole_address(home).rstrip("/")


def whole_address(page: Page) -> str:
    """Return the address of `page` with its site; asked of Wagtail once."""
    if not hasattr(page, "_whole_address"):
        page._whole_address = str(page.full_url)
    known: str = page._whole_address
    return known
