"""The registers in the editor: lists, forms, choosers."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from . import filters, screens
from .models import DirectiveDocument, Event, Exemplar

PUBLIC = BooleanColumn("public", label=_("On the portal"))
CALLED_OFF = BooleanColumn("cancelled", label=_("Called off"))


class RegisterViewSet(ModelViewSet):
    """One register of the newsroom that is worked for."""

    index_view_class = screens.OwnIndex
    add_view_class = screens.OwnAdd
    edit_view_class = screens.OwnEdit
    delete_view_class = screens.OwnDelete
    inspect_view_class = screens.OwnInspect
    history_view_class = screens.OwnHistory
    usage_view_class = screens.OwnUsage
    inspect_view_enabled = True
    copy_view_enabled = False
    list_per_page = 50


class DocumentViewSet(RegisterViewSet):
    model = DirectiveDocument
    name = "register-documents"
    menu_label = pgettext_lazy("register", "Documents")
    icon = "doc-full"
    list_display = ["heading", "abstract", "issued_on", "issuer", PUBLIC]
    filterset_class = filters.DocumentFilters
    inspect_view_fields = [
        "kind",
        "number",
        "issued_on",
        "issuer",
        "level",
        "abstract",
        "signer",
        "effective_from",
        "effective_until",
        "column",
        "conference_month",
        "public",
    ]


class EventViewSet(RegisterViewSet):
    model = Event
    name = "register-events"
    menu_label = pgettext_lazy("register", "Calendar")
    icon = "date"
    list_display = ["title", "kind", "starts_at", "place", PUBLIC, CALLED_OFF]
    filterset_class = filters.EventFilters
    inspect_view_fields = [
        "title",
        "kind",
        "starts_at",
        "ends_at",
        "place",
        "audience",
        "agenda",
        "contact",
        "recurrence",
        "recurs_until",
        "column",
        "public",
        "cancelled",
    ]


class ExemplarViewSet(RegisterViewSet):
    model = Exemplar
    name = "register-exemplars"
    menu_label = pgettext_lazy("register", "Exemplars")
    icon = "pick"
    list_display = ["name", "kind", "area", "year", "consent", PUBLIC]
    filterset_class = filters.ExemplarFilters
    inspect_view_fields = [
        "name",
        "kind",
        "area",
        "year",
        "deed",
        "recognition",
        "consent",
        "public",
    ]


class Registers(ModelViewSetGroup):
    menu_label = _("Registers")
    menu_icon = "list-ul"
    menu_order = 120
    items = (DocumentViewSet, EventViewSet, ExemplarViewSet)

    def get_menu_item(self, order: int | None = None) -> Any:
        """Return the item under one name; Wagtail would take it from the label."""
        item = super().get_menu_item(order)
        item.name = "registers"
        return item


class DocumentChooser(ChooserViewSet):
    """Chooses a document of the newsroom's register."""

    model = DirectiveDocument
    icon = "doc-full"
    choose_one_text = _("Choose a document")
    choose_another_text = _("Choose another document")
    choose_view_class = screens.OwnChoose
    choose_results_view_class = screens.OwnChooseResults
    chosen_view_class = screens.OwnChosen
    chosen_multiple_view_class = screens.OwnChosenMultiple


def all_of_them() -> list[Any]:
    """Return what is registered with Wagtail."""
    return [Registers(), DocumentChooser("register-document-chooser")]
