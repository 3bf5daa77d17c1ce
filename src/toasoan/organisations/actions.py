"""Let people in, give and take roles."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.log_actions import log

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


# Without letters and digits that look alike on paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class NotYours(Exception):
    """This person cannot be changed from this newsroom."""


def one_time_password() -> str:
    """Return a password of 59 bits that can be read out: three groups of four."""
    groups = ("".join(secrets.choice(LETTERS) for _n in range(4)) for _g in range(3))
    return "-".join(groups)


@transaction.atomic
def add_person(
    *, person: User, organisation: Organisation, roles: Iterable[Role], by: Any
) -> str:
    """Save the new `person` with `roles` and return their one-time password.

    The password is kept nowhere in plain text; who loses it gets another.
    """
    password = one_time_password()
    person.give_password(password)
    person.save()
    for role in roles:
        grant(user=person, organisation=organisation, role=role)
    log(person, "organisations.person.add", user=by, data=_at(organisation))
    return password


@transaction.atomic
def set_roles(
    *, person: User, organisation: Organisation, roles: Iterable[Role], by: Any
) -> None:
    """Give `person` just these `roles` in `organisation`.

    Raises NotYours when they would take their own administrator's role away: somebody
    has to keep the key.
    """
    wanted = set(roles)
    held = set(
        Membership.objects.filter(user=person, organisation=organisation).values_list(
            "role", flat=True
        )
    )
    if person == by and Role.ADMINISTRATOR in held - wanted:
        raise NotYours
    for role in wanted - held:
        grant(user=person, organisation=organisation, role=role)
    for role in held - wanted:
        revoke(user=person, organisation=organisation, role=Role(role))
    log(person, "organisations.person.roles", user=by, data=_at(organisation))


def of_one_newsroom(person: User, organisation: Organisation) -> bool:
    """Say whether `organisation` alone answers for `person`'s account."""
    elsewhere = Membership.objects.filter(user=person).exclude(
        organisation=organisation
    )
    return not person.is_superuser and not elsewhere.exists()


@transaction.atomic
def renew_password(*, person: User, organisation: Organisation, by: Any) -> str:
    """Give `person` a new one-time password and return it. Raises NotYours."""
    if not of_one_newsroom(person, organisation):
        raise NotYours
    password = one_time_password()
    person.give_password(password)
    person.save(update_fields=["password", "password_is_one_time"])
    log(person, "organisations.person.password", user=by, data=_at(organisation))
    return password


@transaction.atomic
def ask_for_own_password(*, person: User) -> None:
    """Let `person` do nothing but choose a password: somebody else set theirs."""
    person.mark_password_one_time()
    person.save(update_fields=["password_is_one_time"])


@transaction.atomic
def choose_password(*, person: User, password: str) -> None:
    """Set the `password` that `person` chose; other sessions of theirs end."""
    person.set_password(password)
    person.save(update_fields=["password", "password_is_one_time"])
    log(person, "organisations.person.own_password", user=person)


@transaction.atomic
def set_active(
    *, person: User, organisation: Organisation, active: bool, by: Any
) -> None:
    """Let `person` sign in, or no more. Raises NotYours, for oneself too."""
    if person == by or not of_one_newsroom(person, organisation):
        raise NotYours
    person.is_active = active
    person.save(update_fields=["is_active"])
    word = "on" if active else "off"
    log(person, f"organisations.person.{word}", user=by, data=_at(organisation))


def _at(organisation: Organisation) -> dict[str, Any]:
    return {"organisation": organisation.pk}
