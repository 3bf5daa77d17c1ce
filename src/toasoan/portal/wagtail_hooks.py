from typing import Any

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from wagtail import hooks

from toasoan.stories.models import ColumnPage

from .doors import may_read_file, may_read_page
from .old_links import moved_to
from .ranges import part_of


@hooks.register("before_serve_page", order=0)
def keep_page_back(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> None:
    if not may_read_page(request, page):
        raise Http404


@hooks.register("before_serve_page")
def lead_old_links_on(
    page: Any, request: HttpRequest, args: Any, kwargs: Any
) -> HttpResponsePermanentRedirect | None:
    address = moved_to(page, request.GET) if isinstance(page, ColumnPage) else ""
    return HttpResponsePermanentRedirect(address) if address else None


@hooks.register("before_serve_document", order=0)
def keep_file_back(document: Any, request: HttpRequest) -> None:
    if not may_read_file(request, document):
        raise Http404


@hooks.register("before_serve_document")
def send_part(document: Any, request: HttpRequest) -> Any:
    return part_of(document, request)
