"""The program dies at any point of a delivery: there is one post in the end."""

import pytest

from toasoan.channels.adapters.base import Pending, Unavailable, Unconfirmed

from .conftest import Notes


class Death(Exception):
    """The power went."""


class DyingNotes(Notes):
    """The power goes at the `last` time something is kept, before or after it is."""

    def __init__(self, last, *, kept):
        super().__init__()
        self.left = last
        self.kept = kept

    def keep(self, **values):
        self.left -= 1
        if self.left == 0 and not self.kept:
            raise Death
        super().keep(**values)
        if self.left == 0:
            raise Death


def settle(page, sending):
    """Do as the worker does after a death: look, then deliver if it is not there."""
    for _step in range(20):
        found = page.find(sending)
        if found is None:
            try:
                found = page.deliver(sending)
            except (Unavailable, Unconfirmed):
                continue
        if not isinstance(found, Pending):
            return found
    raise AssertionError("never settled")


def run(page, sending):
    for _step in range(20):
        found = page.deliver(sending)
        if not isinstance(found, Pending):
            return found
    raise AssertionError("pending for ever")


KINDS = ["words", "photos", "film"]


@pytest.fixture
def contents(photo, film):
    return {
        "words": {},
        "photos": {"pictures": (photo("mot"), photo("hai"))},
        "film": {"film": film(size=1_500_000)},
    }


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "not_kept"])
@pytest.mark.parametrize("last", range(1, 9))
@pytest.mark.parametrize("kind", KINDS)
def test_death_while_noting_leaves_one_post(
    page, make_page, service, make_sending, contents, kind, last, kept
):
    notes = DyingNotes(last, kept=kept)
    sending = make_sending(notes=notes, **contents[kind])
    try:
        run(page, sending)
    except Death:
        notes.left = 1_000

    receipt = settle(make_page(), sending)

    assert service.ledger.public() == [receipt.external_id]


@pytest.mark.parametrize("kind", KINDS)
def test_death_before_the_receipt_is_written_leaves_one_post(
    page, make_page, service, make_sending, contents, kind
):
    sending = make_sending(**contents[kind])
    run(page, sending)

    receipt = settle(make_page(), sending)

    assert service.ledger.public() == [receipt.external_id]
    again = run(make_page(), sending)
    assert service.ledger.public() == [again.external_id]
