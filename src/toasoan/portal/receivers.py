"""What changes on the public side is noted, so that its pages are rendered anew."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_init,
    post_save,
    pre_delete,
    pre_save,
)
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from toasoan.channels.models import Channel
from toasoan.organisations.models import Organisation
from toasoan.registers.models import (
    DirectiveDocument,
    DocumentFile,
    Event,
    EventFile,
    Exemplar,
    ExemplarStory,
    Replacement,
)
from toasoan.registers.signals import entries_brought_in
from toasoan.stories.models import (
    ColumnPage,
    File,
    HomePage,
    Picture,
    StoryPage,
    Topic,
)
from toasoan.stories.ownership import organisation_of_folder
from toasoan.stories.signals import stories_brought_over

from .addresses import topic_address
from .models import Edition
from .registers import PLACES, address_of
from .snapshots import keep
from .snapshots.collect import shows_object, tag_of
from .snapshots.rounds import wake
from .snapshots.tags import addresses_of, lists_of

REGISTERS: tuple[type[Any], ...] = (DirectiveDocument, Event, Exemplar)
# Rows of an entry, and the name of the field that holds the entry.
ROWS: dict[type[Any], str] = {
    DocumentFile: "document",
    EventFile: "event",
    ExemplarStory: "exemplar",
}
SHOWN: tuple[type[Any], ...] = (
    Channel,
    StoryPage,
    ColumnPage,
    HomePage,
    Picture,
    File,
    Topic,
    Organisation,
)


def changed(organisation_id: int, tags: Iterable[str], new: Iterable[str] = ()) -> None:
    keep.changed(organisation_id, tags, new)
    transaction.on_commit(wake, robust=True)


def story_changed(sender: Any, instance: StoryPage, **kwargs: Any) -> None:
    """A story went up, was corrected or came down."""
    tags = [tag_of(instance), *lists_of(instance)]
    new = addresses_of(instance) if instance.live else ()
    changed(instance.organisation_id, tags, new)


def house_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """What stands on every page has changed: columns, the commune."""
    _all_changed(instance.organisation_id)


def page_moved(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A story stands in another column, a column in another place of the menu."""
    page = instance.specific
    house_changed(sender, page)
    if isinstance(page, StoryPage) and page.live:
        changed(page.organisation_id, [], addresses_of(page))


def column_came(
    sender: Any, instance: ColumnPage, created: bool, **kwargs: Any
) -> None:
    """A column that a plan opens is public from the start, without publishing."""
    if created and instance.live:
        house_changed(sender, instance)


def old_site_came(
    sender: Any, organisation: Organisation, stories: list[StoryPage], **kwargs: Any
) -> None:
    """Stories of an old site are public from the start, among those that are here."""
    _all_changed(organisation.pk)
    changed(
        organisation.pk,
        (),
        [address for story in stories for address in addresses_of(story)],
    )


def name_changed(sender: Any, instance: Organisation, **kwargs: Any) -> None:
    """A commune is called otherwise, or one of its units: their channels say so."""
    body: Organisation | None = instance
    while body is not None:
        if Edition.objects.filter(organisation=body).exists():
            _all_changed(body.pk)
        body = body.parent


def site_changed(sender: Any, instance: Site, **kwargs: Any) -> None:
    """A portal stands at another address; its old one shows nothing more."""
    keep.count_all_up()
    home = HomePage.objects.filter(pk=instance.root_page_id).first()
    if home:
        _all_changed(home.organisation_id)
    transaction.on_commit(keep.leave_hosts, robust=True)


def readers_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """Who may read a page, and what stands below it, has changed."""
    page = Page.objects.filter(pk=instance.page_id).specific().first()
    organisation_id = getattr(page, "organisation_id", None)
    if organisation_id:
        _all_changed(organisation_id)


def _all_changed(organisation_id: int) -> None:
    keep.all_changed(organisation_id)
    transaction.on_commit(wake, robust=True)


def object_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A picture or a file that pages show."""
    organisation_id = organisation_of_folder(instance.collection)
    if organisation_id:
        changed(organisation_id, [tag_of(instance)])


def topic_changed(
    sender: Any, instance: Topic, created: bool = False, **kwargs: Any
) -> None:
    """A topic of a column; a new one is on no page yet, but all lists want it."""
    if not created:
        changed(instance.organisation_id, [tag_of(instance)])
        return
    new = [topic_address(instance, instance.column)] if instance.column.live else ()
    lists = ["list:topics", f"list:topics:{instance.column_id}"]
    changed(instance.organisation_id, lists, new)


def channel_changed(sender: Any, instance: Channel, **kwargs: Any) -> None:
    changed(instance.organisation_id, ["list:channels", tag_of(instance)])


def entry_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """An entry of a register: its own page, the lists, what names it."""
    if getattr(instance, "in_bulk", False):
        return
    tags = [tag_of(instance), f"list:{PLACES[type(instance)]}"]
    if isinstance(instance, DirectiveDocument):
        tags += [f"directivedocument:{pk}" for pk in _bound_to(instance)]
    new = [address_of(instance)] if instance.public else ()
    changed(instance.organisation_id, tags, new)


def entries_came(
    sender: type[Any], organisation: Organisation, entries: list[Any], **kwargs: Any
) -> None:
    """A sheet filled a register: noted once, not for each of its lines."""
    new = [address_of(entry) for entry in entries if entry.public]
    changed(organisation.pk, [f"list:{PLACES[sender]}"], new)


def _bound_to(document: DirectiveDocument) -> Iterator[int]:
    """Yield the documents whose pages say that one stands in the other's place."""
    yield from document.replacements.values_list("replaced", flat=True)
    yield from document.replaced_in.values_list("document", flat=True)


def row_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A file or a story of an entry, saved or taken away without the entry.

    Only the entry's own page shows it; no list does.
    """
    field = ROWS[sender]
    entry: type[Any] = sender._meta.get_field(field).related_model
    tag = f"{entry._meta.model_name}:{getattr(instance, f'{field}_id')}"
    changed(instance.organisation_id, [tag])


def replacement_turns(sender: Any, instance: Replacement, **kwargs: Any) -> None:
    """Remember which documents it was about: those of before are so no more."""
    stored = Replacement.objects.filter(pk=instance.pk)
    before = stored.values_list("document", "replaced").first()
    instance._about_before = before or ()


def replacement_changed(sender: Any, instance: Replacement, **kwargs: Any) -> None:
    """The validity of the replaced one changes wherever it is listed."""
    before = getattr(instance, "_about_before", ())
    about = {instance.document_id, instance.replaced_id, *before}
    tags = [f"directivedocument:{pk}" for pk in about]
    changed(instance.organisation_id, [f"list:{PLACES[DirectiveDocument]}", *tags])


def topics_changed(sender: Any, instance: Any, action: str, **kwargs: Any) -> None:
    """The topics of a document, which are written after it."""
    if action.startswith("post_") and isinstance(instance, DirectiveDocument):
        changed(instance.organisation_id, [tag_of(instance)])


def connect() -> None:
    for model in (*SHOWN, *REGISTERS):
        post_init.connect(shows_object, sender=model)
    page_published.connect(story_changed, sender=StoryPage)
    page_unpublished.connect(story_changed, sender=StoryPage)
    post_page_move.connect(page_moved)
    post_delete.connect(story_changed, sender=StoryPage)
    post_save.connect(column_came, sender=ColumnPage)
    stories_brought_over.connect(old_site_came)
    for model in (ColumnPage, HomePage):
        page_published.connect(house_changed, sender=model)
        page_unpublished.connect(house_changed, sender=model)
        post_delete.connect(house_changed, sender=model)
    post_save.connect(name_changed, sender=Organisation)
    post_save.connect(site_changed, sender=Site)
    post_delete.connect(site_changed, sender=Site)
    post_save.connect(readers_changed, sender=PageViewRestriction)
    post_delete.connect(readers_changed, sender=PageViewRestriction)
    for model in (Picture, File):
        post_save.connect(object_changed, sender=model)
        post_delete.connect(object_changed, sender=model)
    post_save.connect(topic_changed, sender=Topic)
    post_delete.connect(topic_changed, sender=Topic)
    post_save.connect(channel_changed, sender=Channel)
    post_delete.connect(channel_changed, sender=Channel)
    _connect_registers()


def _connect_registers() -> None:
    for model in REGISTERS:
        post_save.connect(entry_changed, sender=model)
        # Before: afterwards nothing says any more what it was bound to.
        pre_delete.connect(entry_changed, sender=model)
    for model in ROWS:
        post_save.connect(row_changed, sender=model)
        post_delete.connect(row_changed, sender=model)
    pre_save.connect(replacement_turns, sender=Replacement)
    post_save.connect(replacement_changed, sender=Replacement)
    post_delete.connect(replacement_changed, sender=Replacement)
    entries_brought_in.connect(entries_came)
    through: type[Any] = DirectiveDocument.topics.through
    m2m_changed.connect(topics_changed, sender=through)
