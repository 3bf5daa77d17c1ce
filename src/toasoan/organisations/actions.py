"""Give and take roles."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from .models import Membership, Organisation, Role, RoleGroup, User


@transaction.atomic
def found_groups(organisation: Organisation) -> dict[Role, Group]:
    """Make the permission groups of `organisation`'s roles where they are missing."""
    return {role: _role_group(organisation, role) for role in Role}


def _role_group(organisation: Organisation, role: Role) -> Group:
    known = RoleGroup.objects.filter(organisation=organisation, role=role).first()
    if known:
        return known.group
    group = Group.objects.create(name=f"{organisation.code}-{organisation.pk}: {role}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    RoleGroup.objects.create(organisation=organisation, role=role, group=group)
    return group


@transaction.atomic
def grant(
    *,
    user: User,
    organisation: Organisation,
    role: Role,
    unit: Organisation | None = None,
) -> Membership:
    """Give `user` the `role` in `organisation`; giving it twice changes nothing."""
    membership, _ = Membership.objects.get_or_create(
        user=user, organisation=organisation, role=role, defaults={"unit": unit}
    )
    return membership


@transaction.atomic
def revoke(*, user: User, organisation: Organisation, role: Role) -> None:
    """Take the `role` from `user` in `organisation`, if they have it."""
    for membership in Membership.objects.filter(
        user=user, organisation=organisation, role=role
    ):
        membership.delete()
