"""A correction reaches those who read the error; a recall takes it away."""

import pytest

from toasoan.channels.adapters.base import Pending, Receipt, Rejected, Unavailable


@pytest.fixture
def sent(desk):
    sending = desk.sending()
    return sending, desk.deliver(sending)


def corrected(desk, sending):
    return desk.with_item(sending, headline="Cầu Bản Mẫu: xe dưới 3 tấn được qua")


def test_correction_replaces_the_whole_article(desk, zalo, sent):
    sending, receipt = sent

    changed = desk.finish(desk.adapter.edit, receipt, corrected(desk, sending))

    (article,) = zalo.shown()
    assert changed.external_id == receipt.external_id == article["id"]
    assert article["title"] == "Cầu Bản Mẫu: xe dưới 3 tấn được qua"
    assert article["cover"] == {
        "cover_type": "photo",
        "photo_url": desk.item.pictures[0].url,
        "status": "show",
    }


def test_correction_waits_while_zalo_is_at_it(desk, zalo, sent):
    sending, receipt = sent

    first = desk.adapter.edit(receipt, corrected(desk, sending))

    assert first == Pending(again_in=3)


def test_second_correction_is_not_taken_for_the_first(desk, zalo, sent):
    sending, receipt = sent
    desk.adapter.edit(receipt, corrected(desk, sending))

    desk.finish(desk.adapter.edit, receipt, desk.with_item(sending, headline="Đã sửa"))

    assert [one["title"] for one in zalo.shown()] == ["Đã sửa"]


def test_lost_answer_to_a_correction_may_be_asked_again(desk, zalo, sent):
    sending, receipt = sent
    zalo.script("article/update", "reset")

    with pytest.raises(Unavailable):
        desk.adapter.edit(receipt, corrected(desk, sending))

    desk.finish(desk.adapter.edit, receipt, corrected(desk, sending))
    assert len(zalo.articles) == 1


def test_correction_of_a_removed_article_says_that_it_is_gone(desk, zalo, sent):
    sending, receipt = sent
    zalo.articles.clear()

    with pytest.raises(Rejected) as error:
        desk.adapter.edit(receipt, corrected(desk, sending))

    assert error.value.code == "zalo_article_gone"


def test_correction_with_a_token_nobody_knows_is_asked_again(desk, zalo, sent):
    sending, receipt = sent
    desk.adapter.edit(receipt, corrected(desk, sending))
    zalo.jobs.clear()

    with pytest.raises(Unavailable) as error:
        desk.adapter.edit(receipt, corrected(desk, sending))

    assert error.value.code == "zalo_token_unknown"
    desk.finish(desk.adapter.edit, receipt, corrected(desk, sending))
    assert zalo.shown()[0]["title"] == "Cầu Bản Mẫu: xe dưới 3 tấn được qua"


def test_withdrawn_article_is_gone(desk, zalo, sent):
    sending, receipt = sent

    desk.adapter.withdraw(receipt)

    assert zalo.articles == {}
    assert desk.adapter.find(sending) is None


def test_withdrawing_twice_is_no_error(desk, zalo, sent):
    _sending, receipt = sent
    zalo.script("article/remove", "reset")

    with pytest.raises(Unavailable):
        desk.adapter.withdraw(receipt)
    desk.adapter.withdraw(receipt)

    assert zalo.articles == {}


def test_article_that_zalo_will_not_remove_is_not_said_to_be_gone(desk, zalo, sent):
    _sending, receipt = sent
    zalo.script("article/remove", -201)

    with pytest.raises(Rejected) as error:
        desk.adapter.withdraw(receipt)

    assert error.value.code == "zalo_parameter_refused"


def test_refused_removal_with_a_strange_answer_after_it_is_no_success(desk, zalo):
    zalo.script("article/remove", -201)
    zalo.script("article/getdetail", {"error": 0, "data": []})

    with pytest.raises(Unavailable) as error:
        desk.adapter.withdraw(Receipt(external_id="article-9999", url=""))

    assert error.value.code == "zalo_answer_strange"
