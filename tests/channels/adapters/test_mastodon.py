import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.services import graph
from tests.services.graph import Fault
from tests.services.mastodon import TOKEN
from tests.services.mastodon import Mastodon as Service
from toasoan.channels.adapters.base import (
    DeliveryError,
    Disconnected,
    Figures,
    Item,
    Media,
    Pending,
    Rejected,
    Sending,
    Unavailable,
    Unconfirmed,
)
from toasoan.channels.adapters.mastodon import WORDS, Mastodon, MastodonKeys, size
from toasoan.core.http import Http

PAYLOADS = Path(__file__).parent / "payloads/mastodon"
ADDRESS = "https://ban-mau.example.vn/tin/cau-ban-mau/"
WORDS_OF_STORY = "Cầu qua suối đi lại được từ hôm nay."
LINE = Http(connect=1, read=1, whole=1.5, allow_private=True)
AN_HOUR = timedelta(minutes=61)
POST = "POST statuses"
MEANINGS = {
    "token_invalid": (Disconnected, "mastodon_token_dead"),
    "token_revoked": (Disconnected, "mastodon_token_dead"),
    "scope_missing": (Disconnected, "mastodon_not_allowed"),
    "account_disabled": (Disconnected, "mastodon_not_allowed"),
    "text_too_long": (Rejected, "mastodon_refused"),
    "text_blank": (Rejected, "mastodon_refused"),
    "not_found": (Rejected, "mastodon_gone"),
    "throttled": (Unavailable, "mastodon_rate_limit"),
    "passing": (Unavailable, "mastodon_no_answer"),
    "remote": (Unavailable, "mastodon_no_answer"),
}
# It is there or not, and what came back does not say.
UNCLEAR = {
    "reset_before": graph.reset(done=False),
    "reset_after": graph.reset(done=True),
    "truncated": graph.truncated(),
    "empty": graph.empty(),
    "html": graph.html(),
    "slow": graph.drip(),
    "list": graph.value([{"id": "5"}]),
    "error_with_200": graph.value({"error": "no", "id": "5"}),
    "id_missing": graph.value({}),
    "id_of_wrong_type": graph.value({"id": 5}),
    "id_strange": graph.value({"id": "../5"}),
    "made_with_502": graph.value({"id": "5"}, status=502),
    "page_with_403": graph.body(b"<html>no</html>", status=403, kind="text/html"),
}


class Notes(dict):
    def keep(self, **values):
        both = {**self, **json.loads(json.dumps(values))}
        self.clear()
        self.update({name: one for name, one in both.items() if one is not None})


@pytest.fixture
def service():
    with Service() as running:
        yield running


@pytest.fixture
def account(service):
    return make_account(service)


def make_account(service, **changed):
    keys = MastodonKeys(**service.keys(**changed))
    return Mastodon(keys=keys, http=LINE, keeper=None)


def make_sending(*, ago=timedelta(), others=frozenset(), **item):
    """Return a delivery first tried `ago`."""
    named = {
        "headline": "Sửa xong cầu Bản Mẫu",
        "text": WORDS_OF_STORY,
        "url": ADDRESS,
        "medium": "other",
    } | item
    return Sending(
        key="5c7a2f3e-0d5b-4d0e-9e59-2b9f3f0c9a11",
        item=Item(**named),
        since=datetime.now(UTC) - ago,
        notes=Notes(),
        others=others,
    )


@pytest.fixture
def photos(tmp_path):
    def make(count):
        found = []
        for number in range(count):
            path = tmp_path / f"anh-{number}.jpg"
            path.write_bytes(b"\xff\xd8" + str(number).encode())
            found.append(Media(path=str(path), alt=f"Ảnh {number}"))
        return tuple(found)

    return make


def test_words_go_with_the_address_of_the_story(account, service):
    receipt = account.deliver(make_sending())

    ((number, post),) = service.posts.items()
    assert post["text"] == f"{WORDS_OF_STORY}\n\n{ADDRESS}"
    assert (receipt.external_id, receipt.url) == (
        number,
        f"{service.base_url}/@banmau/{number}",
    )
    assert abs(receipt.accepted_at - post["made"]) < timedelta(milliseconds=1)


def test_photos_go_first_unseen_and_four_are_enough(account, service, photos):
    receipt = account.deliver(make_sending(pictures=photos(5)))

    shown = [service.media[one] for one in service.posts[receipt.external_id]["media"]]
    assert [(one["alt"], one["data"]) for one in shown] == [
        (f"Ảnh {number}", b"\xff\xd8" + str(number).encode()) for number in range(4)
    ]
    assert service.calls().count("POST media") == 4
    assert service.calls()[-1] == POST


def test_photo_that_is_worked_on_is_waited_for_and_uploaded_once(
    account, service, photos
):
    service.work = 3
    sending = make_sending(pictures=photos(2))

    steps = [account.deliver(sending) for _step in range(2)]
    assert steps == [Pending(again_in=3.0)] * 2
    assert service.public() == []
    while isinstance(account.deliver(sending), Pending):
        assert len(service.calls()) < 20

    assert (len(service.media), len(service.posts)) == (2, 1)


def test_photo_that_was_thrown_away_is_uploaded_anew(account, service, photos):
    service.work = 1_000
    sending = make_sending(pictures=photos(1))
    account.deliver(sending)
    service.media.clear()
    service.work = 0

    assert account.deliver(sending) == Pending(again_in=3.0)
    receipt = account.deliver(sending)

    assert service.posts[receipt.external_id]["media"] == list(service.media)


@pytest.mark.parametrize("fault", ["reset_after", "html", "empty", "id_missing"])
def test_photo_without_a_clear_answer_is_tried_again(account, service, photos, fault):
    service.fault("POST media", UNCLEAR[fault])
    sending = make_sending(pictures=photos(1))

    with pytest.raises(Unavailable):
        account.deliver(sending)
    account.deliver(sending)

    assert len(service.public()) == 1


def test_photo_that_is_refused_is_the_pictures_fault(account, service, photos):
    told = {"error": "Validation failed: File content type is invalid"}
    service.fault("POST media", graph.value(told, status=422, done=False))

    with pytest.raises(Rejected) as refusal:
        account.deliver(make_sending(pictures=photos(1)))

    assert refusal.value.code == "mastodon_picture_refused"


@pytest.mark.parametrize("word", ["đường ", "🚧🚧 ", "https://x.example.vn/a "])
def test_long_text_is_cut_between_words_and_keeps_its_address(account, service, word):
    text = word * 500

    account.deliver(make_sending(text=text))

    (shown,) = [one["text"] for one in service.posts.values()]
    kept, end = shown[: -len(f"…\n\n{ADDRESS}")], shown[-len(f"…\n\n{ADDRESS}") :]
    assert end == f"…\n\n{ADDRESS}"
    assert text.startswith(f"{kept} ")
    assert 480 < size(shown) <= 500


def test_address_counts_as_mastodon_counts_it():
    assert size(f"Xem ({ADDRESS}), nhé.") == len("Xem (") + 23 + len("), nhé.")


def test_check_says_what_would_be_cut_or_left_out(account, photos):
    item = make_sending(
        text="đường " * 100, pictures=photos(5), film=Media(path="phim.mp4")
    ).item

    assert [(one.code, one.blocking) for one in account.check(item)] == [
        ("mastodon_cut", False),
        ("too_many_pictures", False),
        ("mastodon_no_film", False),
    ]
    assert [(o.code, o.blocking) for o in account.check(replace(item, url=""))][:1] == [
        ("text_too_long", True)
    ]


@pytest.mark.parametrize("fault", UNCLEAR)
def test_within_the_hour_a_blind_repeat_is_one_post(account, service, fault):
    sending = make_sending()
    service.fault(POST, UNCLEAR[fault])

    with pytest.raises(Unavailable) as refusal:
        account.deliver(sending)
    receipt = account.deliver(sending)

    assert refusal.value.code == "mastodon_no_answer"
    assert service.public() == [receipt.external_id]
    assert service.calls() == [POST, POST]


@pytest.mark.parametrize("fault", UNCLEAR)
def test_when_the_key_is_forgotten_no_clear_answer_is_unconfirmed(
    account, service, fault
):
    service.fault(POST, UNCLEAR[fault])

    with pytest.raises(Unconfirmed) as refusal:
        account.deliver(make_sending(ago=AN_HOUR))

    assert refusal.value.code == "mastodon_maybe_posted"


@pytest.mark.parametrize("fault", ["reset_before", "reset_after", "html"])
def test_try_after_the_hour_looks_before_it_posts(account, service, fault):
    early = make_sending()
    service.fault(POST, UNCLEAR[fault])
    with pytest.raises(Unavailable):
        account.deliver(early)
    later = datetime.now(UTC) + AN_HOUR
    service.now = lambda: later

    receipt = account.deliver(replace(early, since=early.since - AN_HOUR))

    assert service.public() == [receipt.external_id]


@pytest.mark.parametrize("hours", [0, 1])
def test_post_of_a_lost_answer_says_what_the_story_says_since(account, service, hours):
    early = make_sending(text="Cầu đi lại được từ hôm nay.")
    service.fault(POST, UNCLEAR["reset_after"])
    with pytest.raises(Unavailable):
        account.deliver(early)
    later = datetime.now(UTC) + hours * AN_HOUR
    service.now = lambda: later

    since = early.since - hours * AN_HOUR
    anew = make_sending(text="Cầu đi lại được từ mai.")
    receipt = account.deliver(replace(anew, since=since, notes=early.notes))

    assert service.public() == [receipt.external_id]
    assert "từ mai" in service.posts[receipt.external_id]["text"]


def test_try_after_the_hour_that_cannot_look_is_unconfirmed(account, service):
    sending = make_sending(ago=AN_HOUR)
    sending.notes.keep(asked=True)
    service.fault("GET accounts statuses", graph.html())

    with pytest.raises(Unconfirmed):
        account.deliver(sending)

    assert service.public() == []


def test_find_knows_ours_among_others(account, service):
    others = service.post(f"Tin trước.\n\n{ADDRESS}")
    service.post(f"Tin khác. {ADDRESS}anh/")
    sending = make_sending(others=frozenset({others}))
    assert account.find(sending) is None

    receipt = account.deliver(sending)
    for number in range(90):
        service.post(f"Tin {number}.")

    assert account.find(sending).external_id == receipt.external_id


def test_find_passes_over_what_is_older_than_the_first_try(account, service):
    service.post(ADDRESS, made=datetime.now(UTC) - timedelta(days=1))

    assert account.find(make_sending()) is None


def test_find_of_a_story_without_an_address_goes_by_its_words(account, service):
    sending = make_sending(text="Cầu < đường &\n\n“suối”.", url="")
    service.post("Cầu khác.")
    assert account.find(sending) is None

    receipt = account.deliver(sending)

    assert account.find(sending).external_id == receipt.external_id


def test_find_among_too_many_posts_does_not_say_it_is_not_there(account, service):
    for number in range(300):
        service.post(f"Tin {number}.")

    with pytest.raises(Unavailable) as refusal:
        account.find(make_sending())

    assert refusal.value.code == "mastodon_too_many_posts"


@pytest.mark.parametrize(
    "value", [{}, {"error": "x"}, [{}], [5], [{"id": 5}], "posts", None]
)
def test_find_does_not_take_nonsense_for_an_empty_list(account, service, value):
    service.fault("GET accounts statuses", graph.value(value))

    with pytest.raises(Unavailable):
        account.find(make_sending())


def test_every_payload_has_its_meaning():
    assert {one.stem for one in PAYLOADS.iterdir()} == {
        f"post__{case}" for case in MEANINGS
    }


@pytest.mark.parametrize("case", MEANINGS)
def test_refusal_says_what_must_happen_next(account, service, case):
    told = json.loads((PAYLOADS / f"post__{case}.json").read_text(encoding="utf-8"))
    service.fault(POST, graph.value(told["body"], status=told["status"], done=False))

    with pytest.raises(DeliveryError) as refusal:
        account.deliver(make_sending())

    assert (type(refusal.value), refusal.value.code) == MEANINGS[case]
    assert refusal.value.code in WORDS
    assert told["body"]["error"][:12] in refusal.value.detail


def throttled(ends):
    def send(handler, _answer):
        headers = {"X-RateLimit-Reset": ends}
        handler.send(429, b'{"error": "Throttled"}', headers=headers)

    return Fault(send)


@pytest.mark.parametrize(
    ("ends", "least", "most"),
    [
        ("in 20 minutes", 900, 1200),
        ("2020-01-01T00:00:00.000000Z", 1, 1),
        ("9999-01-01T00:00:00Z", 3600, 3600),
        ("2026-11-27T00:00:00", 300, 300),
        ("soon", 300, 300),
    ],
)
def test_rest_is_as_long_as_the_server_says(account, service, ends, least, most):
    if ends == "in 20 minutes":
        ends = (datetime.now(UTC) + timedelta(minutes=20)).isoformat()
    service.fault(POST, throttled(ends))

    with pytest.raises(Unavailable) as refusal:
        account.deliver(make_sending())

    assert least <= refusal.value.retry_after <= most


def test_service_that_is_not_reached_surely_has_nothing(service):
    account = make_account(service, base_url="http://127.0.0.1:9")

    with pytest.raises(Unavailable) as refusal:
        account.deliver(make_sending(ago=AN_HOUR))

    assert refusal.value.code == "mastodon_unreachable"


def test_edit_changes_the_words_and_keeps_the_pictures(account, service, photos):
    receipt = account.deliver(make_sending(pictures=photos(2)))
    before = service.posts[receipt.external_id]["media"]

    for _time in range(2):
        account.edit(receipt, make_sending(text="Cầu đi lại được từ mai."))

    post = service.posts[receipt.external_id]
    assert post["text"] == f"Cầu đi lại được từ mai.\n\n{ADDRESS}"
    assert (post["media"], len(before)) == (before, 2)


def test_edit_of_what_is_gone_is_said(account, service):
    receipt = account.deliver(make_sending())
    service.posts.clear()

    with pytest.raises(Rejected) as refusal:
        account.edit(receipt, make_sending())

    assert refusal.value.code == "mastodon_gone"


def test_withdraw_may_be_repeated_and_goes_on_after_a_lost_answer(account, service):
    receipt = account.deliver(make_sending())
    service.fault("DELETE statuses", graph.reset(done=True))

    with pytest.raises(Unavailable):
        account.withdraw(receipt)
    account.withdraw(receipt)

    assert service.public() == []


@pytest.mark.parametrize(
    ("post", "figures"),
    [
        ({"id": "5", "favourites_count": 7, "reblogs_count": 3}, Figures(reactions=10)),
        ({"id": "5", "favourites_count": 7}, Figures(reactions=7)),
        ({"id": "5", "favourites_count": "7", "reblogs_count": None}, Figures()),
    ],
)
def test_reactions_are_favourites_and_boosts(account, service, post, figures):
    receipt = account.deliver(make_sending())
    service.fault("GET statuses", graph.value(post))

    assert account.measure(receipt) == figures


def test_standing_says_the_name_of_the_account(account):
    assert account.standing().name == "UBND xã Bản Mẫu"


def test_key_of_nobody_is_not_connected(service):
    with pytest.raises(Disconnected) as refusal:
        make_account(service, access_token="other").standing()

    assert refusal.value.code == "mastodon_token_dead"


def echoing(handler, _answer):
    said = handler.headers["Authorization"]
    handler.send(400, json.dumps({"error": f"{said} {said}"}).encode())


@pytest.mark.parametrize("call", [POST, "GET accounts verify_credentials"])
def test_key_that_a_server_echoes_goes_nowhere(account, service, call):
    service.fault(call, Fault(echoing))

    with pytest.raises(DeliveryError) as refusal:
        account.deliver(make_sending()) if call == POST else account.standing()

    told = [repr(refusal.value), refusal.value.detail]
    before = refusal.value.__context__
    while before:
        told += [str(before), repr(before)]
        before = before.__context__
    assert TOKEN not in " ".join(told)
    assert TOKEN not in f"{account!r} {vars(account)!r}"


@pytest.mark.parametrize(
    "changed", [{"access_token": ""}, {"access_token": "a b"}, {"base_url": "mastodon"}]
)
def test_keys_that_cannot_be_right_are_refused(service, changed):
    with pytest.raises(ValidationError) as refusal:
        MastodonKeys(**service.keys(**changed))

    assert TOKEN not in str(refusal.value)
