"""Pictures that come, change or go: their crops follow."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from toasoan.stories.models import Picture

from .cut import forget
from .names import name_of
from .work import cut_picture


def picture_changed(sender: Any, instance: Picture, **kwargs: Any) -> None:
    """A picture came, was changed, or may be shown no more."""
    pk = instance.pk
    if not instance.publishable:
        transaction.on_commit(lambda: forget(pk))
        if instance.cut:
            instance.mark_cut("")
    elif instance.cut != name_of(instance):
        transaction.on_commit(lambda: cut_picture.enqueue(pk), robust=True)


def picture_gone(sender: Any, instance: Picture, **kwargs: Any) -> None:
    pk = instance.pk
    transaction.on_commit(lambda: forget(pk))


def connect() -> None:
    post_save.connect(picture_changed, sender=Picture)
    post_delete.connect(picture_gone, sender=Picture)
