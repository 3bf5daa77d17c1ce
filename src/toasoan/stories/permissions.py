"""Who may publish what: stories only by approval, sections by the administrator."""

from typing import Any

from wagtail.models import WorkflowState
from wagtail.models.pages import PagePermissionTester

from toasoan.organisations.models import Membership, Role


class SectionTester(PagePermissionTester):
    """Home pages and columns: the commune's administrator publishes them."""

    def _administers(self) -> bool:
        return Membership.objects.holds(
            self.user, _organisation(self.page), Role.ADMINISTRATOR
        )

    def can_publish(self) -> bool:
        return not self.page_is_root and self._administers()

    def can_unpublish(self) -> bool:
        return self.can_publish() and self.page.live and not self.page_locked()

    def can_edit(self) -> bool:
        return not self.page_is_root and self._administers()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        # A column with stories is history; it can be taken down, not erased.
        return self._administers() and not self.page.get_children().exists()

    def can_move(self) -> bool:
        return False

    def can_copy(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        """Nothing is born published: a story passes the approval first.

        Columns under a home page are the administrator's own affair.
        """
        return self._holds_columns() and self._administers()

    def _holds_columns(self) -> bool:
        return self.page.specific_class.__name__ == "HomePage"

    def can_reorder_children(self) -> bool:
        return self._administers()

    def can_add_subpage(self) -> bool:
        if self._holds_columns():
            return self._administers()
        return bool(super().can_add_subpage())


class StoryTester(PagePermissionTester):
    """Stories: nobody publishes by hand, not even the installation's administrator.

    Approval is the only door, so a story's text is always one that somebody else
    than its author has agreed to.
    """

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return (
            self.page.live
            and not self.page_locked()
            and Membership.objects.holds(
                self.user,
                _organisation(self.page),
                Role.APPROVER,
                Role.ADMINISTRATOR,
            )
        )

    def can_unschedule(self) -> bool:
        return Membership.objects.holds(
            self.user, _organisation(self.page), Role.APPROVER, Role.ADMINISTRATOR
        )

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        # What was approved once is on its way somewhere: it is history.
        return (
            not self.page.first_published_at
            and bool(super().can_delete(ignore_bulk))
            and not WorkflowState.objects.for_instance(self.page)
            .filter(status=WorkflowState.STATUS_APPROVED)
            .exists()
        )

    def can_move(self) -> bool:
        return not self.page.first_published_at and bool(super().can_move())

    def can_move_to(self, destination: Any) -> bool:
        return self._stays_in(destination) and bool(super().can_move_to(destination))

    def can_copy(self) -> bool:
        return bool(self.can_edit())

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:
        return self._stays_in(destination) and bool(
            super().can_copy_to(destination, recursive)
        )

    def _stays_in(self, destination: Any) -> bool:
        """Say whether `destination` is of the same newsroom.

        Channels, pictures and topics of a story are its own newsroom's.
        """
        there = getattr(destination.specific, "organisation_id", None)
        return bool(there == _organisation(self.page).pk)


def _organisation(page: Any) -> Any:
    return page.specific.organisation
