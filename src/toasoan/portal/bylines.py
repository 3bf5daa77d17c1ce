"""Who made a story, as Vietnamese papers sign: "Tin, ảnh: …", "Bài: …"."""

from django.utils.translation import pgettext_lazy

from toasoan.stories.models import Credit, StoryPage

WORDS = {
    "tin": pgettext_lazy("byline", "News"),
    "bai": pgettext_lazy("byline", "Text"),
    "tai_lieu": pgettext_lazy("byline", "Compiled by"),
    "anh": pgettext_lazy("byline", "Captions"),
    "video": pgettext_lazy("byline", "Made by"),
}
WITH_PICTURES = {
    "tin": pgettext_lazy("byline", "News and pictures"),
    "bai": pgettext_lazy("byline", "Text and pictures"),
    "tai_lieu": pgettext_lazy("byline", "Compiled by, and pictures"),
    "anh": pgettext_lazy("byline", "Pictures and captions"),
    "video": pgettext_lazy("byline", "Made by, and pictures"),
}
OTHER_WORK = (
    (Credit.Role.PHOTOGRAPHER, pgettext_lazy("byline", "Pictures")),
    (Credit.Role.TRANSLATOR, pgettext_lazy("byline", "Translation")),
    (Credit.Role.EDITOR, pgettext_lazy("byline", "Editing")),
    (Credit.Role.VOICE, pgettext_lazy("byline", "Voice")),
)


def byline(story: StoryPage) -> list[tuple[str, str]]:
    """Return (kind of work, names) of `story`'s credits, words first.

    Whoever both wrote and photographed is named once for both.
    """
    names: dict[str, list[str]] = {}
    for credit in story.credits.all():
        names.setdefault(credit.role, []).append(credit.name)
    lines = []
    authors = names.pop(Credit.Role.AUTHOR, [])
    if authors and authors == names.get(Credit.Role.PHOTOGRAPHER):
        del names[Credit.Role.PHOTOGRAPHER]
        lines.append((str(WITH_PICTURES[story.genre]), ", ".join(authors)))
    elif authors:
        lines.append((str(WORDS[story.genre]), ", ".join(authors)))
    lines.extend(
        (str(label), ", ".join(names[role]))
        for role, label in OTHER_WORK
        if role in names
    )
    return lines
