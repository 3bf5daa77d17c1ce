from typing import Any

from django.http import Http404, HttpRequest
from wagtail import hooks

from .doors import may_read_file, may_read_page


@hooks.register("before_serve_page")
def keep_page_back(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> None:
    if not may_read_page(request, page):
        raise Http404


@hooks.register("before_serve_document")
def keep_file_back(document: Any, request: HttpRequest) -> None:
    if not may_read_file(request, document):
        raise Http404
