"""Whatever Zalo answers, only the four errors come out, and no false success."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toasoan.channels.adapters.base import DeliveryError, Receipt

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)
NAMES = ("token", "id", "status", "medias", "title", "body", "create_date", "link")
DATA = st.dictionaries(st.sampled_from(NAMES), ANY | st.lists(ANY))
SAID = ANY | st.fixed_dictionaries({"error": st.just(0) | ANY, "data": DATA | ANY})
GONE = Receipt(external_id="article-9999", url="")
CALLS = {
    "article/create": lambda desk, sending: desk.adapter.deliver(sending),
    "article/verify": lambda desk, sending: desk.adapter.deliver(sending),
    "article/update": lambda desk, sending: desk.adapter.edit(GONE, sending),
    "article/getslice": lambda desk, sending: desk.adapter.find(sending),
    "article/getdetail": lambda desk, sending: desk.adapter.find(sending),
    "article/remove": lambda desk, sending: desk.adapter.withdraw(GONE),
    "oa/getoa": lambda desk, sending: desk.adapter.standing(),
    "oa/access_token": lambda desk, sending: desk.adapter.deliver(sending),
}
NOTES = {"article/verify": {"token": "t"}, "article/getdetail": {"article": "a"}}
RECEIPT_POSSIBLE = {"article/getdetail"}


@pytest.mark.parametrize("path", CALLS)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(said=SAID)
def test_no_answer_breaks_an_adapter(desk, zalo, path, said):
    zalo.faults.clear()
    zalo.script(path, {"nonsense": said} if isinstance(said, int | str) else said)
    desk.keeper = desk.other_keeper()
    desk.adapter = desk.account()
    if path == "oa/access_token":
        zalo.expire()
    sending = desk.sending()
    sending.notes.keep(**NOTES.get(path, {}))

    try:
        answer = CALLS[path](desk, sending)
    except DeliveryError as error:
        answer = error

    assert path in RECEIPT_POSSIBLE or not isinstance(answer, Receipt)
    assert zalo.asked(path)
