import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.services import graph
from tests.services.graph import PAGE_ID, TOKEN
from toasoan.channels.adapters.base import (
    Disconnected,
    Rejected,
    Unavailable,
    Unconfirmed,
)
from toasoan.core.http import Http

from .conftest import ADDRESS

# The post is there, and what came back does not say so.
LOST_AFTER = {
    "reset": graph.reset(done=True),
    "truncated": graph.truncated(),
    "empty": graph.empty(),
    "html": graph.html(),
    "code_2": graph.code_2(),
    "slow": graph.drip(),
    "huge": graph.huge(),
    "id_missing": graph.value({}),
    "id_of_wrong_type": graph.value({"id": 17}),
    "id_null": graph.value({"id": None}),
    "id_strange": graph.value({"id": "../../x"}),
    "list": graph.value([{"id": "1_2"}]),
    "error_of_wrong_type": graph.value({"error": "no", "id": "1_2"}),
    "error_without_code": graph.value({"error": {}, "id": "1_2"}),
    "created_with_502": graph.value({"id": "1_2"}, status=502),
}


def read_form(service, call):
    return [seen.form for seen in service.requests if seen.call == call]


def test_story_is_posted_with_its_link(page, service, make_sending):
    receipt = page.deliver(make_sending())

    post = service.ledger.posts[receipt.external_id]
    assert (post["message"], post["link"]) == (
        "Cầu qua suối đi lại được từ hôm nay.",
        ADDRESS,
    )
    assert receipt.url == f"https://www.facebook.com/{post['id']}"
    assert receipt.accepted_at == post["made"].replace(microsecond=0)
    assert receipt.raw["id"] == post["id"]


def test_story_without_an_address_is_posted_without_a_link(page, service, make_sending):
    receipt = page.deliver(make_sending(url=""))

    assert service.ledger.posts[receipt.external_id]["link"] == ""


def test_every_call_has_a_proof_and_no_token_in_its_address(
    page, service, make_sending, photo
):
    sending = make_sending(pictures=(photo(),))
    receipt = page.deliver(sending)
    page.find(sending)
    page.edit(receipt, sending)
    page.measure(receipt)
    page.standing()
    page.withdraw(receipt)

    assert service.leaks == []
    assert [s.call for s in service.requests if not proof_of(s)] == []
    assert {s.headers["authorization"] for s in service.requests} >= {f"Bearer {TOKEN}"}
    assert [s for s in service.requests if not s.path.startswith("/v26.0/")] == []


def proof_of(seen):
    return (seen.query if seen.method in ("GET", "DELETE") else seen.form).get(
        "appsecret_proof"
    )


def test_photo_is_uploaded_unseen_and_posted_with_the_address_in_the_text(
    page, service, make_sending, photo
):
    notes = make_sending().notes

    receipt = page.deliver(make_sending(notes=notes, pictures=(photo(),)))

    assert service.calls() == ["photos", "feed"]
    assert read_form(service, "photos")[0]["published"] == "false"
    (photo_id,) = service.ledger.photos
    assert list(notes["photos"].values()) == [photo_id]
    assert service.ledger.photos[photo_id]["alt"] == "Ảnh cau"
    post = service.ledger.posts[receipt.external_id]
    assert post["photos"] == [photo_id]
    assert post["message"] == f"Cầu qua suối đi lại được từ hôm nay.\n\n{ADDRESS}"
    assert post["link"] == ""


def test_address_that_stands_in_the_text_is_not_repeated(
    page, service, make_sending, photo
):
    text = f"Xem đầy đủ: {ADDRESS}."

    receipt = page.deliver(make_sending(text=text, pictures=(photo(),)))

    assert service.ledger.posts[receipt.external_id]["message"] == text


def test_photos_keep_their_order_and_ten_are_enough(page, service, make_sending, photo):
    pictures = tuple(photo(f"anh-{number}") for number in range(12))

    receipt = page.deliver(make_sending(pictures=pictures))

    alts = [
        service.ledger.photos[one]["alt"]
        for one in service.ledger.posts[receipt.external_id]["photos"]
    ]
    assert alts == [f"Ảnh anh-{number}" for number in range(10)]
    assert len(service.ledger.photos) == 10


def test_photo_arrives_whole(page, service, make_sending, photo):
    picture = photo(data=bytes(range(256)) * 1_000)

    page.deliver(make_sending(pictures=(picture,)))

    (stored,) = service.ledger.photos.values()
    wanted = hashlib.sha256(Path(picture.path).read_bytes()).hexdigest()
    assert stored["sha256"] == wanted


def test_photo_that_is_not_there_is_refused_before_anything_is_sent(
    page, service, make_sending, photo
):
    picture = photo()
    Path(picture.path).unlink()

    with pytest.raises(Rejected) as refusal:
        page.deliver(make_sending(pictures=(picture,)))

    assert refusal.value.code == "facebook_file_unreadable"
    assert service.calls() == []


@pytest.mark.parametrize("fault", LOST_AFTER)
def test_lost_upload_is_tried_again_and_nothing_was_seen(
    page, service, make_sending, photo, fault
):
    sending = make_sending(pictures=(photo("mot"), photo("hai")))
    service.fault("photos", None, LOST_AFTER[fault])

    with pytest.raises(Unavailable):
        page.deliver(sending)

    assert service.ledger.public() == []
    assert len(sending.notes["photos"]) == 1
    receipt = page.deliver(sending)
    assert service.ledger.public() == [receipt.external_id]
    # One more at most: the one of which we never heard.
    assert service.calls().count("photos") == 3


def test_second_delivery_with_the_same_notes_uploads_nothing(
    page, make_page, service, make_sending, photo
):
    sending = make_sending(pictures=(photo("mot"), photo("hai")))
    service.fault("feed", graph.reset(done=False))
    with pytest.raises(Unconfirmed):
        page.deliver(sending)

    receipt = make_page().deliver(sending)

    assert service.calls() == ["photos", "photos", "feed", "published_posts", "feed"]
    assert service.ledger.public() == [receipt.external_id]


@pytest.mark.parametrize("fault", LOST_AFTER)
def test_lost_answer_is_never_delivered_and_never_posts_twice(
    page, service, make_sending, fault
):
    sending = make_sending()
    service.fault("feed", LOST_AFTER[fault])

    with pytest.raises(Unconfirmed) as refusal:
        page.deliver(sending)

    assert refusal.value.code == "facebook_maybe_posted"
    (there,) = service.ledger.public()
    assert page.find(sending).external_id == there
    assert page.deliver(sending).external_id == there
    assert service.calls().count("feed") == 1


def test_post_cut_off_before_it_was_made_is_posted_by_the_next_try(
    page, service, make_sending
):
    sending = make_sending()
    service.fault("feed", graph.reset(done=False))
    with pytest.raises(Unconfirmed):
        page.deliver(sending)

    assert page.find(sending) is None
    receipt = page.deliver(sending)
    assert service.ledger.public() == [receipt.external_id]


def test_redirected_post_is_not_followed(page, service, make_sending):
    service.fault("feed", graph.redirect())

    with pytest.raises(Unconfirmed):
        page.deliver(make_sending())

    assert service.calls() == ["feed"]


def test_service_that_is_not_there_was_surely_not_reached(make_page, make_sending):
    notes = make_sending().notes
    away = make_page(base_url="http://127.0.0.1:9")

    with pytest.raises(Unavailable) as refusal:
        away.deliver(make_sending(notes=notes))

    assert refusal.value.code == "facebook_unreachable"


def test_own_network_is_not_talked_to_unless_allowed(make_page, service, make_sending):
    with pytest.raises(Unavailable):
        make_page(http=Http(connect=1, read=1, whole=3)).deliver(make_sending())

    assert service.calls() == []


def test_photos_already_posted_mean_look_there(page, service, make_sending, photo):
    sending = make_sending(pictures=(photo(),))
    first = page.deliver(sending)
    sending.notes.keep(asked=None)

    with pytest.raises(Unconfirmed) as refusal:
        page.deliver(sending)

    assert refusal.value.code == "facebook_already_posted"
    assert page.find(sending).external_id == first.external_id


def test_dead_token_disconnects(page, service, make_sending):
    service.token_alive = False

    with pytest.raises(Exception, match="facebook_password_changed"):
        page.deliver(make_sending())

    assert service.ledger.public() == []


# Looking


def test_find_knows_a_post_by_its_card(page, service, make_sending):
    there = service.post("Một lời khác", link=ADDRESS)

    assert page.find(make_sending()).external_id == there


@pytest.mark.parametrize(
    "shown",
    [
        f"Xem: {ADDRESS}",
        f"({ADDRESS}).",
        f"{ADDRESS.rstrip('/')}",
        f"{ADDRESS}?fbclid=IwAR123",
        ADDRESS.replace("https", "http"),
    ],
)
def test_find_knows_a_post_by_the_address_in_its_text(
    page, service, make_sending, shown
):
    there = service.post(shown)

    assert page.find(make_sending()).external_id == there


@pytest.mark.parametrize(
    ("message", "link"),
    [
        ("Một tin khác", ""),
        ("Cầu qua suối đi lại được từ hôm nay.", ""),
        (f"{ADDRESS}anh/", ""),
        (f"{ADDRESS.rstrip('/')}-2/", ""),
        ("", f"{ADDRESS}?trang=2"),
        ("", ADDRESS.replace("ban-mau", "xa-khac")),
    ],
)
def test_find_takes_no_other_post_for_ours(page, service, make_sending, message, link):
    service.post(message, link=link)

    assert page.find(make_sending()) is None


def test_find_knows_a_post_without_an_address_by_its_words(page, service, make_sending):
    there = service.post("Cầu qua suối  đi lại được từ hôm nay.\n")

    assert page.find(make_sending(url="")).external_id == there


def test_find_leaves_posts_of_other_deliveries_alone(page, service, make_sending):
    there = service.post("", link=ADDRESS)

    assert page.find(make_sending(others=frozenset({there}))) is None


def test_find_looks_at_nothing_older_than_the_first_try(page, service, make_sending):
    made = datetime.now(UTC)
    service.post("", link=ADDRESS, made=made)

    late = make_sending(since=made + timedelta(hours=1))
    soon = make_sending(since=made + timedelta(minutes=1))

    assert page.find(late) is None
    assert page.find(soon) is not None


def test_find_does_not_trust_the_service_to_leave_out_what_is_old(
    page, service, make_sending
):
    old = {"id": "1_2", "created_time": "2020-01-01T00:00:00+0000", "message": ADDRESS}
    service.fault("published_posts", graph.value({"data": [old]}))

    assert page.find(make_sending()) is None


def test_find_turns_pages_without_the_address_that_holds_a_token(
    page, service, make_sending
):
    now = datetime.now(UTC)
    there = service.post("", link=ADDRESS, made=now - timedelta(seconds=30))
    for number in range(120):
        service.post(f"Tin {number}", made=now)

    found = page.find(make_sending(since=now - timedelta(minutes=1)))

    assert found.external_id == there
    assert service.calls() == ["published_posts"] * 3
    assert service.leaks == []


def test_find_does_not_say_no_when_it_saw_only_a_part(page, service, make_sending):
    for number in range(301):
        service.post(f"Tin {number}")

    with pytest.raises(Unavailable) as refusal:
        page.find(make_sending())

    assert refusal.value.code == "facebook_too_many_posts"


NO_LIST = {
    **{name: LOST_AFTER[name] for name in ("reset", "empty", "html", "code_2", "list")},
    "slow": graph.drip(),
    "redirects": graph.redirect(),
    "no_posts": graph.value({}),
    "posts_of_wrong_type": graph.value({"data": {"id": "1_2"}}),
}


@pytest.mark.parametrize("fault", NO_LIST)
def test_find_does_not_say_no_when_it_saw_nothing(page, service, make_sending, fault):
    service.fault("published_posts", *[NO_LIST[fault]] * 4)

    with pytest.raises(Unavailable):
        page.find(make_sending())


def test_find_does_not_say_no_when_the_way_to_the_next_page_is_missing(
    page, service, make_sending
):
    told = {"data": [], "paging": {"next": "https://graph.example/next"}}
    service.fault("published_posts", graph.value(told))

    with pytest.raises(Unavailable):
        page.find(make_sending())

    assert service.calls() == ["published_posts"]


def test_find_reads_past_posts_of_a_strange_form(page, service, make_sending):
    good = {
        "id": "1_2",
        "created_time": datetime.now(UTC).isoformat(),
        "attachments": {"data": [None, {"unshimmed_url": ADDRESS}]},
    }
    strange = [
        None,
        {"id": 3},
        good | {"id": None},
        good | {"id": "1_3", "attachments": []},
        good | {"id": "1_4", "created_time": "hôm qua"},
    ]
    service.fault("published_posts", graph.value({"data": [*strange, good]}))

    found = page.find(make_sending())

    assert (found.external_id, found.url) == ("1_2", "https://www.facebook.com/1_2")


def test_address_of_a_receipt_is_one_that_a_browser_may_open(
    page, service, make_sending
):
    service.fault(
        "feed", graph.value({"id": "1_2", "permalink_url": "javascript:alert(1)"})
    )

    assert page.deliver(make_sending()).url == "https://www.facebook.com/1_2"


# Changing and taking back


def test_edit_changes_the_words_and_may_be_repeated(page, service, make_sending):
    receipt = page.deliver(make_sending())
    corrected = make_sending(text="Cầu đi lại được từ ngày mai.")

    again = [page.edit(receipt, corrected) for _time in range(2)]

    assert again == [receipt, receipt]
    post = service.ledger.posts[receipt.external_id]
    assert post["message"] == "Cầu đi lại được từ ngày mai."


def test_edit_of_a_post_with_photos_keeps_the_address(
    page, service, make_sending, photo
):
    pictures = (photo(),)
    receipt = page.deliver(make_sending(pictures=pictures))

    page.edit(receipt, make_sending(text="Lời mới.", pictures=pictures))

    post = service.ledger.posts[receipt.external_id]
    assert post["message"] == f"Lời mới.\n\n{ADDRESS}"


def test_edit_of_a_post_that_is_gone_says_so(page, service, make_sending):
    receipt = page.deliver(make_sending())
    page.withdraw(receipt)

    with pytest.raises(Rejected) as refusal:
        page.edit(receipt, make_sending())

    assert refusal.value.code == "facebook_gone"


UNCLEAR = [name for name in LOST_AFTER if not name.startswith("id_") and name != "list"]


@pytest.mark.parametrize("fault", UNCLEAR)
def test_edit_without_a_clear_answer_is_tried_again(page, service, make_sending, fault):
    receipt = page.deliver(make_sending())
    service.fault("edit", LOST_AFTER[fault])

    with pytest.raises(Unavailable):
        page.edit(receipt, make_sending(text="Lời mới."))

    assert page.edit(receipt, make_sending(text="Lời mới.")) == receipt


@pytest.mark.parametrize("told", [{}, {"success": False}, {"success": "true"}])
def test_edit_that_was_not_done_is_tried_again(page, service, make_sending, told):
    receipt = page.deliver(make_sending())
    service.fault("edit", graph.value(told, done=False))

    with pytest.raises(Unavailable):
        page.edit(receipt, make_sending(text="Lời mới."))


def test_withdraw_deletes_and_a_second_time_is_done_too(page, service, make_sending):
    receipt = page.deliver(make_sending())

    page.withdraw(receipt)
    page.withdraw(receipt)

    assert service.ledger.public() == []
    assert service.calls() == ["feed", "delete", "delete"]


@pytest.mark.parametrize("fault", UNCLEAR)
def test_withdraw_without_a_clear_answer_is_tried_again(
    page, service, make_sending, fault
):
    receipt = page.deliver(make_sending())
    service.fault("delete", LOST_AFTER[fault])

    with pytest.raises(Unavailable):
        page.withdraw(receipt)

    page.withdraw(receipt)
    assert service.ledger.public() == []


def test_withdraw_that_was_refused_is_not_done(page, service, make_sending):
    receipt = page.deliver(make_sending())
    service.fault("delete", graph.value({"success": False}, done=False))

    with pytest.raises(Unavailable):
        page.withdraw(receipt)

    assert service.ledger.public() == [receipt.external_id]


NOT_OURS = "(#200) App cannot edit non-app posts"


@pytest.mark.parametrize("code", [10, 200])
def test_refusal_to_change_one_post_stops_no_page(page, service, make_sending, code):
    receipt = page.deliver(make_sending())
    service.fault("edit", graph.error(code, message=NOT_OURS))
    service.fault("delete", graph.error(code, message=NOT_OURS))

    with pytest.raises(Rejected) as edited:
        page.edit(receipt, make_sending(text="Lời mới."))
    with pytest.raises(Rejected) as deleted:
        page.withdraw(receipt)

    codes = {edited.value.code, deleted.value.code}
    assert codes == {"facebook_change_by_hand"}
    assert NOT_OURS in edited.value.detail
    assert service.ledger.public() == [receipt.external_id]


def test_dead_key_stops_the_page_whatever_was_asked(page, service, make_sending):
    receipt = page.deliver(make_sending())
    service.fault("edit", graph.error(190))
    service.fault("delete", graph.error(190))

    with pytest.raises(Disconnected):
        page.edit(receipt, make_sending(text="Lời mới."))
    with pytest.raises(Disconnected):
        page.withdraw(receipt)


# Before anything is sent


def test_check_sends_nothing_and_names_what_would_not_fit(
    page, service, make_sending, photo, film
):
    long = make_sending(text="a" * 64_000, pictures=(photo(),) * 11, film=film())

    codes = [problem.code for problem in page.check(long.item)]

    assert codes == ["text_too_long", "too_many_pictures", "facebook_film_alone"]
    assert page.check(make_sending().item) == []
    assert service.calls() == []


def test_photos_are_named_in_the_form_of_the_service(
    page, service, make_sending, photo
):
    page.deliver(make_sending(pictures=(photo("mot"), photo("hai"))))

    (form,) = read_form(service, "feed")
    ids = list(service.ledger.photos)
    attached = [json.loads(form[f"attached_media[{n}]"]) for n in range(2)]
    assert attached == [{"media_fbid": one} for one in ids]


def test_another_version_and_place_of_the_service_are_kept_to(
    make_page, service, make_sending
):
    make_page(api_version="v27.0", base_url=f"{service.base_url}/").deliver(
        make_sending()
    )

    assert [seen.path for seen in service.requests] == [f"/v27.0/{PAGE_ID}/feed"]
