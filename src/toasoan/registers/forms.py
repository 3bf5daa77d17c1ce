"""The form of an entry: only what is the newsroom's own can be named."""

from typing import Any

from django import forms
from django.db import models
from wagtail.admin.forms import WagtailAdminModelForm

from toasoan.stories.ownership import names_foreign, pictures_of

from .fields import MONTH_FORMATS


class EntryForm(WagtailAdminModelForm):
    """An entry whose `instance` knows its newsroom."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = self.instance.organisation
        for name in ("column", "topics"):
            if name in self.fields:
                field: Any = self.fields[name]
                model = field.queryset.model
                field.queryset = model.objects.filter(organisation=self.organisation)
        if "picture" in self.fields:
            picture: Any = self.fields["picture"]
            picture.queryset = pictures_of(self.organisation)
        if "conference_month" in self.fields:
            month: Any = self.fields["conference_month"]
            month.input_formats = MONTH_FORMATS

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for formset in self.formsets.values():
            if formset.is_valid() and self._is_foreign(formset):
                words = forms.ModelChoiceField.default_error_messages["invalid_choice"]
                self.add_error(None, words)
        return cleaned

    def _is_foreign(self, formset: Any) -> bool:
        """Say whether a row names a file, a story or a document of another newsroom."""
        named = [
            value
            for row in formset.cleaned_data
            for name, value in row.items()
            if isinstance(value, models.Model) and name in ("file", "story", "replaced")
        ]
        owned = [one for one in named if hasattr(one, "organisation_id")]
        if any(one.organisation_id != self.organisation.pk for one in owned):
            return True
        references = ((type(one), one.pk) for one in named if one not in owned)
        return names_foreign(references, self.organisation)
