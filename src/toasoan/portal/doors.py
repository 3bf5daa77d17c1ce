"""What the public may open by its address: nothing before its hour, nothing foreign."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from toasoan.registers.public import shows_file
from toasoan.stories.models import StoryPage

from .identity import home_of
from .newest import public_stories, shows_at
from .snapshots.collect import shows_until


def may_read_page(request: HttpRequest, page: Page) -> bool:
    """Say whether a live `page` may be shown now at the host that was asked."""
    home = home_of(request)
    if home is None or not page.path.startswith(home.path):
        return False
    if not isinstance(page, StoryPage):
        return True
    if page.expire_at:
        shows_until(page.expire_at)
    return shows_at(page, timezone.now())


def may_read_file(request: HttpRequest, document: Any) -> bool:
    """Say whether `document` may be opened: a public page of this host shows it.

    Pages are stories, sections, and public entries of the registers.
    Signed-in staff see what the newsroom's doors let them see.
    """
    if request.user.is_authenticated:
        return True
    home = home_of(request)
    if home is None:
        return False
    pages = [int(pk) for pk in _pages_with(document)]
    stories = public_stories(home.organisation, timezone.now())
    sections = Page.objects.live().descendant_of(home, inclusive=True)
    return bool(
        stories.filter(pk__in=pages).exists()
        or sections.not_type(StoryPage).filter(pk__in=pages).exists()
        or shows_file(home.organisation, document)
    )


def _pages_with(document: Any) -> Any:
    return ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(type(document)),
        to_object_id=str(document.pk),
    ).values_list("object_id", flat=True)
