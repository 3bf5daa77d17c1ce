"""Which error is worth another try, and when."""

from datetime import timedelta

import pytest

from tests.factories.newsroom import moment
from toasoan.channels.adapters.base import (
    Disconnected,
    Rejected,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.retry import WAITS, GiveUp, TryAgain, decide

NOW = moment()


@pytest.mark.parametrize(("attempts", "wait"), list(enumerate(WAITS, 1)))
def test_unavailable_waits_longer_each_time(attempts, wait):
    assert decide(attempts, Unavailable("busy"), NOW) == TryAgain(
        NOW + timedelta(seconds=wait)
    )


@pytest.mark.parametrize(
    ("attempts", "asked", "wait"),
    [(1, 5, 30), (1, 45, 45), (1, 7200, 7200), (4, 10, 900), (8, 90_000, 90_000)],
)
def test_wait_is_the_longer_of_theirs_and_ours(attempts, asked, wait):
    error = Unavailable("busy", retry_after=asked)

    assert decide(attempts, error, NOW) == TryAgain(NOW + timedelta(seconds=wait))


@pytest.mark.parametrize("attempts", [len(WAITS) + 1, len(WAITS) + 50])
def test_unavailable_is_given_up_after_the_last_wait(attempts):
    assert decide(attempts, Unavailable("busy"), NOW) == GiveUp("busy")


@pytest.mark.parametrize("error", [Rejected("long"), Disconnected("token")])
@pytest.mark.parametrize("attempts", [1, 5])
def test_what_waiting_does_not_mend_is_given_up_at_once(attempts, error):
    assert decide(attempts, error, NOW) == GiveUp(error.code)


def test_unconfirmed_is_never_sent_blindly_again():
    assert decide(1, Unconfirmed("no_answer"), NOW) == GiveUp("no_answer")
