"""By what the lists of the registers are narrowed."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from toasoan.stories.models import ColumnPage

from .models import DirectiveDocument, Event, Exemplar


class OwnFilters(WagtailFilterSet):
    """Filters whose choices are the newsroom's own."""

    def own(self) -> Any:
        """Return the entries of the newsroom that is worked for."""
        organisation = self.request.organisation
        return self._meta.model.objects.filter(organisation=organisation.pk)


def own_columns(request: Any) -> Any:
    """Return the columns of the newsroom that is worked for."""
    return ColumnPage.objects.filter(organisation=request.organisation.pk)


def years_of(field: str) -> Callable[[Any], list[tuple[int, str]]]:
    """Return what reads the years that entries have in `field`, latest first."""

    def years(filters: OwnFilters) -> list[tuple[int, str]]:
        found = filters.own().order_by().annotate(in_year=ExtractYear(field))
        pks = found.values_list("in_year", flat=True).distinct()
        return [(year, str(year)) for year in sorted(set(pks), reverse=True)]

    return years


class DocumentFilters(OwnFilters):
    issuer = django_filters.ChoiceFilter(label=_("issued by"))
    issued_on__year = django_filters.ChoiceFilter(
        label=_("year"), field_name="issued_on", lookup_expr="year"
    )
    in_force = django_filters.ChoiceFilter(
        label=_("validity"),
        choices=[
            ("yes", pgettext_lazy("validity", "in force")),
            ("no", pgettext_lazy("validity", "not in force")),
        ],
        method="by_validity",
    )
    column = django_filters.ModelChoiceFilter(label=_("column"), queryset=own_columns)

    class Meta:
        model = DirectiveDocument
        fields = ["kind", "level", "public"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issuers = self.own().order_by("issuer").values_list("issuer", flat=True)
        self.filters["issuer"].extra["choices"] = [
            (name, name) for name in issuers.distinct()
        ]
        self.filters["issued_on__year"].extra["choices"] = years_of("issued_on")(self)

    def by_validity(self, queryset: Any, name: str, value: str) -> Any:
        today = self.request.organisation.local_day(timezone.now())
        valid = self.own().valid_on(today).order_by().values("pk")
        if value == "yes":
            return queryset.filter(pk__in=valid)
        return queryset.exclude(pk__in=valid)


class EventFilters(OwnFilters):
    starts_at__year = django_filters.ChoiceFilter(
        label=_("year"), field_name="starts_at", lookup_expr="year"
    )
    column = django_filters.ModelChoiceFilter(label=_("column"), queryset=own_columns)

    class Meta:
        model = Event
        fields = ["kind", "public", "cancelled"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["starts_at__year"].extra["choices"] = years_of("starts_at")(self)


class ExemplarFilters(OwnFilters):
    year = django_filters.ChoiceFilter(label=_("year"))

    class Meta:
        model = Exemplar
        fields = ["kind", "consent", "public"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self.own().order_by("-year").values_list("year", flat=True)
        self.filters["year"].extra["choices"] = [
            (year, str(year)) for year in found.distinct()
        ]
