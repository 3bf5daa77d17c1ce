"""What a feed says of an entry of a register."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from toasoan.registers.models import DirectiveDocument, Entry, Event, Exemplar

from .feeds import Item
from .registers import PLACES, address_of


def told_of(entry: Entry) -> Item:
    """Return what a feed says of `entry`, which stands on its portal."""
    title, text, kinds = _said(entry)
    return Item(
        name=f"{PLACES[type(entry)]}/{entry.pk}",
        address=address_of(entry),
        title=title,
        text=text,
        kinds=[kind for kind in kinds if kind],
        shown_at=entry.shown_at or entry.created_at,
        changed_at=entry.updated_at,
    )


def _said(entry: Entry) -> tuple[str, str, list[str]]:
    if isinstance(entry, DirectiveDocument):
        return _of_document(entry)
    return _of_event(entry) if isinstance(entry, Event) else _of_exemplar(entry)


def _of_document(one: DirectiveDocument) -> tuple[str, str, list[str]]:
    title = f"{one.heading}: {one.abstract}" if one.number else one.heading
    text = _("Issued by %(issuer)s on %(day)s.") % {
        "issuer": one.issuer,
        "day": f"{one.issued_on:%d/%m/%Y}",
    }
    return title, text, [str(one.get_kind_display())]


def _of_event(one: Event) -> tuple[str, str, list[str]]:
    begins = one.starts_at.astimezone(one.organisation.zone)
    title = f"{one.title}, {date_format(begins, 'H:i d/m/Y')}"
    if one.cancelled:
        title = f"{title} ({_('called off')})"
    rhythm = str(one.get_recurrence_display()) if one.recurrence else ""
    told = [rhythm, one.place, one.audience]
    return (
        title,
        " · ".join(part for part in told if part),
        [str(one.get_kind_display())],
    )


def _of_exemplar(one: Exemplar) -> tuple[str, str, list[str]]:
    return one.name, one.deed, [str(one.get_kind_display()), one.area]


def name_of(register: type[Entry]) -> str:
    """Return how the portal calls the list of `register`."""
    names = {
        DirectiveDocument: _("Directive documents"),
        Event: pgettext("register", "Calendar"),
        Exemplar: pgettext("register", "Exemplars"),
    }
    return names[register]
