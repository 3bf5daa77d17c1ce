"""What channels add to the story editor: versions per channel and previews."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel

from toasoan.stories import extensions
from toasoan.stories.models import StoryPage

from .adapters.limits import problems
from .forms import RenditionForm
from .messages import problem_text
from .models import Medium
from .spoken import duration_seconds, unknown_abbreviations
from .texts import compose, text_for

PREVIEWS = (
    (Medium.FACEBOOK, _("Facebook")),
    (Medium.ZALO, _("Zalo")),
    (Medium.LOUDSPEAKER, _("Loudspeaker script")),
)


class RenditionsPanel(InlinePanel):
    """A story's versions per channel; each row knows whose channels it may name."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {
            "form": RenditionForm,
            "inherit_kwargs": ["organisation"],
        }
        return options


def extend_story_editor() -> None:
    """Add the channels' panel and preview modes to the story editor; once."""
    if extensions.editor_panels:
        return
    extensions.add_editor_panel(
        RenditionsPanel(
            "renditions",
            heading=_("Which channels carry it, and in which words"),
            label=_("Channel"),
            panels=[
                FieldPanel("channel"),
                FieldPanel("wanted"),
                FieldPanel("text"),
            ],
        )
    )
    for medium, label in PREVIEWS:
        extensions.add_preview_mode(
            extensions.PreviewMode(
                name=medium.value, label=label, render=_renderer(medium)
            )
        )


def _renderer(medium: Medium) -> Any:
    def show(request: HttpRequest, story: StoryPage) -> HttpResponse:
        return preview(request, story, medium)

    return show


def preview(request: HttpRequest, story: StoryPage, medium: Medium) -> HttpResponse:
    """Show `story` as `medium` will carry it, with what would not fit."""
    words = _own_words(story, medium)
    item = compose(story, medium.value, own_words=words)
    context: dict[str, Any] = {
        "story": story,
        "item": item,
        "organisation": story.organisation,
        "cover": story.cover,
        "own_words": bool(words),
        "problems": [problem_text(problem) for problem in problems(item)],
    }
    if medium == Medium.LOUDSPEAKER:
        context["seconds"] = duration_seconds(item.text)
        context["unknown"] = unknown_abbreviations(text_for(story, Medium.OTHER))
    return render(request, f"channels/preview/{medium.value}.html", context)


def _own_words(story: StoryPage, medium: Medium) -> str:
    texts = (
        rendition.text.strip()
        for rendition in story.renditions.all()
        if rendition.channel_id and rendition.channel.medium == medium
    )
    return next((text for text in texts if text), "")
