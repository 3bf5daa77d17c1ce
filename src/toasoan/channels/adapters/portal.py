"""The portal: publishing the page is the delivery."""

from typing import ClassVar

from .base import Item, Problem, Receipt, Rejected, Way


class Portal:
    way: ClassVar[Way] = Way.PUBLISHED
    exercise: ClassVar[bool] = False
    findable: ClassVar[bool] = False
    withdrawable: ClassVar[bool] = False

    def check(self, item: Item) -> list[Problem]:
        return []

    def deliver(self, item: Item, key: str) -> Receipt:
        """Return the page's address as the receipt.

        Raises Rejected when the page has none, so is not public.
        """
        if not item.url:
            raise Rejected("not_public")
        return Receipt(external_id=item.url, url=item.url)

    def find(self, key: str) -> Receipt | None:
        return None

    def withdraw(self, receipt: Receipt) -> None:
        """Do nothing: unpublishing the page has taken it down already."""
