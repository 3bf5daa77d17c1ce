"""Keep the permission groups in step with the memberships."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from .actions import found_groups
from .models import Membership, Organisation, Role, RoleGroup


def found_newsroom(instance: Organisation, **kwargs: Any) -> None:
    if instance.kind == Organisation.Kind.COMMUNE and not kwargs.get("raw"):
        found_groups(instance)


def join_group(instance: Membership, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        instance.user.groups.add(
            found_groups(instance.organisation)[Role(instance.role)]
        )


def leave_group(instance: Membership, **kwargs: Any) -> None:
    known = RoleGroup.objects.filter(
        organisation=instance.organisation, role=instance.role
    ).first()
    if known:
        instance.user.groups.remove(known.group)


def connect() -> None:
    post_save.connect(found_newsroom, sender=Organisation)
    post_save.connect(join_group, sender=Membership)
    post_delete.connect(leave_group, sender=Membership)
