"""Who may do what with the registers: some write, every role of a newsroom reads."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.permission_policies import BasePermissionPolicy

from toasoan.organisations.models import Membership, Organisation, Role

WRITERS = (Role.EDITOR, Role.SECRETARY, Role.ADMINISTRATOR)
READING = {"view", "choose"}


def roles_for(action: str) -> tuple[Role, ...]:
    """Return the roles that may do `action`, as Wagtail names it."""
    return tuple(Role) if action in READING else WRITERS


class RegisterPolicy(BasePermissionPolicy):
    """Wagtail asks it about all newsrooms of a user; screens ask about one."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if not user.is_active:
            return False
        if user.is_superuser:
            return True
        wanted = {role.value for role in roles_for(action)}
        held = Membership.objects.roles_of(user).values()
        return any(roles & wanted for roles in held)

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        return Membership.objects.holds(user, instance.organisation, *roles_for(action))

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Iterable[str]
    ) -> Any:
        roles = {role for action in actions for role in roles_for(action)}
        mine = Organisation.objects.for_user(user)
        if not user.is_superuser:
            mine = mine.filter(memberships__role__in=roles, memberships__user=user)
        return self.model.objects.filter(organisation__in=mine)

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        roles = {role for action in actions for role in roles_for(action)}
        users = get_user_model().objects.filter(is_active=True)
        return users.filter(
            Q(is_superuser=True) | Q(memberships__role__in=roles)
        ).distinct()
