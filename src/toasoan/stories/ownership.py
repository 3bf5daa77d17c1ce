"""What belongs to a newsroom: its pictures, its files and its pages.

Without our own models, since those need this.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from toasoan.organisations.models import Organisation


def folder_of(organisation: Organisation) -> Collection:
    """Return the folder of `organisation`'s pictures and files, made when missing."""
    name = f"{organisation.code}-{organisation.pk}"
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    known = root.get_children().filter(name=name).first()
    return known or root.add_child(name=name)


def organisation_of_folder(folder: Collection) -> int | None:
    """Return the number of the newsroom whose folder holds this; None of nobody's."""
    own = folder.get_ancestors(inclusive=True).filter(depth=2).first()
    code, _dash, number = (own.name if own else "").rpartition("-")
    if not number.isdigit():
        return None
    found = Organisation.objects.filter(pk=int(number), code=code)
    return found.values_list("pk", flat=True).first()


def pictures_of(organisation: Organisation) -> Any:
    """Return the pictures in the folder of `organisation`."""
    folder = folder_of(organisation)
    return get_image_model().objects.filter(collection__path__startswith=folder.path)


def names_foreign(
    references: Iterable[tuple[Any, ...]], organisation: Organisation
) -> bool:
    """Say whether one of `references` is to a thing of another newsroom.

    They are as Wagtail's `extract_references` yields them: model, id and two paths.
    What does not exist (any more) is nobody's.
    """
    named: dict[type[Any], set[Any]] = defaultdict(set)
    for model, pk, *_paths in references:
        named[model].add(pk)
    in_folder = {"collection__path__startswith": folder_of(organisation).path}
    below_home = {"path__startswith": organisation.home_page.path}
    own = {
        get_image_model(): in_folder,
        get_document_model(): in_folder,
        Page: below_home,
    }
    return any(
        model.objects.filter(pk__in=pks).exclude(**mine).exists()
        for model, mine in own.items()
        if (pks := named.get(model))
    )
