"""A Facebook Page, through the Graph API.

Facebook knows no key that makes a second sending harmless: what may be there is looked
for before it is sent again.
"""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import BaseModel

from toasoan.channels.adapters.base import (
    Figures,
    Item,
    Keeper,
    Pending,
    Pictures,
    Plain,
    Problem,
    Receipt,
    Rejected,
    Sending,
    Standing,
    Unavailable,
)
from toasoan.channels.adapters.limits import problems
from toasoan.core.http import Http

from . import films, insights, posts
from .errors import of_one_post
from .graph import Graph
from .keys import Keys as PageKeys
from .standing import standing
from .texts import message
from .words import WORDS


class FacebookPage(Plain):
    """Posts as the page of `keys`.

    `keeper` is not asked for secrets: a page token stays as it is until it dies.
    """

    findable: ClassVar[bool] = True
    editable: ClassVar[bool] = True
    withdrawable: ClassVar[bool] = True
    measurable: ClassVar[bool] = True
    # A post may take a while to show up in the list of the page.
    looks: ClassVar[int] = 3
    # "Photos should be smaller than 4 MB" (subcode 1366046).
    pictures: ClassVar[Pictures] = Pictures(side=2048, size=3_900_000)
    Keys: ClassVar[type[BaseModel] | None] = PageKeys
    title: ClassVar[str] = "Facebook"
    words: ClassVar[Mapping[str, str]] = WORDS

    def __init__(self, *, keys: PageKeys, http: Http, keeper: Keeper) -> None:
        self.graph = Graph(keys, http, keeper)

    def check(self, item: Item) -> list[Problem]:
        found = problems(item)
        if item.film and item.pictures:
            found.append(Problem(code="facebook_film_alone", blocking=False))
        return found

    def deliver(self, sending: Sending) -> Receipt | Pending:
        """Post `sending`, once.

        A film goes alone; of photos the first ten. Raises the four errors; Unconfirmed
        when it may be there.
        """
        if sending.item.film:
            return films.deliver(self.graph, sending, sending.item.film)
        return posts.deliver(self.graph, sending)

    def find(self, sending: Sending) -> Receipt | Pending | None:
        """Look for `sending` on the page. Raises Unavailable, Disconnected."""
        if sending.item.film and sending.notes.get("film"):
            return films.find(self.graph, sending)
        # Without notes (a backup that was brought back) a film is a post like others.
        return posts.find(self.graph, sending)

    def edit(self, receipt: Receipt, sending: Sending) -> Receipt:
        """Change the words of what is there; pictures and card stay as they are."""
        part = "description" if _is_film(receipt) else "message"
        form = {part: message(sending.item)}
        with of_one_post():
            done = self.graph.write(receipt.external_id, form)
        if done.get("success") is not True:
            raise Unavailable("facebook_no_answer", "an answer without success")
        return receipt

    def withdraw(self, receipt: Receipt) -> None:
        """Delete what is there; what is gone already counts as done."""
        try:
            with of_one_post():
                done = self.graph.delete(receipt.external_id)
        except Rejected as refusal:
            if refusal.code != "facebook_gone":
                raise
            return
        if done.get("success") is not True:
            raise Unavailable("facebook_no_answer", "an answer without success")

    def measure(self, receipt: Receipt) -> Figures:
        post_id = receipt.external_id
        if _is_film(receipt):
            post_id = insights.post_of_film(self.graph, post_id)
        return insights.measure(self.graph, post_id) if post_id else Figures()

    def standing(self) -> Standing:
        return standing(self.graph)


def _is_film(receipt: Receipt) -> bool:
    """Say whether the id is a film's; a post's is page_post."""
    return "_" not in receipt.external_id
