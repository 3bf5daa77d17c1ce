"""What a correction changes in a published story, word by word."""

from typing import Any

from django.http import HttpRequest

from toasoan.stories.models import StoryPage


def changes(request: HttpRequest, live: StoryPage, wanted: StoryPage) -> list[Any]:
    """Return Wagtail's comparisons of the fields that differ, `live` against `wanted`.

    Each knows `field_label` and `htmldiff`; a list of rows (credits, channels)
    instead has `get_child_comparisons` and says `is_child_relation`.
    """
    panel = live.get_edit_handler().get_bound_panel(
        instance=live, request=request, form=None
    )
    compared = (compare(live, wanted) for compare in panel.get_comparison())
    return [one for one in compared if one.has_changed()]
