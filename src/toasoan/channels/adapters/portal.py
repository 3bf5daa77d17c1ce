"""The portal: publishing the page is the delivery."""

from typing import ClassVar

from .base import Plain, Receipt, Rejected, Sending, Way


class Portal(Plain):
    way: ClassVar[Way] = Way.PUBLISHED

    def deliver(self, sending: Sending) -> Receipt:
        """Return the page's address as the receipt.

        Raises Rejected when the page has none, so is not public.
        """
        url = sending.item.url
        if not url:
            raise Rejected("not_public")
        return Receipt(external_id=url, url=url)

    def withdraw(self, receipt: Receipt) -> None:
        """Do nothing: unpublishing the page has taken it down already."""
