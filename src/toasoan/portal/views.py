"""Public addresses that are not pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from .identity import home_of
from .newest import name_columns, open_columns
from .search import excerpt, find, marked


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search this portal's stories: `?q=` the words, `?trang=` the page of hits."""
    home = home_of(request)
    if home is None:
        raise Http404
    page = request.GET.get("trang", "1")
    found = find(
        home.organisation,
        request.GET.get("q", ""),
        now=timezone.now(),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
    )
    name_columns(found.stories, open_columns(home.organisation))
    hits = [
        {
            "story": story,
            "title": marked(story.title, found.question),
            "excerpt": marked(excerpt(story, found.question), found.question),
        }
        for story in found.stories
    ]
    return render(request, "portal/search.html", {"found": found, "hits": hits})
