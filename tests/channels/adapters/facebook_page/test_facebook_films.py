from dataclasses import replace
from pathlib import Path

import pytest

from tests.services import graph
from tests.services.graph import PAGE_ID
from toasoan.channels.adapters.base import (
    Media,
    Pending,
    Rejected,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.adapters.facebook_page import films

from .conftest import ADDRESS, LINE

LOST_AFTER = {
    "reset": graph.reset(done=True),
    "truncated": graph.truncated(),
    "empty": graph.empty(),
    "html": graph.html(),
    "code_2": graph.code_2(),
    "nothing_said": graph.value({}),
    "wrong_types": graph.value(
        {"video_id": [], "upload_session_id": None, "start_offset": "x", "success": 1}
    ),
}


def run(page, sending, steps=12):
    """Call as the worker does, until it is not pending any more."""
    for _step in range(steps):
        found = page.deliver(sending)
        if not isinstance(found, Pending):
            return found
    raise AssertionError("pending for ever")


def the_film(service):
    (film,) = service.ledger.films.values()
    return film


def test_film_arrives_whole_and_is_published_once(page, service, make_sending, film):
    media = film()
    sending = make_sending(film=media)

    receipt = run(page, sending)

    there = the_film(service)
    assert there["bytes"] == Path(media.path).read_bytes()
    assert (there["finished"], there["title"]) == (1, "Sửa xong cầu Bản Mẫu")
    text = f"Cầu qua suối đi lại được từ hôm nay.\n\n{ADDRESS}"
    assert there["description"] == text
    assert receipt.external_id == there["id"]
    link = f"https://www.facebook.com/{PAGE_ID}/videos/{there['id']}/"
    assert receipt.url == link
    assert receipt.raw["post_id"] == there["post_id"]


def test_film_in_work_is_pending_and_seen_as_such(page, service, make_sending, film):
    service.work = 3
    sending = make_sending(film=film(size=1_000))

    assert isinstance(page.deliver(sending), Pending)
    assert isinstance(page.find(sending), Pending)
    assert run(page, sending) == page.find(sending)
    assert the_film(service)["finished"] == 1


def test_id_of_a_film_is_kept_before_a_byte_moves(page, service, make_sending, film):
    sending = make_sending(film=film())
    service.fault("videos.transfer", graph.reset(done=False))

    with pytest.raises(Unavailable):
        page.deliver(sending)

    assert sending.notes["film"]["video_id"] == the_film(service)["id"]
    assert the_film(service)["bytes"] == b""


def test_pieces_are_never_larger_than_one_may_hold_in_memory(
    page, service, make_sending, film
):
    service.piece = 10_000_000
    run(page, make_sending(film=film(size=3_000_000)))

    sizes = [
        len(seen.files["video_file_chunk"])
        for seen in service.requests
        if seen.call == "videos.transfer"
    ]
    assert sizes == [1_048_576, 1_048_576, 902_848]


def test_upload_goes_on_where_it_was_cut_off(
    page, make_page, service, make_sending, film
):
    media = film()
    sending = make_sending(film=media)
    service.fault("videos.transfer", None, graph.reset(done=False))
    with pytest.raises(Unavailable):
        page.deliver(sending)

    run(make_page(), sending)

    assert the_film(service)["bytes"] == Path(media.path).read_bytes()
    assert service.calls().count("videos.start") == 1
    assert service.calls().count("videos.transfer") == 4


@pytest.mark.parametrize("fault", LOST_AFTER)
def test_lost_piece_leaves_one_film_in_the_end(
    page, service, make_sending, film, fault
):
    media = film()
    sending = make_sending(film=media)
    service.fault("videos.transfer", None, LOST_AFTER[fault])
    with pytest.raises(Unavailable):
        page.deliver(sending)

    # The service has a piece that we do not know of, and refuses it once more.
    with pytest.raises(Unavailable) as refusal:
        page.deliver(sending)
    assert refusal.value.code == "facebook_upload_broken"
    receipt = run(page, sending)

    assert service.ledger.public() == [receipt.external_id]
    whole = service.ledger.films[receipt.external_id]["bytes"]
    assert whole == Path(media.path).read_bytes()


@pytest.mark.parametrize("fault", LOST_AFTER)
def test_lost_start_shows_nothing_and_is_tried_again(
    page, service, make_sending, film, fault
):
    sending = make_sending(film=film())
    service.fault("videos.start", LOST_AFTER[fault])
    with pytest.raises(Unavailable):
        page.deliver(sending)

    assert service.ledger.public() == []
    receipt = run(page, sending)
    assert service.ledger.public() == [receipt.external_id]


@pytest.mark.parametrize("fault", LOST_AFTER)
def test_lost_finish_is_not_confirmed_and_found_by_the_id(
    page, service, make_sending, film, fault
):
    service.work = 0
    sending = make_sending(film=film())
    service.fault("videos.finish", LOST_AFTER[fault])

    with pytest.raises(Unconfirmed) as refusal:
        page.deliver(sending)

    assert refusal.value.code == "facebook_maybe_posted"
    found = page.find(sending)
    assert found.external_id == the_film(service)["id"]
    assert page.deliver(sending) == found
    assert the_film(service)["finished"] == 1


def test_finish_that_never_arrived_is_not_found_and_done_by_the_next_try(
    page, service, make_sending, film
):
    sending = make_sending(film=film())
    service.fault("videos.finish", graph.reset(done=False))
    with pytest.raises(Unconfirmed):
        page.deliver(sending)

    assert page.find(sending) is None
    receipt = run(page, sending)
    assert service.ledger.public() == [receipt.external_id]
    assert service.calls().count("videos.start") == 1


def test_film_without_notes_is_looked_for_among_the_posts(
    page, service, make_sending, film
):
    first = make_sending(film=film())
    receipt = run(page, first)

    found = page.find(make_sending(film=film()))

    assert found.url == receipt.url


def test_find_asks_nothing_before_anything_could_be_seen(
    page, service, make_sending, film
):
    sending = make_sending(film=film())
    service.fault("videos.transfer", graph.reset(done=False))
    with pytest.raises(Unavailable):
        page.deliver(sending)
    assert page.find(sending) is None
    assert service.calls() == ["videos.start", "videos.transfer"]


def test_film_that_cannot_be_worked_on_is_refused(page, service, make_sending, film):
    sending = make_sending(film=film(size=1_000))
    service.fault("read", graph.value({"status": {"video_status": "error"}}))

    with pytest.raises(Rejected) as refusal:
        page.deliver(sending)

    assert refusal.value.code == "facebook_film_refused"
    service.fault("read", graph.value({"status": {"video_status": "error"}}))
    assert page.find(sending) is None


def test_film_not_known_everywhere_yet_is_asked_for_again(
    page, service, make_sending, film
):
    service.work = 0
    sending = make_sending(film=film(size=1_000))
    service.fault("read", *[graph.error(100, 33)] * 3)

    assert run(page, sending).external_id == the_film(service)["id"]
    assert the_film(service)["finished"] == 1


def test_film_that_stays_away_is_left_to_a_person(page, service, make_sending, film):
    sending = make_sending(film=film(size=1_000))
    service.fault("read", *[graph.error(100, 33)] * 12)

    with pytest.raises(Unconfirmed) as refusal:
        run(page, sending)

    assert refusal.value.code == "facebook_film_missing"


def test_film_still_unseen_is_not_delivered(page, service, make_sending, film):
    sending = make_sending(film=film(size=1_000))
    unseen = {"status": {"video_status": "ready"}, "published": False}
    service.fault("read", graph.value(unseen))

    assert isinstance(page.deliver(sending), Pending)


def test_another_film_gets_another_session(page, service, make_sending, film):
    notes = make_sending().notes
    service.fault("videos.transfer", graph.reset(done=False))
    with pytest.raises(Unavailable):
        page.deliver(make_sending(notes=notes, film=film(size=2_000)))

    media = film(size=3_000)
    receipt = run(page, make_sending(notes=notes, film=media))

    there = service.ledger.films[receipt.external_id]
    assert there["bytes"] == Path(media.path).read_bytes()
    assert service.ledger.public() == [receipt.external_id]


def test_film_that_is_not_there_is_refused(page, service, make_sending):
    with pytest.raises(Rejected) as refusal:
        page.deliver(make_sending(film=Media(path="/khong/co.mp4")))

    assert refusal.value.code == "facebook_file_unreadable"
    assert service.calls() == []


def test_film_cut_short_on_the_way_is_refused(page, service, make_sending, film):
    media = film(size=2_500_000)
    sending = make_sending(film=media)
    service.fault("videos.transfer", None, graph.reset(done=False))
    with pytest.raises(Unavailable):
        page.deliver(sending)
    asked = {"start_offset": "2500000", "end_offset": "9999999"}
    service.fault("videos.transfer", graph.value(asked, done=False))

    with pytest.raises(Rejected) as refusal:
        page.deliver(sending)

    assert refusal.value.code == "facebook_file_unreadable"


def test_film_refused_on_the_way_is_refused_and_begins_anew(
    page, service, make_sending, film
):
    sending = make_sending(film=film())
    service.fault("videos.transfer", graph.error(352))
    with pytest.raises(Rejected) as refusal:
        page.deliver(sending)

    assert refusal.value.code == "facebook_film_refused"
    receipt = run(page, sending)
    assert service.calls().count("videos.start") == 2
    assert service.ledger.public() == [receipt.external_id]


def test_service_that_wants_the_same_bytes_for_ever_is_left_alone(
    page, service, make_sending, film
):
    same = graph.value({"start_offset": "0", "end_offset": "1000"}, done=False)
    service.fault("videos.transfer", *[same] * 3)

    with pytest.raises(Unavailable):
        page.deliver(make_sending(film=film(size=1_000)))

    assert service.calls() == ["videos.start", "videos.transfer"]


class Clock:
    """Ten seconds pass with each look at it."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        self.now += 10
        return self.now


def test_long_upload_lets_others_have_their_turn(
    make_page, service, make_sending, film
):
    slow = replace(LINE, whole=1_000, clock=Clock())
    page = make_page(http=slow)
    sending = make_sending(film=film(size=5_000_000))

    assert page.deliver(sending) == Pending(again_in=films.SOON)
    assert service.calls().count("videos.transfer") < 5
    run(page, sending)
    assert len(the_film(service)["bytes"]) == 5_000_000


def test_film_refused_after_a_good_step_is_refused(
    make_page, service, make_sending, film
):
    page = make_page(http=replace(LINE, whole=1_000, clock=Clock()))
    sending = make_sending(film=film(size=5_000_000))
    page.deliver(sending)
    service.fault("videos.transfer", graph.error(352))

    with pytest.raises(Rejected) as refusal:
        page.deliver(sending)

    assert refusal.value.code == "facebook_film_refused"


def test_film_is_edited_measured_and_withdrawn_by_its_own_ways(
    page, service, make_sending, film
):
    receipt = run(page, make_sending(film=film(size=1_000)))

    page.edit(receipt, make_sending(text=f"Lời mới. {ADDRESS}"))
    description = the_film(service)["description"]
    figures = page.measure(receipt)
    page.withdraw(receipt)
    page.withdraw(receipt)

    assert description == f"Lời mới. {ADDRESS}"
    assert figures.views == 120
    asked = {s.path.split("/")[2] for s in service.requests if s.call == "insights"}
    assert asked == {f"{PAGE_ID}_9{receipt.external_id}"}
    assert service.ledger.public() == []


def test_film_without_a_post_yet_has_no_figures(page, service, make_sending, film):
    receipt = run(page, make_sending(film=film(size=1_000)))
    service.fault("read", graph.value({"id": receipt.external_id}))

    assert page.measure(receipt).views is None
    assert "insights" not in service.calls()
