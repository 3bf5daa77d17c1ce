"""Which posts go to the followers' phones."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from toasoan.channels.models import Delivery


class BroadcastForm(forms.Form):
    """One to `most` of `posts`; `key` tells a second tap from a second broadcast."""

    posts = forms.MultipleChoiceField(
        label=_("What is sent"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose what is sent."),
            "invalid_choice": _(
                "One of them cannot be read by the public any more. Choose again."
            ),
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self, *args: Any, posts: Sequence[Delivery], most: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {str(one.pk): one for one in posts}
        self.most = most
        field: Any = self.fields["posts"]
        field.choices = [(pk, _label(one)) for pk, one in self.by_pk.items()]

    def clean_posts(self) -> list[Delivery]:
        """Return the chosen posts, in the order of the list."""
        wanted = set(self.cleaned_data["posts"])
        if len(wanted) > self.most:
            raise forms.ValidationError(
                ngettext(
                    "At most %(most)s goes in one message.",
                    "At most %(most)s go in one message.",
                    self.most,
                )
                % {"most": self.most}
            )
        return [one for pk, one in self.by_pk.items() if pk in wanted]


def _label(post: Delivery) -> str:
    at = timezone.localtime(post.delivered_at)
    return f"{post.story.title} ({formats.date_format(at, 'H:i d/m')})"
