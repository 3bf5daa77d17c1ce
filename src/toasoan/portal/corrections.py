"""What readers are told was wrong in a story."""

from toasoan.stories.models import Correction, StoryPage


def corrections_of(story: StoryPage) -> list[Correction]:
    """Return the corrections of `story`, oldest first; read once per story object."""
    if not hasattr(story, "_corrections"):
        story._corrections = list(story.corrections.all())
    known: list[Correction] = story._corrections
    return known
