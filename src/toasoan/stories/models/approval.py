"""The two steps of approval, on Wagtail's workflow."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    AbstractGroupApprovalTask,
    Revision,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)

from toasoan.organisations.models import Membership, Organisation, OwnedQuerySet, Role


class Step(AbstractGroupApprovalTask):
    """A step that belongs to one newsroom."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+"
    )
    role: Role

    class Meta:
        abstract = True

    def holds(self, user: Any) -> bool:
        return Membership.objects.holds(user, self.organisation, self.role)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self.holds(user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return False

    def may_decide(self, obj: Any, user: Any) -> bool:
        """Say whether `user` may pass or send back `obj` at this step."""
        return self.holds(user) and self.suits(user, authors_of(obj))

    def suits(self, user: Any, authors: set[int]) -> bool:
        """Say whether the rules let `user` decide on what `authors` wrote."""
        return True

    @transaction.atomic
    def on_action(
        self, task_state: Any, user: Any, action_name: str, **kwargs: Any
    ) -> None:
        """Decide once: of two people at once the second gets PermissionDenied.

        Wagtail believes the state it read before; here the row itself is asked.
        """
        waiting = TaskState.objects.select_for_update().filter(
            pk=task_state.pk, status=TaskState.STATUS_IN_PROGRESS
        )
        if not list(waiting.values_list("pk")):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not self.may_decide(obj, user):
            return []
        return [
            ("reject", _("Send back with a reason"), True),
            ("approve", _("Approve"), False),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        if not self.holds(user):
            return TaskState.objects.none()
        return TaskState.objects.filter(
            task_id=self.pk, status=TaskState.STATUS_IN_PROGRESS
        )


class EditorCheck(Step):
    """An editor reads it through; an editor's own story needs that only by rule."""

    role = Role.EDITOR
    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("editor's check")
        verbose_name_plural = _("editor's checks")

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        state = super().start(workflow_state, user=user)
        if user and self.holds(user) and not self.organisation.second_editor_checks:
            state.status = TaskState.STATUS_APPROVED
            state.finished_at = timezone.now()
            state.finished_by = user
            state.save(update_fields=["status", "finished_at", "finished_by"])
        return state

    def suits(self, user: Any, authors: set[int]) -> bool:
        return not self.organisation.second_editor_checks or user.pk not in authors

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self.holds(user)


class LeaderApproval(Step):
    """The leader approves; nobody changes the words meanwhile."""

    role = Role.APPROVER
    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("leader's approval")
        verbose_name_plural = _("leader's approvals")

    def suits(self, user: Any, authors: set[int]) -> bool:
        return self.organisation.author_may_approve or user.pk not in authors

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return True


def authors_of(story: Any) -> set[int]:
    """Return the ids of those who wrote what stands for approval now.

    The owner, who asked for the approval, and whoever saved a version since the one
    that is public.
    """
    return authors_of_all([story])[story.pk]


def authors_of_all(stories: Iterable[Any]) -> dict[int, set[int]]:
    """Return story id -> ids of its authors, in two queries however many there are."""
    by_id = {str(story.pk): story for story in stories}
    authors: dict[str, set[int | None]] = {
        key: {story.owner_id} for key, story in by_id.items()
    }
    these = {
        "base_content_type": get_default_page_content_type(),
        "object_id__in": list(by_id),
    }
    for key, pk, user in Revision.objects.filter(**these).values_list(
        "object_id", "pk", "user_id"
    ):
        if pk > (by_id[key].live_revision_id or 0):
            authors[key].add(user)
    for key, user in (
        WorkflowState.objects.active()
        .filter(**these)
        .values_list("object_id", "requested_by_id")
    ):
        authors[key].add(user)
    return {by_id[key].pk: found - {None} for key, found in authors.items()}  # type: ignore[misc]
