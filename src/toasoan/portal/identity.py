"""Whose portal an address is."""

from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

from toasoan.stories.models import HomePage


def home_of(request: HttpRequest) -> HomePage | None:
    """Return the home page of the commune whose host was asked; read once.

    None for a host that is nobody's: Wagtail would answer with the default site, so
    with another commune's pages. The only newsroom of a machine answers to any name
    of it: a phone opens it by the number of the machine.
    """
    if not hasattr(request, "_home_page"):
        request._home_page = _find_home(request)  # type: ignore[attr-defined]
    home: HomePage | None = request._home_page  # type: ignore[attr-defined]
    return home


def _find_home(request: HttpRequest) -> HomePage | None:
    site = Site.find_for_request(request)
    host = split_domain_port(request.get_host())[0]
    if site is None:
        return None
    if site.hostname.lower() != host and HomePage.objects.count() > 1:
        return None
    return (
        HomePage.objects.live()
        .select_related("organisation")
        .filter(pk=site.root_page_id)
        .first()
    )
