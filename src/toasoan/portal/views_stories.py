"""One story in other forms than its page, and the answers where none is any more."""

import re

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

from toasoan.stories.models import ColumnPage, StoryPage

from .embedding import absolute
from .identity import asked_home, home_of, site_of
from .newest import in_column, public_stories, shows_at
from .registers import was_taken_off
from .snapshots.collect import shows_until

STORY = re.compile(r"/([\w-]+)/([\w-]+)/(?:noi-dung\.html)?", re.ASCII)
BELOW_COLUMN = re.compile(r"/([\w-]+)(/.+)", re.ASCII)


@require_safe
def embedded(request: HttpRequest, column: str, story: str) -> HttpResponse:
    """Show a story as HTML that another portal can put into a page of its own."""
    home = asked_home(request)
    place = get_object_or_404(
        ColumnPage, organisation=home.organisation, slug=column, depth=home.depth + 1
    )
    stories = in_column(public_stories(home.organisation, timezone.now()), place)
    shown: StoryPage = get_object_or_404(stories, slug=story)
    if shown.expire_at:
        shows_until(shown.expire_at)
    context = {"page": shown, "home": home, "column": place}
    html = render_to_string("portal/embedded.html", context, request)
    return HttpResponse(absolute(html, site_of(home)))


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer where nothing is: moved, taken down (410), or never there (404).

    Wagtail sends those on whose page moved, once this has answered 404.
    """
    path = Redirect.normalise_path(request.path, decode_unicode=False)
    home = home_of(request)
    if home is None or get_redirect(request, path):
        return page_not_found(request, exception)
    if was_taken_off(home.organisation, request.path) or was_taken_down(request):
        return render(request, "410.html", status=410)
    address = moved_with_its_column(request)
    if address:
        return HttpResponsePermanentRedirect(address)
    return page_not_found(request, exception)


def was_taken_down(request: HttpRequest) -> bool:
    """Say whether a story stood at the address that is public no more."""
    place = STORY.fullmatch(request.path)
    home = home_of(request)
    if place is None or home is None:
        return False
    now = timezone.now()
    known = StoryPage.objects.filter(
        organisation=home.organisation, slug=place[2], first_published_at__isnull=False
    ).defer_streamfields()
    address = f"{home.url_path}{place[1]}/{place[2]}/"
    return any(
        story.url_path == address
        and not shows_at(story, now)
        and (story.embargo_until is None or story.embargo_until <= now)
        for story in known
    )


def moved_with_its_column(request: HttpRequest) -> str:
    """Return where a list of a renamed column is now, or nothing.

    Wagtail remembers the old addresses of pages, not those of our lists.
    """
    place = BELOW_COLUMN.fullmatch(request.path)
    old = get_redirect(request, f"/{place[1]}") if place else None
    page = old.redirect_page if isinstance(old, Redirect) else None
    home = home_of(request)
    if place is None or page is None or home is None or not page.is_child_of(home):
        return ""
    return f"/{page.slug}{place[2]}"
