"""What is asked before a plan is checked and after it is confirmed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from toasoan.planning.reader import UnreadableDocument, read_document
from toasoan.planning.reader.documents import LIMIT
from toasoan.planning.reader.messages import refusal

from .checking.fields import DayInput


class DocumentForm(forms.Form):
    """The document of a plan: a file, or text that was pasted."""

    file = forms.FileField(
        label=_("File of the plan"),
        required=False,
        allow_empty_file=True,
        help_text=_("Word (.docx), LibreOffice (.odt) or plain text, up to 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.odt,.txt"}),
    )
    text = forms.CharField(
        label=_("… or paste its text here"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text")
        if not file and not text:
            raise ValidationError(_("Choose a file, or paste the text of the plan."))
        if file and text:
            raise ValidationError(
                _("Give either a file or pasted text, not both: empty one of them.")
            )
        try:
            cleaned["document"] = document_of(file, text or "")
        except UnreadableDocument as error:
            language = "en" if get_language() == "en" else "vi"
            self.add_error("file" if file else "text", refusal(error.code, language))
        return cleaned


def document_of(file: Any, text: str) -> str:
    """Return the text of an uploaded file, or of pasted text under the same limits.

    Raises UnreadableDocument. A file past the limit is not read into memory.
    """
    if file and file.size > LIMIT:
        raise UnreadableDocument("too_big")
    if file:
        return read_document(file.read(), file.name)
    return read_document(text.encode(), "")


class DoneForm(forms.Form):
    """A task is done: since when, and what proves it."""

    done_on = forms.DateField(label=_("Done on"), required=False, widget=DayInput)
    evidence = forms.CharField(
        label=_("Proof: a document, an address, a few words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
